package sample_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/event"
	"samplepath/shared/sample"
)

// recorded are the events of a life: each step is recorded as the application records it.
func recorded(t *testing.T, first sample.Sample, steps ...func(sample.Sample) (sample.Sample, event.Type, error)) []event.Event {
	t.Helper()
	first.Version = 1
	at, by := first.OrderedAt, event.Party{}
	out := []event.Event{event.First(first, sample.EventOrdered, by, at)}
	for i, step := range steps {
		next, kind, err := step(first)
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		at = at.Add(time.Hour)
		out = append(out, event.Changed(first, next, kind, by, at))
		first = next
	}
	return out
}

// Features H5, H6 and H7: every attempt as it was last, and every exception with what ended it.
func TestTheHistoryOfASampleThatIsSentTwice(t *testing.T) {
	start := in(sample.StatusReadyToShip)
	start.Shipment = nil
	label := func(number string) func(sample.Sample) (sample.Sample, event.Type, error) {
		return func(s sample.Sample) (sample.Sample, event.Type, error) {
			return sample.Label(s, sample.Shipment{Carrier: "USPS", TrackingNumber: number}, s.OrderedAt)
		}
	}
	dispatch := func(s sample.Sample) (sample.Sample, event.Type, error) {
		next, err := sample.Dispatch(s, "dock 4", []string{"serum"}, s.OrderedAt)
		return next, sample.EventDispatched, err
	}
	tell := func(means sample.Status, problem sample.ExceptionKind) func(sample.Sample) (sample.Sample, event.Type, error) {
		return func(s sample.Sample) (sample.Sample, event.Type, error) {
			at := s.OrderedAt.Add(time.Duration(s.Version) * time.Hour)
			return sample.Report(s, sample.CarrierNews{Status: "word", Means: means, Exception: problem, At: at}, at)
		}
	}
	problem := func(s sample.Sample) (sample.Sample, event.Type, error) {
		next, err := sample.ReportProblem(s, sample.Exception{Kind: sample.Damaged, Photos: []string{"https://img.example/1.jpg"}}, s.OrderedAt.Add(9*time.Hour))
		return next, sample.EventProblem, err
	}
	reship := func(s sample.Sample) (sample.Sample, event.Type, error) {
		next, err := sample.Reship(s, "adr_2", s.OrderedAt)
		return next, sample.EventReshipped, err
	}
	write := func(s sample.Sample) (sample.Sample, event.Type, error) {
		return sample.Close(s, sample.ClosedDamaged, true)
	}
	timeline := recorded(t, start, label("9400000001"), dispatch, tell(sample.StatusShipped, sample.ReturnedToSender), reship,
		label("9400000002"), dispatch, tell(sample.StatusDelivered, ""), problem, write)
	h, err := sample.HistoryOf(timeline)
	if err != nil {
		t.Fatal(err)
	}
	type attempt struct {
		Number   int
		Tracking string
		Failed   sample.ExceptionKind
	}
	var attempts []attempt
	for _, a := range h.Attempts {
		attempts = append(attempts, attempt{a.AttemptNumber, a.TrackingNumber, a.Failed})
	}
	if diff := cmp.Diff([]attempt{{1, "9400000001", sample.ReturnedToSender}, {2, "9400000002", ""}}, attempts); diff != "" {
		t.Errorf("attempts (-want +got):\n%s", diff)
	}
	type obstacle struct {
		Kind    sample.ExceptionKind
		Attempt int
		Ended   event.Type
		Photos  int
	}
	var obstacles []obstacle
	for _, o := range h.Exceptions {
		obstacles = append(obstacles, obstacle{o.Kind, o.AttemptNumber, o.EndedBy, len(o.Photos)})
	}
	want := []obstacle{{sample.ReturnedToSender, 1, sample.EventReshipped, 0}, {sample.Damaged, 2, sample.EventWrittenOff, 1}}
	if diff := cmp.Diff(want, obstacles); diff != "" {
		t.Errorf("exceptions (-want +got):\n%s", diff)
	}
	open, err := sample.HistoryOf(timeline[:4])
	if err != nil || len(open.Exceptions) != 1 || open.Exceptions[0].EndedAt != nil {
		t.Errorf("while the agency decides: %+v, %v", open.Exceptions, err)
	}
}
