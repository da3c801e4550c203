package tabletest

import (
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

// Offer registers another product of the seller: the same as the first but for its ids and name, and pending.
func (w *World) Offer(registrationID, productID, name string) registration.Registration {
	w.t.Helper()
	draft := w.Product
	draft.ID, draft.ProductID, draft.ProductName = registrationID, productID, name
	draft.CreatorRate, draft.LinkCode, draft.ReviewedAt = nil, "", nil
	r, err := registration.Register(w.Campaign, draft, Day(2, 9))
	w.must(err)
	e := event.First(r, registration.EventRegistered, seller, Day(2, 9))
	w.commit("register-products", campaigns.ProductRegistered(r, e), e)
	return r
}

// Decide is the agency's review of a pending product.
func (w *World) Decide(r registration.Registration, decision registration.Decision, reason string) registration.Registration {
	w.t.Helper()
	next, kind, err := registration.Review(w.Campaign, r, decision, reason, Day(3, 10))
	return w.moveProduct("review-registration", r, next, err, kind, agency)
}

// Give sets how many samples the seller gives of the world's product.
func (w *World) Give(samples int) registration.Registration {
	w.t.Helper()
	next, err := registration.SetAllocation(w.Product, &samples, nil)
	w.must(err)
	e := event.Changed(w.Product, next, registration.EventAllocationSet, seller, Day(4, 10))
	w.commit("set-sample-allocation", campaigns.AllocationSet(w.Product, next, false, e), e)
	w.Product = next
	return next
}

// AskClosure is the seller's wish to close an approved product.
func (w *World) AskClosure(r registration.Registration) registration.Registration {
	w.t.Helper()
	next, err := registration.RequestClosure(r, "The line is discontinued.", Day(12, 9))
	return w.moveProduct("request-closure", r, next, err, registration.EventClosureRequested, seller)
}

// Close closes a product, as its seller wishes.
func (w *World) Close(r registration.Registration) registration.Registration {
	w.t.Helper()
	asked := w.AskClosure(r)
	next, kind, err := registration.ReviewClosure(w.Campaign, asked, registration.Approve, "", Day(12, 10))
	return w.moveProduct("review-closure", asked, next, err, kind, agency)
}

func (w *World) moveProduct(step string, r, next registration.Registration, err error, kind event.Type, by event.Party) registration.Registration {
	w.t.Helper()
	w.must(err)
	e := event.Changed(r, next, kind, by, Day(12, 9))
	w.commit(step, campaigns.RegistrationChanged(r, next, e), e)
	return next
}
