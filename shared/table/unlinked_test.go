package table_test

import (
	"errors"
	"testing"

	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
)

// Feature H8: the application of a sample that ends early is free for another sample; that of a missed one stays, for the platform
// may still tell of its content.
func TestTheApplicationOfAnEndedSampleIsFree(t *testing.T) {
	lost := func(s sample.Sample) (sample.Sample, error) {
		s.Status = sample.Shipped
		return sample.Lose(s)
	}
	for name, test := range map[string]struct {
		end   func(sample.Sample) (sample.Sample, error)
		kind  event.Type
		store func(before, after sample.Sample, e event.Event) table.Change
		free  bool
	}{
		"cancelled": {sample.Cancel, sample.EventCancelled, samples.Released, true},
		"lost":      {lost, sample.EventLost, samples.Changed, true},
		"missed": {func(s sample.Sample) (sample.Sample, error) {
			s.Status = sample.Delivered
			return sample.Miss(s)
		}, sample.EventMissed, samples.Missed, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, 2, 2)
			link := func(creator string) (sample.Sample, error) {
				s, err := w.order(creator)
				if err != nil {
					t.Fatal(err)
				}
				next, err := sample.Link(s, "7301")
				if err != nil {
					t.Fatal(err)
				}
				return next, w.table.Commit(t.Context(), samples.Linked(s, next, sample.Named{CreatorOpenID: "open"}, changed(s, next, sample.EventLinked)))
			}
			first, err := link(w.creators[0])
			if err != nil {
				t.Fatal(err)
			}
			ended, err := test.end(first)
			if err != nil {
				t.Fatal(err)
			}
			w.commit(test.store(first, ended, changed(first, ended, test.kind)))
			second, err := link(w.creators[1])
			refusal, refused := errors.AsType[*fault.Error](err)
			switch {
			case test.free && err != nil:
				t.Errorf("the application is not free: %v", err)
			case !test.free && (!refused || refusal.Code != "application_taken" || refusal.Details["sampleId"] != first.ID || refusal.Details["nextStep"] == nil):
				t.Errorf("the application is free, or its holder is not named: %v", err)
			case test.free:
				if s, _, ok, err := samples.ByApplication(t.Context(), w.table, "7301"); err != nil || !ok || s.ID != second.ID {
					t.Errorf("the application is %s, %t, %v", s.ID, ok, err)
				}
			}
		})
	}
}

// To another agency a refusal says whom to ask, and nothing of whose sample it is.
func TestAnApplicationOfAnotherAgency(t *testing.T) {
	w := newWorld(t, 2, 2)
	first, err := w.order(w.creators[0])
	second, err2 := w.order(w.creators[1])
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	next, err := sample.Link(first, "7301")
	if err != nil {
		t.Fatal(err)
	}
	w.commit(samples.Linked(first, next, sample.Named{CreatorOpenID: "open"}, changed(first, next, sample.EventLinked)))
	after, err := sample.Link(second, "7301")
	if err != nil {
		t.Fatal(err)
	}
	after.AgencyID = "agn_another"
	err = w.table.Commit(t.Context(), samples.Linked(second, after, sample.Named{CreatorOpenID: "open"}, changed(second, after, sample.EventLinked)))
	refusal, ok := errors.AsType[*fault.Error](err)
	if !ok || refusal.Code != "application_taken" || refusal.Details["nextStep"] != "wait_or_ask_operator" || len(refusal.Details) != 1 {
		t.Errorf("%v, %+v", err, refusal)
	}
}
