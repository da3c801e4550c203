package lifecycle

import (
	"time"

	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
)

// grace is given where a wait ran out although what it waits for has happened: the next registration completes it.
const grace = time.Minute

// TimeLeft is how long a wait of a sample may still go on; 0 or less means that its deadline has passed.
func TimeLeft(wait contract.Wait, s sample.Sample, p policy.Policy, now time.Time) time.Duration {
	if OfSample(wait, s).Over {
		return grace
	}
	var until time.Time
	switch wait {
	case contract.WaitShipment:
		until = s.ReadyAt().Add(policy.Days(p.ShipByDays))
	case contract.WaitDelivery:
		until = dispatched(s, p).Add(policy.Days(p.DeliverByDays))
	case contract.WaitReceipt, contract.WaitContent:
		if s.ContentDueAt == nil {
			return grace
		}
		until = sample.MissedAt(s, p)
	case contract.WaitResolution:
		if s.Trouble == nil {
			return grace
		}
		until = s.Trouble.At.Add(policy.Days(p.ResolveDays))
	case contract.WaitAnswer, contract.WaitAuthorization: // the request says until when
	}
	return until.Sub(now)
}

// dispatched is when a sample left. Where the carrier or the platform was quicker than its seller, who can then say it no
// more, it is the last day on which it should have left.
func dispatched(s sample.Sample, p policy.Policy) time.Time {
	if s.Shipment == nil || s.Shipment.DispatchedAt == nil {
		return s.ReadyAt().Add(policy.Days(p.ShipByDays))
	}
	return *s.Shipment.DispatchedAt
}

// NextSeconds is how long the wait after this one may take, where the state machine asks: after a confirmed receipt until
// the content counts as missed, after a resolution as long as for every shipment. It is 0 after other waits, whose next
// one has a limit of its own.
func NextSeconds(wait contract.Wait, s sample.Sample, p policy.Policy, now time.Time) int {
	switch {
	case wait == contract.WaitResolution:
		return seconds(p.ShipByDays)
	case wait == contract.WaitReceipt && s.ContentDueAt != nil:
		return max(1, int(sample.MissedAt(s, p).Sub(now).Seconds()))
	}
	return 0
}
