package tabletest

import (
	"fmt"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
)

// UnapprovedID is the product of which the world of the block registration_not_approved is.
const UnapprovedID = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Z"

// Block is a world in which the order of the sample events is refused, by the reason that comes first.
type Block struct {
	Make      func(*World)
	At        time.Time // of the order
	ProductID string    // a registration; the world's product unless it is given
}

// Blocks are all that stands in the way of an order, by code (feature F8).
func Blocks() map[string]Block {
	now := Day(13, 9)
	return map[string]Block{
		"already_sampled":        {func(w *World) { w.Authorized().Order() }, now, ""},
		"campaign_closed":        {func(w *World) { w.Authorized() }, Day(1, 0).AddDate(0, 4, 0), ""},
		"product_not_live":       {func(w *World) { w.Authorized() }, Day(1, 0).Add(-time.Millisecond), ""},
		"not_in_showcase":        {func(*World) {}, now, ""},
		"creator_not_authorized": {func(w *World) { w.Join().Ask() }, now, ""},
		"product_closed":         {func(w *World) { w.Authorized().CloseProduct() }, now, ""},
		"registration_not_approved": {func(w *World) {
			w.Authorized().Offer(UnapprovedID, "1729384756002", "Night Cream")
		}, now, UnapprovedID},
		"out_of_stock":           {func(w *World) { w.Authorized().Allocate(10, 0) }, now, ""},
		"allocation_exhausted":   {func(w *World) { w.Authorized().Allocate(0, 500) }, now, ""},
		"creator_restricted":     {func(w *World) { w.Authorized().restrict() }, now, ""},
		"open_samples_limit":     {func(w *World) { w.Authorized().orderMany(policy.Default.OpenSamples, false) }, now, ""},
		"campaign_samples_limit": {func(w *World) { w.Authorized().orderMany(policy.Default.CampaignSamples, true) }, now, ""},
		"one_item_limit": {func(w *World) {
			w.SetPolicy("", func(s *policy.Settings) { s.SampleLimit = policy.OneItem })
			w.Authorized().orderMany(1, true)
		}, now, ""},
		"bundle_closed": {func(w *World) {
			w.SetPolicy("", func(s *policy.Settings) { s.SampleLimit = policy.OneBundle })
			w.Authorized().orderMany(1, true)
		}, Day(14, 9), ""},
		"review_required": {func(w *World) {
			w.Authorized().missUnder(func(s *policy.Settings) { s.NonPosting = policy.Review })
		}, now, ""},
	}
}

// CloseProduct closes the product at the seller's wish.
func (w *World) CloseProduct() *World {
	w.t.Helper()
	asked := w.AskClosure(w.Product)
	next, kind, err := registration.ReviewClosure(w.Campaign, asked, registration.Approve, "", Day(12, 9))
	w.Product = w.moveProduct("review-closure", asked, next, err, kind, agency)
	return w
}

// Allocate gives so many samples of the product in all, and sets its stock.
func (w *World) Allocate(given, stock int) *World {
	w.t.Helper()
	next, err := registration.SetAllocation(w.Product, &given, &stock)
	w.must(err)
	e := event.Changed(w.Product, next, registration.EventAllocationSet, seller, Day(12, 9))
	w.commit("set-sample-allocation", campaigns.AllocationSet(w.Product, next, true, e), e)
	w.Product = next
	return w
}

func (w *World) restrict() {
	w.t.Helper()
	before, err := creators.Restriction(w.t.Context(), w.Table, AgencyID, w.Creator.ID)
	w.must(err)
	after, kind, err := restriction.Change(before, true, "Answers late.", Day(12, 9))
	w.must(err)
	e := event.Changed(before, after, kind, agency, Day(12, 9))
	w.commit("set-creator-restriction", creators.RestrictionChanged(before, after, e), e)
}

// orderMany orders samples of other products, as far as the creator's marks go, and ends them where they are over.
func (w *World) orderMany(n int, over bool) {
	w.t.Helper()
	facts, err := samples.FactsOf(w.t.Context(), w.Table, AgencyID, samples.Row{CampaignID: CampaignID, RegistrationID: RegistrationID, CreatorID: w.Creator.ID})
	w.must(err)
	facts.Registration.Samples = n + 1
	w.Allocate(n+1, 500)
	for i := range n {
		s, err := sample.Order(fmt.Sprintf("smp_%026d", i), "", facts, Day(12, 10))
		w.must(err)
		s.ProductID = fmt.Sprint("other-", i)
		e := event.First(s, sample.EventOrdered, agency, Day(12, 10))
		w.commit("order-sample", samples.Ordered(s, e, policy.Policy{Settings: policy.Settings{OpenSamples: n + 1, CampaignSamples: n + 1}}), e)
		if over {
			after := s
			after.Status, after.Version = sample.StatusCompleted, s.Version+1
			e := event.Changed(s, after, sample.EventCompleted, agency, Day(12, 10))
			w.commit("record-outcome", samples.Changed(s, after, e), e)
		}
	}
}

// missUnder ends a sample of another product without content, under a policy with other settings.
func (w *World) missUnder(change func(*policy.Settings)) {
	w.t.Helper()
	w.SetPolicy(CampaignID, change)
	facts, err := samples.FactsOf(w.t.Context(), w.Table, AgencyID, samples.Row{CampaignID: CampaignID, RegistrationID: RegistrationID, CreatorID: w.Creator.ID})
	w.must(err)
	s, err := sample.Order("smp_00000000000000000000000001", "", facts, Day(12, 10))
	w.must(err)
	s.ProductID = "other"
	e := event.First(s, sample.EventOrdered, agency, Day(12, 10))
	w.commit("order-sample", samples.Ordered(s, e, facts.Policy), e)
	missed := s
	missed.Status, missed.Version = sample.StatusMissed, s.Version+1
	e = event.Changed(s, missed, sample.EventMissed, agency, Day(12, 11))
	w.commit("restrict-creator", samples.Missed(s, missed, e), e)
}
