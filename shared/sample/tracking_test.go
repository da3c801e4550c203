package sample_test

import (
	"testing"

	"samplepath/shared/sample"
)

// Feature H3: one key for a parcel, however seller and provider write it.
func TestTrackingIsOneKeyForEverySpelling(t *testing.T) {
	for want, spellings := range map[string][][2]string{
		"USPS#9400111899": {{"USPS", "9400111899"}, {"usps", "9400 1118 99"}, {"stamps_com", "9400-1118-99"}, {"U.S.P.S.", "9400111899"}, {"Endicia", "9400111899"}},
		"UPS#1Z999":       {{"UPS", "1z999"}, {"ups", "1Z999"}, {"ups_walleted", "1Z999"}, {"UPSDAP", "1Z999"}, {"UPSMailInnovations", "1Z 999"}},
		"DHLEXPRESS#1":    {{"DHLExpress", "1"}, {"dhl_express", "1"}, {"dhl", "1"}, {"DHL Express", "1"}},
		"DHLECOMMERCE#1":  {{"DhlEcs", "1"}, {"dhl-global-mail", "1"}, {"dhl_ecommerce", "1"}},
		"CANADAPOST#1":    {{"CanadaPost", "1"}, {"canada-post", "1"}, {"canada_post", "1"}},
		"FEDEX#1":         {{"FedEx", "1"}, {"FedExDefault", "1"}, {"fedex", "1"}, {"FedExSmartPost", "1"}, {"fedex_walleted", "1"}, {"FDX", "1"}},
		"SFEXPRESS#SF1":   {{"SF Express", "sf1"}},
		"#":               {{"", ""}, {"--", " "}},
	} {
		for _, s := range spellings {
			if got := sample.Tracking(s[0], s[1]); got != want {
				t.Errorf("%q %q: %q, want %q", s[0], s[1], got, want)
			}
		}
	}
}
