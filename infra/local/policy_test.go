package local_test

import (
	"fmt"
	"testing"

	"samplepath/infra/local/demo"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
)

// setPolicy sets the campaign's own policy, from the one that holds.
func (a *app) setPolicy(change func(*contract.SamplePolicySettings)) contract.SamplePolicy {
	a.Helper()
	path := "/v1/sample-policy?campaignId=" + a.Campaign.Campaign.ID
	holds, err := demo.Get[contract.SamplePolicy](a.Context(), a.Agency, path)
	a.must(err)
	change(&holds.Settings)
	set, err := demo.Put[contract.SamplePolicy](a.Context(), a.Agency, path, map[string]any{
		"expectedVersion": holds.Version, "settings": holds.Settings, "sections": holds.Sections, "brief": holds.Brief,
	})
	a.must(err)
	return set
}

// Features K1, K2: a creator reads the policy of the campaign, agrees to it, and finds it in the sample. What is set while the sample
// is under way moves no deadline of it: it is missed by the windows that held when it was ordered. The next sample has the new ones.
func TestASampleKeepsThePolicyItWasOrderedUnder(t *testing.T) {
	t.Parallel()
	a := promoted(t)
	a.quiet()
	ctx := t.Context()
	first := a.setPolicy(func(s *contract.SamplePolicySettings) {
		s.ShipByDays, s.ContentDays, s.MissedDays, s.FinalReminderDays = 5, 8, 3, 1
	})
	if first.Version != 2 || first.Level != policy.OfCampaign {
		t.Fatalf("set %+v", first)
	}
	a.must(a.Ask(ctx, a.Creator))
	a.must(a.Accept(ctx, a.Creator)) // reads the request and its policy on the way
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	second := a.setPolicy(func(s *contract.SamplePolicySettings) { s.ShipByDays, s.ContentDays, s.MissedDays = 30, 40, 20 })
	next, err := demo.Post[contract.AgencySample](ctx, a.Agency, "/v1/samples", contract.OrderSampleRequest{
		CampaignID: a.Campaign.Campaign.ID, RegistrationID: a.Products[1].ID, CreatorID: a.Creator.ActorID,
	})
	a.must(err)

	a.must(a.Ship(ctx, s.ID, "9400100000000000000071"))
	a.delivered("9400100000000000000071")
	mine, err := demo.Get[contract.CreatorSampleDetail](ctx, a.Creator, "/v1/samples/"+s.ID)
	a.must(err)
	if mine.PolicyVersion != first.Version || mine.AgreedPolicyVersion != first.Version || mine.ContentDueAt.Sub(*mine.DeliveredAt) != 8*day {
		t.Fatalf("the creator's sample: %+v", mine.CreatorSample)
	}
	agreed, err := demo.Get[contract.SamplePolicy](ctx, a.Creator, fmt.Sprintf("/v1/sample-policy?agencyId=%s&version=%d", mine.AgencyID, mine.PolicyVersion))
	a.must(err)
	if agreed.Settings != first.Settings {
		t.Errorf("the policy of the sample is %+v by now, was %+v", agreed.Settings, first.Settings)
	}
	a.advance(10 * day)
	if got := a.sample(s.ID); got.Status != sample.StatusDelivered {
		t.Fatalf("a day before its time is over the sample is %s", got.Status)
	}
	a.advance(2 * day)
	if got := a.sample(s.ID); got.Status != sample.StatusMissed {
		t.Fatalf("the sample is %s", got.Status)
	}
	if next.PolicyVersion != second.Version || next.AgreedPolicyVersion != first.Version {
		t.Errorf("the next sample: %+v", next)
	}
	a.advance(17 * day)
	if got := a.sample(next.ID); got.Status != sample.StatusReadyToShip {
		t.Fatalf("the next sample is %s before its time to be shipped is over", got.Status)
	}
	a.advance(2 * day)
	if got := a.sample(next.ID); got.Reason != sample.NotShipped {
		t.Fatalf("the next sample is %s: %s", got.Status, got.Reason)
	}
}
