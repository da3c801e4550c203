package showcase_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
	"samplepath/shared/terms"
)

var now = time.Date(2030, 6, 4, 20, 0, 0, 0, time.UTC)

func ongoing() campaign.Campaign {
	return campaign.Campaign{ID: "cmp_1", AgencyID: "agn_1", Published: true,
		CampaignPeriod: campaign.Period{Start: now, End: now.Add(time.Hour)}}
}

func product(rate int) registration.Registration {
	return registration.Registration{ID: "reg_1", ProductID: "1729", ProductName: "Serum", TotalRate: 4321, CreatorRate: &rate, Status: registration.StatusApproved}
}

func entry(registrationID, productID string, rate int) showcase.Entry {
	return showcase.Entry{RegistrationID: registrationID, ProductID: productID, CreatorRate: rate}
}

// Features D1, D3.
func TestOffers(t *testing.T) {
	at := func(n int) *int { return &n }
	for name, test := range map[string]struct {
		entries []showcase.Entry
		in      bool
		current *int
		lower   bool
	}{
		"empty showcase":        {nil, false, nil, false},
		"other products":        {[]showcase.Entry{entry("reg_9", "9", 9000)}, false, nil, false},
		"a better rate":         {[]showcase.Entry{entry("reg_9", "1729", 1799)}, false, at(1799), false},
		"the same rate":         {[]showcase.Entry{entry("reg_9", "1729", 1800)}, false, at(1800), false},
		"a lower rate":          {[]showcase.Entry{entry("reg_9", "1729", 1801)}, false, at(1801), true},
		"the best of several":   {[]showcase.Entry{entry("reg_8", "1729", 100), entry("reg_9", "1729", 2500), entry("reg_7", "1729", 300)}, false, at(2500), true},
		"added already":         {[]showcase.Entry{entry("reg_1", "1729", 1800)}, true, at(1800), false},
		"added at a lower rate": {[]showcase.Entry{entry("reg_1", "1729", 1500)}, true, at(1500), false},
		"added at a better one": {[]showcase.Entry{entry("reg_1", "1729", 5000)}, true, at(5000), true},
	} {
		offer := showcase.OfferOf(product(1800), test.entries)
		if offer.InShowcase != test.in || !reflect.DeepEqual(offer.CurrentRate, test.current) || offer.LowerRate != test.lower || offer.CommissionRate != 1800 {
			t.Errorf("%s: %+v", name, offer)
		}
	}
}

// Feature D1: never the total rate.
func TestOfferHidesTheTotalRate(t *testing.T) {
	encoded, err := json.Marshal(showcase.OfferOf(product(1800), nil))
	if err != nil || strings.Contains(string(encoded), "4321") {
		t.Fatalf("%s %v", encoded, err)
	}
}

// Feature D4.
func TestAvailableWhileTheCampaignRuns(t *testing.T) {
	c, r := ongoing(), product(1800)
	noRate := r
	noRate.CreatorRate = nil
	rejected := r
	rejected.Status = registration.StatusRejected
	unpublished := c
	unpublished.Published = false
	for name, test := range map[string]struct {
		c    campaign.Campaign
		r    registration.Registration
		at   time.Time
		want bool
	}{
		"now": {c, r, now, true}, "before": {c, r, now.Add(-1), false}, "after": {c, r, now.Add(time.Hour), false},
		"without a commission": {c, noRate, now, false}, "rejected": {c, rejected, now, false}, "unpublished": {unpublished, r, now, false},
	} {
		if got := showcase.Available(test.c, test.r, test.at); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
		if _, err := showcase.Add("shw_1", test.c, test.r, "crt_1", nil, true, test.at); (err == nil) != test.want {
			t.Errorf("adding %s: %v", name, err)
		}
	}
}

// Feature D4: each reason why there is nothing behind a link gets the answer that is true of it.
func TestWhyThereIsNothingBehindALink(t *testing.T) {
	c, r := ongoing(), product(1800)
	closed, noRate := r, r
	closed.Status, noRate.CreatorRate = registration.StatusClosed, nil
	end := c.CampaignPeriod.End
	for name, test := range map[string]struct {
		products []registration.Registration
		at       time.Time
		want     error
	}{
		"before the campaign":            {[]registration.Registration{r}, now.Add(-1), showcase.ErrNoProducts},
		"not ready yet":                  {[]registration.Registration{noRate}, now, showcase.ErrNoProducts},
		"one closed, one not ready yet":  {[]registration.Registration{closed, noRate}, now, showcase.ErrNoProducts},
		"an empty list":                  {nil, now, showcase.ErrEmptyList},
		"all closed":                     {[]registration.Registration{closed, closed}, now, registration.ErrClosed},
		"after the campaign":             {[]registration.Registration{r}, end, campaign.ErrCampaignOver},
		"after the campaign, all closed": {[]registration.Registration{closed}, end, campaign.ErrCampaignOver},
		"after the campaign, empty":      {nil, end, campaign.ErrCampaignOver},
	} {
		if err := showcase.Unavailable(c, test.products, test.at); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
	early, ok := errors.AsType[*fault.Error](showcase.Unavailable(c, []registration.Registration{r}, now.Add(-1)))
	if !ok || early.Details["availableFrom"] != c.CampaignPeriod.Start {
		t.Errorf("before the campaign: details %v", early.Details)
	}
}

// Feature D3: a lower rate needs an explicit yes; a second time is refused.
func TestAdd(t *testing.T) {
	better := []showcase.Entry{entry("reg_9", "1729", 2500)}
	_, err := showcase.Add("shw_1", ongoing(), product(1800), "crt_1", better, false, now)
	refusal, ok := errors.AsType[*fault.Error](err)
	if !ok || !errors.Is(err, showcase.ErrLowerRate) || refusal.Details["currentCommissionRate"] != 2500 {
		t.Fatalf("a lower rate: %v", err)
	}
	added, err := showcase.Add("shw_1", ongoing(), product(1800), "crt_1", better, true, now)
	want := showcase.Entry{
		ID: "shw_1", RegistrationID: "reg_1", CampaignID: "cmp_1", AgencyID: "agn_1", CreatorID: "crt_1", ProductID: "1729", ProductName: "Serum",
		CreatorRate: 1800, TermsVersion: terms.Current, AddedAt: now, Version: 1,
	}
	if err != nil || added != want {
		t.Fatalf("accepted: %+v %v", added, err)
	}
	if _, err := showcase.Add("shw_1", ongoing(), product(1800), "crt_1", []showcase.Entry{added}, true, now); !errors.Is(err, showcase.ErrAlreadyAdded) {
		t.Fatalf("a second time: %v", err)
	}
}

// Feature D3: an entry has the rate of the link it was last added through; a better link raises it, a worse one needs the
// confirmation.
func TestAddAgainAtAnotherRate(t *testing.T) {
	added, err := showcase.Add("shw_1", ongoing(), product(1800), "crt_1", nil, false, now)
	if err != nil {
		t.Fatal(err)
	}
	raised, err := showcase.Add("shw_1", ongoing(), product(2200), "crt_1", []showcase.Entry{added}, false, now.Add(1))
	want := added
	want.CreatorRate, want.Version = 2200, 2
	if err != nil || raised != want {
		t.Errorf("a better link: %+v %v", raised, err)
	}
	if _, err := showcase.Add("shw_1", ongoing(), product(1700), "crt_1", []showcase.Entry{added}, false, now); !errors.Is(err, showcase.ErrLowerRate) {
		t.Errorf("a worse link: %v", err)
	}
	if lowered, err := showcase.Add("shw_1", ongoing(), product(1700), "crt_1", []showcase.Entry{added}, true, now); err != nil || lowered.CreatorRate != 1700 {
		t.Errorf("a worse link, confirmed: %+v %v", lowered, err)
	}
}

// Feature D5: an entry that comes back is a subject of its own, so that both have a whole timeline.
func TestRemove(t *testing.T) {
	added, err := showcase.Add("shw_1", ongoing(), product(1800), "crt_1", nil, false, now)
	if err != nil {
		t.Fatal(err)
	}
	removed := showcase.Remove(added, now.Add(time.Minute))
	if removed.State() != "removed" || removed.Version != 2 || added.State() != "in_showcase" {
		t.Errorf("%+v", removed)
	}
	again, err := showcase.Add("shw_2", ongoing(), product(1800), "crt_1", nil, false, now.Add(30*time.Minute))
	before, _ := removed.Identity()
	after, version := again.Identity()
	if err != nil || before == after || version != 1 {
		t.Errorf("%s, then %s version %d: %v", before, after, version, err)
	}
}
