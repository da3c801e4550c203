package lifecycle_test

import (
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/workflow"
)

var (
	still     = lifecycle.Outcome{}
	well      = lifecycle.Outcome{Over: true}
	cancelled = lifecycle.Outcome{Over: true, Error: workflow.ErrorCancelled}
	declined  = lifecycle.Outcome{Over: true, Error: workflow.ErrorDeclined}
	ended     = lifecycle.Outcome{Over: true, Error: workflow.ErrorEnded}

	exception = lifecycle.Outcome{Over: true, Error: workflow.ErrorException}
	problem   = lifecycle.Outcome{Over: true, Error: workflow.ErrorProblem}
	arrived   = lifecycle.Outcome{Over: true, Error: workflow.ErrorArrived}

	unauthorized = lifecycle.Outcome{Over: true, Error: workflow.ErrorUnauthorized}

	waits    = []workflow.Wait{workflow.WaitShipment, workflow.WaitDelivery, workflow.WaitReceipt, workflow.WaitContent, workflow.WaitResolution, workflow.WaitAuthorization}
	statuses = []sample.Status{
		sample.StatusReadyToShip, sample.StatusShipped, sample.StatusDelivered, sample.StatusReceived, sample.StatusPosted, sample.StatusCompleted, sample.StatusCancelled, sample.StatusLost, sample.StatusMissed,
		sample.StatusDeliveryException, sample.StatusProblemReported, sample.StatusWrittenOff, sample.StatusAwaitingAuthorization,
	}
)

// Every wait of a sample in every status: a row is a wait, a column a status, in the order of a sample's life.
func TestWhenAWaitOfASampleIsOver(t *testing.T) {
	for i, row := range [][]lifecycle.Outcome{
		{still, well, well, well, well, well, cancelled, cancelled, cancelled, exception, problem, cancelled, unauthorized},
		{exception, still, well, well, well, well, cancelled, cancelled, cancelled, exception, problem, cancelled, exception},
		{exception, exception, still, well, well, well, cancelled, cancelled, cancelled, exception, problem, cancelled, exception},
		{exception, exception, still, still, well, well, cancelled, cancelled, cancelled, exception, problem, cancelled, exception},
		{well, well, arrived, arrived, arrived, arrived, cancelled, cancelled, cancelled, still, still, cancelled, well},
		{well, well, well, well, well, well, cancelled, cancelled, cancelled, well, well, cancelled, still},
	} {
		for j, want := range row {
			if got := lifecycle.OfSample(waits[i], sample.Sample{Status: statuses[j]}); got != want {
				t.Errorf("%s when %s: %+v, want %+v", waits[i], statuses[j], got, want)
			}
		}
	}
}

// Feature F9: the wait of a sample for its authorization ends with its own request, or with the sample.
func TestWhenAReservationIsOver(t *testing.T) {
	waiting := sample.Sample{Status: sample.StatusAwaitingAuthorization, RequestID: "ath_1"}
	for status, want := range map[authorization.Status]lifecycle.Outcome{
		authorization.StatusPending: still, authorization.StatusAuthorized: well, authorization.StatusRejected: declined,
		authorization.StatusEnded: ended, authorization.StatusExpired: ended,
	} {
		if got := lifecycle.OfReservation(waiting, authorization.Authorization{RequestID: "ath_1", Status: status}); got != want {
			t.Errorf("%s: %+v, want %+v", status, got, want)
		}
		if got := lifecycle.OfReservation(waiting, authorization.Authorization{RequestID: "ath_2", Status: status}); got != ended {
			t.Errorf("%s of a newer request: %+v", status, got)
		}
		gone := sample.Sample{Status: sample.StatusCancelled, RequestID: "ath_1"}
		if got := lifecycle.OfReservation(gone, authorization.Authorization{RequestID: "ath_1", Status: status}); got != cancelled {
			t.Errorf("%s, and the sample is cancelled: %+v", status, got)
		}
	}
}

// Once over, a wait stays over: a signal that comes late or twice completes it all the same. Only what an
// exception ended waits again once the exception is over, a sample that is sent again for its shipment, and an exception
// that follows a resolution for its own.
func TestAWaitThatIsOverStaysOver(t *testing.T) {
	for _, wait := range waits {
		for from, moves := range sample.Moves {
			for kind, to := range moves {
				before, after := lifecycle.OfSample(wait, sample.Sample{Status: from}), lifecycle.OfSample(wait, sample.Sample{Status: to})
				again := wait == workflow.WaitShipment && (kind == sample.EventReshipped || kind == sample.EventAuthorized) || wait == workflow.WaitResolution ||
					before.Error == workflow.ErrorException || before.Error == workflow.ErrorProblem
				if from != "" && before.Over && !after.Over && !again {
					t.Errorf("%s is over when %s, and not after %s", wait, from, kind)
				}
			}
		}
	}
}

func TestWhenTheWaitForAnAnswerIsOver(t *testing.T) {
	for status, want := range map[authorization.Status]lifecycle.Outcome{
		authorization.StatusPending: still, authorization.StatusAuthorized: well, authorization.StatusRejected: declined,
		authorization.StatusEnded: ended, authorization.StatusExpired: ended,
	} {
		a := authorization.Authorization{RequestID: "ath_1", Status: status}
		if got := lifecycle.OfAuthorization("ath_1", a); got != want {
			t.Errorf("%s: %+v, want %+v", status, got, want)
		}
		if got := lifecycle.OfAuthorization("ath_0", a); got != ended {
			t.Errorf("%s of a newer request: %+v", status, got)
		}
	}
}

// Every wait in every status: how much time is left at the order's deadline less an hour, and an hour after it.
func TestTimeLeft(t *testing.T) {
	p := policy.Default
	ordered := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	dispatched, delivered := ordered.Add(time.Hour), ordered.AddDate(0, 0, 3)
	due := delivered.AddDate(0, 0, p.ContentDays)
	deadline := map[workflow.Wait]time.Time{
		workflow.WaitShipment: ordered.AddDate(0, 0, p.ShipByDays), workflow.WaitDelivery: dispatched.AddDate(0, 0, p.DeliverByDays),
		workflow.WaitReceipt: due.AddDate(0, 0, p.MissedDays), workflow.WaitContent: due.AddDate(0, 0, p.MissedDays),
		workflow.WaitResolution: delivered.AddDate(0, 0, p.ResolveDays),
	}
	for _, wait := range waits {
		for _, status := range statuses {
			s := sample.Sample{Status: status, OrderedAt: ordered, ContentDueAt: &due, Shipment: &sample.Shipment{DispatchedAt: &dispatched}, Exception: &sample.Exception{At: delivered}}
			for _, left := range []time.Duration{time.Hour, 0, -time.Hour} {
				got, want := lifecycle.TimeLeft(wait, s, deadline[wait].Add(-left)), left
				if lifecycle.OfSample(wait, s).Over {
					want = time.Minute // the next registration completes the wait
				}
				if got != want {
					t.Errorf("%s when %s: %s left, want %s", wait, status, got, want)
				}
			}
		}
	}
}

// A wait without the time it counts from has just begun.
func TestTimeLeftBeforeItCounts(t *testing.T) {
	now := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	for wait, s := range map[workflow.Wait]sample.Sample{
		workflow.WaitReceipt: {Status: sample.StatusShipped}, workflow.WaitContent: {Status: sample.StatusShipped},
	} {
		if got := lifecycle.TimeLeft(wait, s, now); got != time.Minute {
			t.Errorf("%s: %s left", wait, got)
		}
	}
	undispatched := sample.Sample{Status: sample.StatusReadyToShip, Shipment: &sample.Shipment{}}
	if got := lifecycle.TimeLeft(workflow.WaitDelivery, undispatched, now); got != time.Minute {
		t.Errorf("a label alone: %s left", got)
	}
}

// Nobody has to have said when a sample left: it counts as lost all the same, instead of being waited for forever.
func TestTimeLeftOfASampleThatLeftUnsaid(t *testing.T) {
	ordered := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	lost := ordered.AddDate(0, 0, policy.Default.ShipByDays+policy.Default.DeliverByDays)
	for _, shipment := range []*sample.Shipment{nil, {}} {
		s := sample.Sample{Status: sample.StatusShipped, OrderedAt: ordered, Shipment: shipment}
		if got := lifecycle.TimeLeft(workflow.WaitDelivery, s, lost.Add(-time.Hour)); got != time.Hour {
			t.Errorf("%s left", got)
		}
	}
}

// The wait after a confirmed receipt ends when the content counts as missed, to the second, and is never empty.
func TestSecondsUntilTheContentIsMissed(t *testing.T) {
	due := time.Date(2030, 6, 24, 18, 0, 0, 0, time.UTC)
	s := sample.Sample{Status: sample.StatusReceived, ContentDueAt: &due}
	missed := due.AddDate(0, 0, policy.Default.MissedDays)
	for now, want := range map[time.Time]int{due: 6 * 24 * 3600, missed.Add(-90 * time.Second): 90, missed: 1, missed.Add(time.Hour): 1} {
		if got := lifecycle.SampleOutcome(workflow.WaitReceipt, s, now); got != (lifecycle.Outcome{Over: true, Seconds: want}) {
			t.Errorf("at %s: %+v, want %d s", now, got, want)
		}
	}
	reshipped := sample.Sample{Status: sample.StatusReadyToShip, OrderedAt: due.AddDate(0, 0, -30), ReshippedAt: &due}
	if got, want := lifecycle.NextSeconds(workflow.WaitResolution, reshipped, due.Add(time.Hour)), policy.Default.ShipByDays*24*3600-3600; got != want {
		t.Errorf("after a resolution: %d s, want %d", got, want)
	}
}

// Features O1, O2: the execution is named by the sample, from the second one on with its number, and nobody learns an ARN
// where the function knows none.
func TestExecutionOf(t *testing.T) {
	t.Setenv(lifecycle.SampleMachine, "")
	if got := lifecycle.ExecutionOf(sample.Sample{ID: "smp_1"}); got != "" {
		t.Errorf("without a machine: %s", got)
	}
	t.Setenv(lifecycle.SampleMachine, "arn:aws:states:us-east-1:000000000000:stateMachine:sample-lifecycle")
	for restarts, name := range []string{"smp_1", "smp_1-2", "smp_1-3"} {
		got, want := lifecycle.ExecutionOf(sample.Sample{ID: "smp_1", Restarts: restarts}), "arn:aws:states:us-east-1:000000000000:execution:sample-lifecycle:"+name
		if got != want {
			t.Errorf("after %d restarts: %s, want %s", restarts, got, want)
		}
	}
}
