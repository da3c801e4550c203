package lifecycle

import (
	"time"

	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/workflow"
)

// begin is the input of an execution that starts with the order.
func begin(sampleID string, p policy.Policy) workflow.SampleLifecycleInput {
	return workflow.SampleLifecycleInput{
		SampleID:             sampleID,
		AuthorizationSeconds: ofDays(p.AnswerDays + 1), // the request itself expires before
		ShipmentSeconds:      ofDays(p.ShipByDays), DeliverySeconds: ofDays(p.DeliverByDays),
		ReceiptSeconds: ofDays(p.ContentDays + p.MissedDays), ContentSeconds: ofDays(p.ContentDays + p.MissedDays),
		ResolutionSeconds: ofDays(p.ResolveDays),
	}
}

// Resume is the input of an execution that takes over a sample on its way (feature O2). It starts with the first state like
// every other: the waits that are over by then end at once, well or by their named errors, and lead it to where the sample
// stands. That wait has the time that is left of it; those to come have all of theirs.
func Resume(s sample.Sample, now time.Time) workflow.SampleLifecycleInput {
	in := begin(s.ID, s.Policy())
	left := func(wait workflow.Wait) int { return Seconds(TimeLeft(wait, s, now)) }
	switch s.Status {
	case sample.StatusReadyToShip:
		in.ShipmentSeconds = left(workflow.WaitShipment)
	case sample.StatusShipped:
		in.DeliverySeconds = left(workflow.WaitDelivery)
	case sample.StatusDelivered, sample.StatusReceived:
		in.ReceiptSeconds, in.ContentSeconds = left(workflow.WaitContent), left(workflow.WaitContent)
	case sample.StatusDeliveryException, sample.StatusProblemReported:
		in.ResolutionSeconds = left(workflow.WaitResolution)
	case sample.StatusAwaitingAuthorization, sample.StatusPosted, sample.StatusCompleted, sample.StatusCancelled, sample.StatusLost, sample.StatusMissed, sample.StatusWrittenOff:
	}
	return in
}
