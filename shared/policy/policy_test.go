package policy_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"samplepath/shared/fault"
	"samplepath/shared/policy"
	"samplepath/shared/policy/policytest"
)

// Feature K1: each setting is checked by itself and beside those that it must not overtake, field by field.
func TestCheck(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*policy.Settings)
		want   []string
	}{
		"the standard policy":           {func(*policy.Settings) {}, nil},
		"a window of no days":           {func(s *policy.Settings) { s.ShipByDays = 0 }, []string{"settings.shipByDays too_small"}},
		"a window beyond the bound":     {func(s *policy.Settings) { s.ResolveDays = 61 }, []string{"settings.resolveDays too_large"}},
		"no second chance":              {func(s *policy.Settings) { s.Extensions, s.Reships = 0, 0 }, nil},
		"reminded when it expires":      {func(s *policy.Settings) { s.AnswerReminderDays = 7 }, []string{"settings.answerReminderDays not_before"}},
		"followed up before":            {func(s *policy.Settings) { s.FollowUpDays = 2 }, []string{"settings.receiptReminderDays not_before"}},
		"due soon with the delivery":    {func(s *policy.Settings) { s.DueSoonDays, s.FollowUpDays = 14, 4 }, []string{"settings.dueSoonDays not_before", "settings.followUpDays not_before"}},
		"followed up after due soon":    {func(s *policy.Settings) { s.FollowUpDays = 11 }, []string{"settings.followUpDays not_before"}},
		"the last reminder at the end":  {func(s *policy.Settings) { s.FinalReminderDays = 6 }, []string{"settings.finalReminderDays not_before"}},
		"all of it, and more than once": {func(s *policy.Settings) { *s = policy.Settings{} }, nil},
	} {
		s := policy.Default.Settings
		test.change(&s)
		var fields fault.Fields
		s.Check("settings.", &fields)
		var got []string
		if refused, ok := errors.AsType[*fault.Error](fields.Err()); ok {
			for _, f := range refused.Fields {
				got = append(got, f.Field+" "+f.Code)
			}
		}
		if s == (policy.Settings{}) {
			if len(got) < 14 {
				t.Errorf("%s: only %v", name, got)
			}
		} else if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// What a sample keeps of a policy is all that rules use of it after the order.
func TestHeld(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := policytest.Valid(t)
		got := p.Hold().Policy()
		s := p.Settings
		d := policy.Default.Settings // what holds at the order only
		s.AnswerReminderDays, s.SampleLimit, s.OpenSamples, s.CampaignSamples, s.Repeat = d.AnswerReminderDays, d.SampleLimit, d.OpenSamples, d.CampaignSamples, d.Repeat
		if got != (policy.Policy{Version: p.Version, Settings: s}) {
			t.Fatalf("%q is %+v, want %+v", p.Hold(), got, s)
		}
		if size := len(p.Hold()); size > 50 {
			t.Fatalf("%q has %d bytes: a sample has to fit a write unit", p.Hold(), size)
		}
	})
	if h := policy.Default.Hold(); h != "" || h.Policy() != policy.Default {
		t.Errorf("the standard policy is held as %q: %+v", h, h.Policy())
	}
	p := policy.Default
	p.Version, p.ContentDays, p.MissedDays, p.NonPosting = 3, 21, 9, policy.Review
	if h := p.Hold(); h != "3c21m9n2" {
		t.Errorf("%q", h)
	}
}

// The standard policy has the windows that agencies got before they could set any: samples that were ordered under it
// keep them only as long as it stays as it is.
func TestTheStandardPolicyStays(t *testing.T) {
	want := policy.Settings{
		AnswerDays: 7, AnswerReminderDays: 3, ShipByDays: 14, DeliverByDays: 30, SampleLimit: "per_campaign_period", OpenSamples: 10, CampaignSamples: 20,
		Repeat: "refused", ReceiptReminderDays: 2, FollowUpDays: 4, ContentDays: 14, DueSoonDays: 3, FinalReminderDays: 3, MissedDays: 6,
		Extensions: 2, ExtensionDays: 7, Reships: 2, ResolveDays: 14, NonPosting: "restriction",
	}
	if policy.Default.Settings != want || policy.Default.Version != 1 {
		t.Errorf("%+v", policy.Default)
	}
}

// Feature K1: a campaign's own policy holds in place of the agency's, and that in place of the standard one; who has not seen
// the version that holds cannot set another.
func TestSet(t *testing.T) {
	now := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	var h policy.Holding
	_, agency, d, err := policy.Set(h, policy.Document{AgencyID: "agn_1", Settings: policy.Default.Settings}, 1, 0, now)
	if err != nil || agency.PolicyVersion != 2 || agency.Version != 1 || d.Version != 2 || d.Level() != policy.OfAgency || !d.SetAt.Equal(now) {
		t.Fatalf("%+v %+v %v", agency, d, err)
	}
	h.Agency = agency
	longer := policy.Default.Settings
	longer.ContentDays = 21
	before, own, d, err := policy.Set(h, policy.Document{AgencyID: "agn_1", CampaignID: "cmp_1", Settings: longer}, 2, 2, now)
	if err != nil || before.Version != 0 || own.PolicyVersion != 3 || own.Version != 1 || d.Level() != policy.OfCampaign {
		t.Fatalf("%+v %+v %+v %v", before, own, d, err)
	}
	h.Campaign = own
	if p := h.Policy(); p.Version != 3 || p.ContentDays != 21 {
		t.Errorf("%+v holds", p)
	}
	_, _, _, err = policy.Set(h, policy.Document{AgencyID: "agn_1", CampaignID: "cmp_1"}, 2, 3, now)
	if refused, ok := errors.AsType[*fault.Error](err); !errors.Is(err, policy.ErrChanged) || !ok || refused.Details["version"] != 3 {
		t.Errorf("an editor of what holds no longer: %v", err)
	}
	before, own, _, err = policy.Set(h, policy.Document{AgencyID: "agn_1", CampaignID: "cmp_1", Settings: longer}, 3, 7, now)
	if err != nil || before != h.Campaign || own.PolicyVersion != 8 || own.Version != 2 {
		t.Errorf("%+v %+v %v", before, own, err)
	}
}
