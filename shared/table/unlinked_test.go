package table_test

import (
	"errors"
	"testing"

	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// Feature H8: the application of a sample that ends early is free for another sample; that of a missed one stays, for the platform
// may still tell of its content.
func TestTheApplicationOfAnEndedSampleIsFree(t *testing.T) {
	lost := func(s sample.Sample) (sample.Sample, error) {
		s.Status = sample.StatusShipped
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
		"written off": {func(s sample.Sample) (sample.Sample, error) {
			s.Status, s.Exception = sample.StatusProblemReported, &sample.Exception{Kind: sample.Damaged}
			next, _, err := sample.Close(s, sample.ClosedDamaged, true)
			return next, err
		}, sample.EventWrittenOff, samples.Closed, true},
		"missed": {func(s sample.Sample) (sample.Sample, error) {
			s.Status = sample.StatusDelivered
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
				w.stays(ended, second)
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

// stays checks that what the carrier tells of a sample that has ended leaves its application to the sample that has it now.
func (w *world) stays(ended, linked sample.Sample) {
	w.Helper()
	next := ended
	next.Version++
	w.commit(samples.Changed(ended, next, changed(ended, next, sample.EventCarrier)))
	if s, _, ok, err := samples.ByApplication(w.Context(), w.table, "7301"); err != nil || !ok || s.ID != linked.ID {
		w.Errorf("the application is %s, %t, %v", s.ID, ok, err)
	}
}

// Who has read an application before it went to another link and back must read it again: what is kept for it may be more.
func TestALinkIsTakenAwayAsItIs(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Link()
	_, stale, _, err := samples.ByApplication(t.Context(), w.Table, tabletest.ApplicationID)
	if err != nil {
		t.Fatal(err)
	}
	unlink := func(link samples.Unlinked) (sample.Sample, error) {
		next, err := sample.Unlink(w.Sample)
		if err != nil {
			t.Fatal(err)
		}
		e := changed(w.Sample, next, sample.EventUnlinked)
		return next, w.Table.Commit(t.Context(), samples.LinkEnded(w.Sample, next, link, nil, tabletest.Day(9, 9), e))
	}
	if w.Sample, err = unlink(stale); err != nil {
		t.Fatal(err)
	}
	w.Link()
	if _, err := unlink(stale); !errors.Is(err, table.ErrChanged) {
		t.Errorf("%v", err)
	}
}

// An application is read before its sample. One whose sample is linked otherwise meanwhile has none.
func TestASampleIsLinkedOtherwiseBetweenTwoReads(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Link()
	tab := tabletest.Between(t, w.Table, func(_ string, done int) {
		if done != 1 {
			return
		}
		next, err := sample.Link(w.Sample, "7301948573620199999")
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Table.Commit(t.Context(), samples.Linked(w.Sample, next, sample.Named{}, changed(w.Sample, next, sample.EventLinked))); err != nil {
			t.Fatal(err)
		}
	})
	if s, _, linked, err := samples.ByApplication(t.Context(), tab, tabletest.ApplicationID); err != nil || linked {
		t.Errorf("linked to %s, which has %s, %v", s.ID, s.ApplicationID, err)
	}
}
