package table_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// Feature H8: many samples are linked to one application at once, and one of them gets it.
func TestAnApplicationIsOneSamples(t *testing.T) {
	w := newWorld(t, 8, 8)
	var done, taken atomic.Int64
	var all sync.WaitGroup
	for _, creator := range w.creators {
		s, err := w.order(creator)
		if err != nil {
			t.Fatal(err)
		}
		next, err := sample.Link(s, "7301")
		if err != nil {
			t.Fatal(err)
		}
		change := samples.Linked(s, next, sample.Named{CreatorOpenID: "open"}, changed(s, next, sample.EventLinked))
		all.Go(func() {
			switch err := w.table.Commit(t.Context(), change); {
			case err == nil:
				done.Add(1)
			case errors.Is(err, sample.ErrApplicationTaken):
				taken.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if done.Load() != 1 || taken.Load() != 7 {
		t.Fatalf("%d linked, %d refused", done.Load(), taken.Load())
	}
	s, _, ok, err := samples.ByApplication(t.Context(), w.table, "7301")
	if err != nil || !ok || s.ApplicationID != "7301" {
		t.Fatalf("%+v %t %v", s, ok, err)
	}
}

// Another application takes the place of the first, which is then free for another sample.
func TestALinkIsReplaced(t *testing.T) {
	w := newWorld(t, 2, 2)
	link := func(s sample.Sample, application string) sample.Sample {
		next, err := sample.Link(s, application)
		if err != nil {
			t.Fatal(err)
		}
		w.commit(samples.Linked(s, next, sample.Named{CreatorOpenID: "open"}, changed(s, next, sample.EventLinked)))
		return next
	}
	first, err := w.order(w.creators[0])
	second, err2 := w.order(w.creators[1])
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	link(link(first, "1"), "2")
	link(second, "1")
	for application, want := range map[string]string{"1": second.ID, "2": first.ID} {
		if s, _, ok, err := samples.ByApplication(t.Context(), w.table, application); err != nil || !ok || s.ID != want {
			t.Errorf("application %s is %s, %t, %v; want %s", application, s.ID, ok, err, want)
		}
	}
	if _, _, ok, err := samples.ByApplication(t.Context(), w.table, "3"); ok || err != nil {
		t.Errorf("an application of no sample: %t %v", ok, err)
	}
}

// A creator's posting finds the newest sample of the product that is open, or else the newest.
func TestThePostingsOfACreator(t *testing.T) {
	w := newWorld(t, 3, 3)
	find := func(creator, product, want string) {
		t.Helper()
		found, _, err := samples.ByPosting(t.Context(), w.table, creator, product)
		var got string
		if len(found) > 0 {
			got = found[0].ID
		}
		if err != nil || len(found) > 1 || got != want {
			t.Fatalf("found %+v, %v; want %q", found, err, want)
		}
	}
	var all []sample.Sample
	for i, creator := range w.creators {
		s, err := w.order(creator)
		if err != nil {
			t.Fatal(err)
		}
		next, err := sample.Link(s, fmt.Sprint(i))
		if err != nil {
			t.Fatal(err)
		}
		w.commit(samples.Linked(s, next, sample.Named{CreatorOpenID: "open"}, changed(s, next, sample.EventLinked)))
		all = append(all, next)
	}
	slices.SortFunc(all, func(a, b sample.Sample) int { return strings.Compare(b.ID, a.ID) }) // newest first
	end := func(s sample.Sample) {
		ended, err := sample.Cancel(s)
		if err != nil {
			t.Fatal(err)
		}
		w.commit(samples.Released(s, ended, changed(s, ended, sample.EventCancelled)))
	}
	find("open", w.product.ProductID, all[0].ID)
	find("open", "another", "")
	find("nobody", w.product.ProductID, "")
	end(all[0])
	find("open", w.product.ProductID, all[1].ID)
	again, err := sample.Link(all[1], "7") // without the open id
	if err != nil {
		t.Fatal(err)
	}
	w.commit(samples.Linked(all[1], again, sample.Named{}, changed(all[1], again, sample.EventLinked)))
	find("open", w.product.ProductID, all[2].ID)
	end(all[2])
	find("open", w.product.ProductID, all[0].ID)
}

// The write units of what the platform brings about, as in TestWriteUnitsOfEachCommand: the record of its notification,
// two more, is not in them. Figures take a sample above one kilobyte, late in its life; an end counts for the policy's
// limits, and gives back what never left; one without content puts the creator on the list of restrictions.
func TestWriteUnitsOfThePlatform(t *testing.T) {
	const status, figures = "receive-platform-event", "receive-platform-event with figures"
	for _, test := range []struct {
		name, step string
		most       int
		live       func(w *tabletest.World)
	}{
		{"linked", "link-sample", 8, func(*tabletest.World) {}},
		// The delivery puts the parcel on another of its seller's lists.
		{"told by the platform alone", status, 11, func(w *tabletest.World) {
			w.Follow(sample.StatusShipped, tabletest.Day(7, 19)).Follow(sample.StatusDelivered, tabletest.Day(10, 18)).Follow(sample.StatusPosted, tabletest.Day(21, 18))
		}},
		{"figures of a long life", figures, 9, func(w *tabletest.World) {
			w.Label().Dispatch().Deliver().Receive().Remind().Measure(48200, tabletest.Day(22, 6)).Complete().Measure(131500, tabletest.Day(25, 6))
		}},
		{"content is the first that is heard", figures, 12, func(w *tabletest.World) { w.Measure(48200, tabletest.Day(22, 6)) }},
		{"cancelled, which frees the application", status, 16, func(w *tabletest.World) { w.Follow(sample.StatusCancelled, tabletest.Day(7, 9)) }},
		{"missed", status, 16, func(w *tabletest.World) { w.Follow(sample.StatusMissed, tabletest.Day(28, 9)) }},
	} {
		tab, client := tabletest.At(t, dynamotest.Endpoint(t))
		cost := meter{T: t, client: client, table: tab, dearest: map[string]line{}}
		w := tabletest.In(t, tab, cost.begin)
		test.live(w.Authorized().Order().Link())
		cost.end()
		l, there := cost.dearest[test.step]
		t.Logf("%-36s %d items  %2d units (%d for items, %d for indexes)", test.name, l.items, l.units(), l.base, l.index)
		if !there || l.units() > test.most || l.items > 9 {
			t.Errorf("%s: %d units in %d items, more than %d", test.name, l.units(), l.items, test.most)
		}
	}
}

// What several steps write at once is one timeline, in order, that replays to the sample.
func TestStepsAtOnceAreOneTimeline(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Link().Measure(48200, tabletest.Day(22, 6))
	s, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []event.Type
	for _, e := range events {
		kinds = append(kinds, e.Type)
	}
	if want := []event.Type{sample.EventOrdered, sample.EventLinked, sample.EventDelivered, sample.EventPosted}; !slices.Equal(kinds, want) {
		t.Fatalf("%v", kinds)
	}
	replayed, err := event.Replay[sample.Sample](events)
	if err != nil || replayed.Content[0].Metrics == nil || *replayed.Content[0].Metrics != *s.Content[0].Metrics || s.Content[0].Metrics.Views != 48200 || replayed.Version != s.Version {
		t.Fatalf("replayed %+v, stored %+v, %v", replayed.Content, s.Content, err)
	}
}
