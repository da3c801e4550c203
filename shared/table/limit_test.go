package table_test

import (
	"errors"
	"testing"

	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// Feature F6: the limits hold in the order's own transaction, whatever was read before.
func TestLimitsHoldWhenTheOrderIsWritten(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	facts, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID})
	if err != nil {
		t.Fatal(err)
	}
	order := func(id string, limits policy.Policy) error {
		s, err := sample.Order(id, "", facts, tabletest.Day(6, 9)) // as if it had read before all others
		if err != nil {
			return err
		}
		s.ProductID = id // another product, as far as the creator's marks go
		e := event.First(s, sample.EventOrdered, us, tabletest.Day(6, 9))
		return w.Table.Commit(t.Context(), samples.Ordered(s, e, limits))
	}
	limits := policy.Policy{Settings: policy.Settings{OpenSamples: 2, CampaignSamples: 3}}
	for i, want := range []error{nil, nil, sample.ErrOpenSamples} {
		if err := order("smp_"+string(rune('a'+i)), limits); !errors.Is(err, want) {
			t.Fatalf("order %d: %v, want %v", i, err, want)
		}
	}
	limits = policy.Policy{Settings: policy.Settings{OpenSamples: 9, CampaignSamples: 2}}
	if err := order("smp_d", limits); !errors.Is(err, sample.ErrCampaignSamples) {
		t.Fatalf("beyond the campaign's: %v", err)
	}
}

// Features F6, I7: what a policy allows besides the numbers holds in the order's own transaction, too: one item, one bundle, and a look at
// the last sample without content.
func TestWhatAPolicyAllowsHoldsWhenTheOrderIsWritten(t *testing.T) {
	roomy := policy.Default
	roomy.Version = 2
	for name, test := range map[string]struct {
		set    func(p *policy.Policy)
		missed bool // the first sample
		second func(s *sample.Sample)
		want   error
	}{
		"one item":                  {func(p *policy.Policy) { p.SampleLimit = policy.OneItem }, false, nil, sample.ErrOneItem},
		"one item, after it":        {func(p *policy.Policy) { p.SampleLimit, p.NonPosting = policy.OneItem, policy.LowerPriority }, true, nil, sample.ErrOneItem},
		"a bundle within a day":     {func(p *policy.Policy) { p.SampleLimit = policy.OneBundle }, false, nil, nil},
		"a bundle after a day":      {func(p *policy.Policy) { p.SampleLimit = policy.OneBundle }, false, func(s *sample.Sample) { s.OrderedAt = tabletest.Day(8, 10) }, sample.ErrBundleClosed},
		"a review without its note": {func(p *policy.Policy) { p.NonPosting = policy.Review }, true, nil, sample.ErrReviewRequired},
		"a review with its note":    {func(p *policy.Policy) { p.NonPosting = policy.Review }, true, func(s *sample.Sample) { s.ReviewNote = "We spoke." }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Authorized()
			facts, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID})
			if err != nil {
				t.Fatal(err)
			}
			facts.Policy = roomy
			test.set(&facts.Policy)
			order := func(id string, change func(s *sample.Sample)) (sample.Sample, error) {
				s, err := sample.Order(id, "", facts, tabletest.Day(6, 9)) // as if it had read before all others
				if err != nil {
					t.Fatal(err)
				}
				if s.ProductID = id; change != nil {
					change(&s)
				}
				return s, w.Table.Commit(t.Context(), samples.Ordered(s, event.First(s, sample.EventOrdered, us, s.OrderedAt), facts.Policy))
			}
			first, err := order("smp_a", nil)
			if err != nil {
				t.Fatal(err)
			}
			if test.missed {
				after := first
				after.Status, after.Version = sample.StatusMissed, first.Version+1
				if err := w.Table.Commit(t.Context(), samples.Missed(first, after, changed(first, after, sample.EventMissed))); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := order("smp_b", test.second); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
}

// A sample that ends is open no more, and counts for its campaign unless it never left; a missed one restricts besides.
func TestWhatAnEndCounts(t *testing.T) {
	for name, test := range map[string]struct {
		life           func(*tabletest.World)
		open, campaign int
	}{
		"open":      {func(*tabletest.World) {}, 1, 1},
		"completed": {func(w *tabletest.World) { w.Label().Dispatch().Deliver().Receive().Post().Complete() }, 0, 1},
		"missed": {func(w *tabletest.World) {
			w.Label().Dispatch().Deliver()
			after, err := sample.Miss(w.Sample)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Table.Commit(t.Context(), samples.Missed(w.Sample, after, changed(w.Sample, after, sample.EventMissed))); err != nil {
				t.Fatal(err)
			}
		}, 0, 1},
	} {
		w := tabletest.NewWorld(t).Authorized().Order()
		test.life(w)
		facts, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID})
		if err != nil || facts.OpenSamples != test.open || facts.CampaignSamples != test.campaign || facts.Restricted != (name == "missed") {
			t.Errorf("%s: %d open, %d in the campaign, restricted %t, %v", name, facts.OpenSamples, facts.CampaignSamples, facts.Restricted, err)
		}
	}
}

// Features F6, I3: a post that the platform tells of after the sample was missed counts the end of the sample no second time, and
// leaves a restriction lifted that was lifted meanwhile.
func TestAPostAfterTheEndCountsNothingTwice(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Miss()
	ctx := t.Context()
	before, err := creators.Restriction(ctx, w.Table, tabletest.AgencyID, tabletest.CreatorID)
	if err != nil {
		t.Fatal(err)
	}
	lifted, kind, err := restriction.Change(before, false, "settled", tabletest.Day(30, 19))
	if err != nil {
		t.Fatal(err)
	}
	e := event.Changed(before, lifted, kind, event.Party{}, tabletest.Day(30, 19))
	if err := w.Table.Commit(ctx, creators.RestrictionChanged(before, lifted, e)); err != nil {
		t.Fatal(err)
	}
	w.Follow(sample.StatusPosted, tabletest.Day(30, 20))
	facts, err := samples.FactsOf(ctx, w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID, Repeats: true})
	if err != nil || facts.OpenSamples != 0 || facts.Restricted {
		t.Errorf("%d open, restricted %t, %v", facts.OpenSamples, facts.Restricted, err)
	}
}
