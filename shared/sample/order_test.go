package sample_test

import (
	"errors"
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
)

func facts() sample.Facts {
	return sample.Facts{
		Campaign:      campaign.Campaign{ID: "cmp_1", AgencyID: "agn_1", Published: true, CampaignPeriod: campaign.Period{Start: ordered, End: late}},
		Registration:  registration.Registration{ID: "reg_1", SellerID: "sel_1", ProductID: "1729", Status: registration.StatusApproved, Samples: 1, Stock: 1},
		Authorization: authorization.Authorization{Status: authorization.StatusAuthorized, AddressID: "adr_1"},
		Creator:       showcase.Creator{ID: "crt_1", Handle: "@ana"}, InShowcase: true, Policy: p,
	}
}

// Feature C5: before the campaign and after it an order is refused for reasons of their own.
func TestAnOrderOutsideTheCampaign(t *testing.T) {
	f := facts()
	period := f.Campaign.CampaignPeriod
	for at, want := range map[time.Time]error{period.Start.Add(-1): registration.ErrNotInLive, period.End: campaign.ErrCampaignOver} {
		if _, err := sample.Order("smp_1", "", f, at); !errors.Is(err, want) {
			t.Errorf("at %s: %v, want %v", at, err, want)
		}
	}
}

// Features F3, F5, F6, F8: each reason alone, and all at once in their order.
func TestWhatBlocksAnOrder(t *testing.T) {
	reasons := []struct {
		spoil func(*sample.Facts)
		want  error
	}{
		{func(f *sample.Facts) { f.Earlier = "smp_0" }, sample.ErrAlreadySampled},
		{func(f *sample.Facts) { f.Campaign.Published = false }, registration.ErrNotInLive},
		{func(f *sample.Facts) { f.Registration.Ordered = 1 }, registration.ErrExhausted},
		{func(f *sample.Facts) { f.InShowcase = false }, showcase.ErrNotInShowcase},
		{func(f *sample.Facts) { f.Authorization.Status = authorization.StatusExpired }, authorization.ErrNotAuthorized},
		{func(f *sample.Facts) { f.Restricted = true }, sample.ErrCreatorRestricted},
		{func(f *sample.Facts) { f.OpenSamples = p.OpenSamples }, sample.ErrOpenSamples},
		{func(f *sample.Facts) { f.CampaignSamples = p.CampaignSamples }, sample.ErrCampaignSamples},
	}
	all := facts()
	for _, reason := range reasons {
		one := facts()
		reason.spoil(&one)
		reason.spoil(&all)
		if got := one.Blocks(ordered); len(got) != 1 || !errors.Is(got[0], reason.want) {
			t.Errorf("%v: got %v", reason.want, got)
		}
		if s, err := sample.Order("smp_1", "", one, ordered); !errors.Is(err, reason.want) || s.ID != "" {
			t.Errorf("ordering: %v, want %v", err, reason.want)
		}
	}
	got := all.Blocks(ordered)
	if len(got) != len(reasons) {
		t.Fatalf("all at once: %v", got)
	}
	for i, reason := range reasons {
		if !errors.Is(got[i], reason.want) {
			t.Errorf("reason %d is %v, want %v", i, got[i], reason.want)
		}
	}
	// The agency sees an expired request as one never made, and the earlier sample by its id.
	if refusal, ok := errors.AsType[*fault.Error](got[4]); !ok || refusal.Details["status"] != authorization.StatusUnauthorized {
		t.Errorf("authorization: %+v", got[4])
	}
	if refusal, ok := errors.AsType[*fault.Error](got[0]); !ok || refusal.Details["sampleId"] != "smp_0" {
		t.Errorf("already sampled: %+v", got[0])
	}
}

func TestOrder(t *testing.T) {
	s, err := sample.Order("smp_1", "30 ml", facts(), ordered)
	if err != nil || s.Status != sample.StatusReadyToShip || s.Version != 1 || s.AddressID != "adr_1" || s.Policy() != p ||
		s.SellerID != "sel_1" || s.AgencyID != "agn_1" || s.CreatorHandle != "@ana" || s.Variant != "30 ml" || !s.OrderedAt.Equal(ordered) {
		t.Fatalf("%+v %v", s, err)
	}
	for id, want := range map[string]error{"agn_1": nil, "sel_1": nil, "crt_1": nil, "agn_2": sample.ErrNotFound, "": sample.ErrNotFound} {
		if err := s.CheckParty(id); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", id, err, want)
		}
	}
}
