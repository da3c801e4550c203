package address_test

import (
	"testing"

	"samplepath/shared/address"
	"samplepath/shared/authorization"
)

// Feature E4: of an agency's own address and the one for all agencies, the later holds; only for who was told yes.
func TestWhichAddressHoldsForAnAgency(t *testing.T) {
	own, all := authorization.Destination{City: "Own", Country: "US"}, authorization.Destination{City: "All", Country: "US"}
	for name, test := range map[string]struct {
		own, all string
		status   authorization.Status
		want     string
	}{
		"own alone":                {"adr_2", "", authorization.StatusAuthorized, "adr_2"},
		"all later":                {"adr_2", "adr_3", authorization.StatusAuthorized, "adr_3"},
		"own later":                {"adr_2", "adr_1", authorization.StatusAuthorized, "adr_2"},
		"asked, not answered":      {"", "adr_1", authorization.StatusPending, ""},
		"ended: nothing is passed": {"", "adr_1", authorization.StatusEnded, ""},
	} {
		a := authorization.Authorization{Status: test.status, AddressID: test.own, Destination: &own}
		profile := address.Profile{}
		if test.all != "" {
			profile = address.SetForAll(profile, "crt_1", test.all, all)
		}
		got := profile.For(a)
		wantAt := own
		if test.want == test.all && test.want != "" {
			wantAt = all
		}
		if got.AddressID != test.want || *got.Destination != wantAt {
			t.Errorf("%s: %s in %s, want %s", name, got.AddressID, got.Destination.City, test.want)
		}
	}
}

func TestEveryAddressForAllIsANewVersion(t *testing.T) {
	first := address.SetForAll(address.Profile{}, "crt_1", "adr_1", authorization.Destination{City: "Here"})
	second := address.SetForAll(first, "crt_1", "adr_2", authorization.Destination{City: "There"})
	if first.Version != 1 || second.Version != 2 || second.AddressID != "adr_2" || second.Destination.City != "There" || first.Destination.City != "Here" {
		t.Fatalf("%+v then %+v", first, second)
	}
}
