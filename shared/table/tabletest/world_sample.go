package tabletest

import (
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

// Order orders the product for the creator, who is Authorized.
func (w *World) Order() *World {
	w.t.Helper()
	facts, err := samples.FactsOf(w.t.Context(), w.Table, AgencyID, samples.Row{CampaignID: CampaignID, RegistrationID: RegistrationID, CreatorID: w.Creator.ID})
	w.must(err)
	s, err := sample.Order(w.sampleID, "30 ml", facts, Day(6, 9))
	w.must(err)
	e := event.First(s, sample.EventOrdered, agency, Day(6, 9))
	w.commit("order-sample", samples.Ordered(s, e, facts.Policy), e)
	w.Sample = s
	return w
}

// Reserve orders the product ahead of the authorization, for which the creator is asked already (feature F9).
func (w *World) Reserve() *World {
	w.t.Helper()
	facts, err := samples.FactsOf(w.t.Context(), w.Table, AgencyID, samples.Row{CampaignID: CampaignID, RegistrationID: RegistrationID, CreatorID: w.Creator.ID})
	w.must(err)
	facts.AwaitAuthorization = true
	s, err := sample.Reserve(w.sampleID, "30 ml", facts, Day(5, 12))
	w.must(err)
	e := event.First(s, sample.EventReserved, agency, Day(5, 12))
	w.commit("reserve-sample", samples.Reserved(s, facts.Authorization, e, facts.Policy), e)
	w.Sample = s
	return w
}

// OfAnotherSeller is a sample like the world's, of a product that another seller ships.
func (w *World) OfAnotherSeller() sample.Sample {
	w.t.Helper()
	s := w.Sample
	s.ID, s.CreatorID, s.SellerID = "smp_01QG0189M0J2WV7KDTR1Q2C7BM", "crt_01Q9NFMXJ05ME8ENRWQP132E4R", "sel_01Q6QWD2PGWNQSTHNWTX28CED9"
	s.Status, s.Shipment, s.Version = sample.StatusReadyToShip, nil, 1
	e := event.First(s, sample.EventOrdered, agency, s.OrderedAt)
	w.commit("order-sample", samples.Ordered(s, e, policy.Default), e)
	return s
}

// Label records the shipping label.
func (w *World) Label() *World {
	w.t.Helper()
	next, kind, err := sample.Label(w.Sample, sample.Shipment{
		Carrier: Carrier, ServiceLevel: "GroundAdvantage", TrackingNumber: Tracking, Cost: registration.Money{Amount: 499, Currency: "USD"},
	}, Day(7, 10))
	w.must(err)
	parcel, _, err := samples.Parcel(w.t.Context(), w.Table, Carrier, Tracking, "")
	w.must(err)
	claimed, err := samples.Claim(w.t.Context(), w.Table, parcel, next, Day(7, 10))
	w.must(err)
	e := event.Changed(w.Sample, next, kind, seller, Day(7, 10))
	w.commit("record-label", samples.LabelRecorded(w.Sample, next, parcel, claimed, e), e)
	w.Sample = next
	return w
}

// Dispatch hands the sample to the carrier.
func (w *World) Dispatch() *World {
	w.t.Helper()
	next, err := sample.Dispatch(w.Sample, "Dock 4, Maya", []string{"Glow Serum 30 ml", "Brief card"}, Day(7, 16))
	return w.move("dispatch-sample", next, err, sample.EventDispatched, seller, Day(7, 16), nil)
}

// Report is the carrier's news, which it tells at once.
func (w *World) Report(means sample.Status, word, message string, at time.Time) *World {
	w.t.Helper()
	next, kind, err := sample.Report(w.Sample, sample.CarrierNews{Means: means, Status: word, At: at}, at)
	return w.move("receive-carrier-event", next, err, kind, event.Party{Actor: actor.Platform, ID: "easypost"}, at, map[string]string{
		"carrier": Carrier, "status": word, "message": message, "carrierTime": at.Format(time.RFC3339), "attemptNumber": "1",
	})
}

// Deliver is the carrier's word that the sample is there.
func (w *World) Deliver() *World {
	w.t.Helper()
	return w.Report(sample.StatusDelivered, "delivered", "Delivered, Front Door/Porch", Day(10, 18))
}

// Receive confirms the receipt.
func (w *World) Receive() *World {
	w.t.Helper()
	next, err := sample.Receive(w.Sample, "intact", Day(10, 19))
	return w.move("confirm-receipt", next, err, sample.EventReceived, w.party(), Day(10, 19), nil)
}

// Remind claims the reminder that is due next, at its time.
func (w *World) Remind() *World {
	w.t.Helper()
	at := *w.Sample.NextReminderAt
	next, err := sample.Remind(w.Sample, at)
	return w.move("send-reminders", next, err, sample.EventReminded, system("send-reminders"), at, nil)
}

// Post logs a video.
func (w *World) Post() *World {
	w.t.Helper()
	posting := sample.Content{Kind: "VIDEO", URL: "https://www.tiktok.com/@glow.with.ana/video/7300000000000000001", PublishedAt: Day(21, 18)}
	next, err := sample.Post(w.Sample, posting, Day(21, 18))
	return w.move("submit-content", next, err, sample.EventPosted, w.party(), Day(21, 18), nil)
}

// Complete records the outcome.
func (w *World) Complete() *World {
	w.t.Helper()
	next, err := sample.Complete(w.Sample)
	return w.move("record-outcome", next, err, sample.EventCompleted, system("record-outcome"), Day(21, 18), nil)
}

// AskMoreTime requests five days more for the content.
func (w *World) AskMoreTime() *World {
	w.t.Helper()
	next, err := sample.RequestExtension(w.Sample, 5, "travel", Day(20, 10))
	return w.move("request-extension", next, err, sample.EventExtensionRequested, w.party(), Day(20, 10), nil)
}

// Problem is the creator's report that the sample is missing.
func (w *World) Problem() *World {
	w.t.Helper()
	next, err := sample.ReportProblem(w.Sample, sample.Exception{Kind: sample.Missing}, Day(11, 10))
	return w.move("report-problem", next, err, sample.EventProblem, w.party(), Day(11, 10), nil)
}

// Cancel is the agency's wish not to send it.
func (w *World) Cancel() *World {
	w.t.Helper()
	next, err := sample.Cancel(w.Sample)
	w.must(err)
	e := event.Changed(w.Sample, next, sample.EventCancelled, agency, Day(6, 12))
	w.commit("cancel-sample", samples.Released(w.Sample, next, e), e)
	w.Sample = next
	return w
}

// Fail is the carrier's word that it could not deliver, which it tells at once.
func (w *World) Fail(at time.Time) *World {
	w.t.Helper()
	news := sample.CarrierNews{Exception: sample.DeliveryFailed, Status: "failure", At: at}
	next, kind, err := sample.Report(w.Sample, news, at)
	return w.move("receive-carrier-event", next, err, kind, event.Party{Actor: actor.Platform, ID: "easypost"}, at, nil)
}

// Reship sends the sample again, to the same address.
func (w *World) Reship(at time.Time) *World {
	w.t.Helper()
	next, err := sample.Reship(w.Sample, w.Sample.AddressID, at)
	w.must(err)
	e := event.Changed(w.Sample, next, sample.EventReshipped, agency, at)
	w.commit("resolve-exception", samples.Reshipped(w.Sample, next, e), e)
	w.Sample = next
	return w
}

// GiveMoreTime approves what AskMoreTime requested.
func (w *World) GiveMoreTime() *World {
	w.t.Helper()
	next, kind, err := sample.ReviewExtension(w.Sample, sample.Approve, "", Day(20, 11))
	return w.move("review-extension", next, err, kind, agency, Day(20, 11), nil)
}

// Miss closes the sample without content, and restricts its creator.
func (w *World) Miss() *World {
	w.t.Helper()
	next, err := sample.Miss(w.Sample)
	w.must(err)
	e := event.Changed(w.Sample, next, sample.EventMissed, system("restrict-creator"), Day(30, 18))
	w.commit("restrict-creator", samples.Missed(w.Sample, next, e), e)
	w.Sample = next
	return w
}

func (w *World) move(step string, next sample.Sample, err error, kind event.Type, by event.Party, at time.Time, details map[string]string) *World {
	w.t.Helper()
	w.must(err)
	e := event.Changed(w.Sample, next, kind, by, at)
	for name, value := range details {
		e = e.With(name, value)
	}
	w.commit(step, samples.Changed(w.Sample, next, e), e)
	w.Sample = next
	return w
}

func system(function string) event.Party { return event.Party{Actor: actor.System, ID: function} }
