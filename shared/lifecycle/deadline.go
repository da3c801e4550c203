package lifecycle

import (
	"context"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/workflow"
)

// grace is given where a wait ran out although what it waits for has happened: the next registration completes it.
const grace = time.Minute

// TimeLeft is how long a wait of a sample may still go on; 0 or less means that its deadline has passed.
func TimeLeft(wait workflow.Wait, s sample.Sample, now time.Time) time.Duration {
	if OfSample(wait, s).Over {
		return grace
	}
	var until time.Time
	switch wait {
	case workflow.WaitShipment:
		until = sample.ShipBy(s)
	case workflow.WaitDelivery:
		until = dispatched(s).Add(policy.Days(s.Policy().DeliverByDays))
	case workflow.WaitReceipt, workflow.WaitContent:
		if s.ContentDueAt == nil {
			return grace
		}
		until = sample.MissedAt(s)
	case workflow.WaitResolution:
		if s.Exception == nil {
			return grace
		}
		until = s.Exception.At.Add(policy.Days(s.Policy().ResolveDays))
	case workflow.WaitAnswer, workflow.WaitAuthorization: // the request says until when: see CheckDeadline
	}
	return until.Sub(now)
}

// dispatched is when a sample left. Where the carrier or the platform was quicker than its seller, who can then say it no
// more, it is the last day on which it should have left.
func dispatched(s sample.Sample) time.Time {
	if s.Shipment == nil || s.Shipment.DispatchedAt == nil {
		return sample.ShipBy(s)
	}
	return *s.Shipment.DispatchedAt
}

// following is the wait whose limit the state machine takes from the answer to the one before it.
var following = map[workflow.Wait]workflow.Wait{
	workflow.WaitReceipt:    workflow.WaitContent,
	workflow.WaitResolution: workflow.WaitShipment,
}

// NextSeconds is how long the wait after this one may take, where the state machine asks: what is left until the content
// counts as missed, or until a sample that is sent again must have left. Of a wait that is over already, because what it
// waits for came first, it is as long as its registration needs. After other waits it has no effect.
func NextSeconds(wait workflow.Wait, s sample.Sample, now time.Time) int {
	next, asked := following[wait]
	if !asked {
		return Seconds(0)
	}
	return Seconds(TimeLeft(next, s, now))
}

// CheckDeadline says whether a wait that timed out may go on, because it was given more time meanwhile or what it waits for
// has happened, and for how long (feature I2). For check-deadline.
func CheckDeadline(ctx context.Context, t *table.Table, in workflow.CheckDeadlineInput) (workflow.CheckDeadlineAnswer, error) {
	left, err := timeLeft(ctx, t, in, clock.Now(ctx))
	return workflow.CheckDeadlineAnswer{WaitAgain: left > 0, Seconds: Seconds(left)}, err
}

func timeLeft(ctx context.Context, t *table.Table, in workflow.CheckDeadlineInput, now time.Time) (time.Duration, error) {
	switch in.Wait {
	case workflow.WaitAnswer:
		a, err := creators.Authorization(ctx, t, in.AgencyID, in.CreatorID)
		return ofRequest(OfAuthorization(in.RequestID, a), a, now), err
	case workflow.WaitAuthorization:
		s, a, err := samples.Reservation(ctx, t, in.SampleID)
		return ofRequest(OfReservation(s, a), a, now), err
	default:
		s, err := samples.Get(ctx, t, in.SampleID)
		return TimeLeft(in.Wait, s, now), err
	}
}

// ofRequest is how long the wait for the answer to a request may still go on.
func ofRequest(outcome Outcome, a authorization.Authorization, now time.Time) time.Duration {
	if outcome.Over {
		return grace
	}
	return a.ExpiresAt.Sub(now)
}
