package candidate_test

import (
	"testing"

	"samplepath/shared/authorization"
	"samplepath/shared/candidate"
	"samplepath/shared/fault"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
)

// ana is authorized, has 48,200 followers, posted for three of four samples and was sent one of this campaign.
func ana() candidate.Candidate {
	return candidate.Candidate{
		Creator: showcase.Creator{ID: "crt_1", Handle: "@ana", Followers: 48_200}, Products: 1,
		Authorization: authorization.Authorization{Status: authorization.StatusAuthorized},
		Record:        candidate.Record{Facts: sample.Facts{Policy: policy.Default, CampaignSamples: 1}, Posted: 3, Missed: 1},
		InShowcase:    true,
	}
}

// Feature F1: each filter alone, on both sides of its bound.
func TestWhoIsLookedFor(t *testing.T) {
	for name, test := range map[string]struct {
		search candidate.Search
		change func(*candidate.Candidate)
		want   bool
	}{
		"nothing":                 {candidate.Search{}, nil, true},
		"the handle":              {candidate.Search{Handle: "AN"}, nil, true},
		"another handle":          {candidate.Search{Handle: "na"}, nil, false},
		"as many followers":       {candidate.Search{MinFollowers: 48_200, MaxFollowers: 48_200}, nil, true},
		"more followers":          {candidate.Search{MinFollowers: 48_201}, nil, false},
		"fewer followers":         {candidate.Search{MaxFollowers: 48_199}, nil, false},
		"that rate":               {candidate.Search{MinPostingRate: 7_500}, nil, true},
		"a better rate":           {candidate.Search{MinPostingRate: 7_501}, nil, false},
		"a rate of nobody's":      {candidate.Search{MinPostingRate: 1}, func(c *candidate.Candidate) { c.Record.Posted, c.Record.Missed = 0, 0 }, false},
		"sampled":                 {candidate.Search{Sampled: candidate.WasSampled}, nil, true},
		"not sampled":             {candidate.Search{Sampled: candidate.NotSampled}, nil, false},
		"the product":             {candidate.Search{RegistrationID: "reg_1"}, nil, true},
		"a product not in it":     {candidate.Search{RegistrationID: "reg_1"}, func(c *candidate.Candidate) { c.InShowcase = false }, false},
		"sampled with it":         {candidate.Search{RegistrationID: "reg_1", Sampled: candidate.WasSampled}, nil, false},
		"not sampled with it":     {candidate.Search{RegistrationID: "reg_1", Sampled: candidate.NotSampled}, nil, true},
		"sampled with it already": {candidate.Search{RegistrationID: "reg_1", Sampled: candidate.WasSampled}, func(c *candidate.Candidate) { c.Earlier = "smp_1" }, true},
	} {
		c := ana()
		if test.change != nil {
			test.change(&c)
		}
		if got := test.search.Wants(c); got != test.want {
			t.Errorf("%s: %t, want %t", name, got, test.want)
		}
	}
}

// Features F1, F6: only whom an order would not be refused for.
func TestWhoIsOpen(t *testing.T) {
	if !ana().Open() {
		t.Error("nothing stands in the way")
	}
	for name, spoil := range map[string]func(*candidate.Candidate){
		"nothing in the showcase": func(c *candidate.Candidate) { c.Products = 0 },
		"ended":                   func(c *candidate.Candidate) { c.Authorization.Status = authorization.StatusEnded },
		"restricted":              func(c *candidate.Candidate) { c.Record.Facts.Restricted = true },
		"too many open":           func(c *candidate.Candidate) { c.Record.Facts.OpenSamples = policy.Default.OpenSamples },
		"too many of it":          func(c *candidate.Candidate) { c.Record.Facts.CampaignSamples = policy.Default.CampaignSamples },
	} {
		c := ana()
		if spoil(&c); c.Open() {
			t.Errorf("%s: open", name)
		}
	}
}

func TestPostingRate(t *testing.T) {
	for record, want := range map[[2]int]int{{3, 1}: 7_500, {1, 2}: 3_333, {0, 2}: 0, {2, 0}: 10_000} {
		if got := (candidate.Record{Posted: record[0], Missed: record[1]}).PostingRate(); got == nil || *got != want {
			t.Errorf("%v: %v, want %d", record, got, want)
		}
	}
	if got := (candidate.Record{}).PostingRate(); got != nil {
		t.Errorf("of nothing: %d", *got)
	}
}

func TestBoundsAndKeys(t *testing.T) {
	var wrong, sound fault.Fields
	if (candidate.Search{MinFollowers: 2, MaxFollowers: 1}).Check(&wrong); len(wrong) != 1 {
		t.Error("bounds the wrong way round")
	}
	if (candidate.Search{MinFollowers: 2}).Check(&sound); len(sound) > 0 {
		t.Errorf("no upper bound: %v", sound)
	}
	one := candidate.Search{Handle: "@Ana", MinFollowers: 1}
	if one.Key() != (candidate.Search{Handle: "ana", MinFollowers: 1}).Key() || one.Key() == (candidate.Search{Handle: "ana", MaxFollowers: 1}).Key() {
		t.Error("a key is not its search's")
	}
}
