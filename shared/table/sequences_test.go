package table_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// life is one sample on its way through random moves, with what was seen of it.
type life struct {
	world *tabletest.World
	now   time.Time
	sent  map[string]bool // reminders, by shipment and kind
}

// step is a move with the transaction that stores it.
type step struct {
	name  string
	do    func(*rapid.T, *life, sample.Sample) (sample.Sample, event.Type, error)
	store func(before, after sample.Sample, e event.Event) table.Change
}

func plain(name string, kind event.Type, do func(*life, sample.Sample) (sample.Sample, error), store func(before, after sample.Sample, e event.Event) table.Change) step {
	return step{name, func(_ *rapid.T, l *life, s sample.Sample) (sample.Sample, event.Type, error) {
		next, err := do(l, s)
		return next, kind, err
	}, store}
}

var steps = []step{
	{"carrier", tell, samples.Changed},
	{"close", func(t *rapid.T, _ *life, s sample.Sample) (sample.Sample, event.Type, error) {
		return sample.Close(s, "damaged", rapid.Bool().Draw(t, "excused"))
	}, samples.Closed},
	{"label", func(_ *rapid.T, l *life, s sample.Sample) (sample.Sample, event.Type, error) {
		return sample.Label(s, sample.Shipment{Carrier: tabletest.Carrier, TrackingNumber: tabletest.Tracking, ServiceLevel: l.now.String()}, l.now)
	}, samples.Changed},
	plain("dispatch", sample.EventDispatched, func(l *life, s sample.Sample) (sample.Sample, error) {
		return sample.Dispatch(s, "dock", []string{"serum"}, l.now)
	}, samples.Changed),
	plain("receive", sample.EventReceived, func(l *life, s sample.Sample) (sample.Sample, error) {
		return sample.Receive(s, "intact", l.now)
	}, samples.Changed),
	plain("report", sample.EventProblem, func(l *life, s sample.Sample) (sample.Sample, error) {
		return sample.ReportProblem(s, sample.Exception{Kind: sample.Missing}, l.now)
	}, samples.Changed),
	plain("reship", sample.EventReshipped, func(l *life, s sample.Sample) (sample.Sample, error) {
		return sample.Reship(s, s.AddressID, l.now)
	}, samples.Reshipped),
	plain("post", sample.EventPosted, func(l *life, s sample.Sample) (sample.Sample, error) {
		return sample.Post(s, sample.Content{Kind: "VIDEO", URL: "https://example.com", PublishedAt: l.now}, l.now)
	}, samples.Changed),
	plain("ask", sample.EventExtensionRequested, func(l *life, s sample.Sample) (sample.Sample, error) {
		return sample.RequestExtension(s, 3, "travel", l.now)
	}, samples.Changed),
	{"answer", func(t *rapid.T, l *life, s sample.Sample) (sample.Sample, event.Type, error) {
		return sample.ReviewExtension(s, rapid.SampledFrom([]sample.Decision{sample.Approve, sample.Refuse}).Draw(t, "decision"), "why", l.now)
	}, samples.Changed},
	plain("expire", sample.EventNotShipped, func(_ *life, s sample.Sample) (sample.Sample, error) { return sample.ExpireUnshipped(s) }, samples.Released),
	{"restart", func(_ *rapid.T, l *life, s sample.Sample) (sample.Sample, event.Type, error) {
		return sample.Restart(s, l.now)
	}, samples.Changed},
	plain("retry", sample.EventRetried, func(_ *life, s sample.Sample) (sample.Sample, error) { return sample.Retry(s) }, samples.Changed),
	plain("remind", sample.EventReminded, func(l *life, s sample.Sample) (sample.Sample, error) {
		next, err := sample.Remind(s, l.now)
		return next, err
	}, samples.Changed),
}

// tell is any news of a carrier, of any time.
func tell(t *rapid.T, l *life, s sample.Sample) (sample.Sample, event.Type, error) {
	told := rapid.SampledFrom([]sample.CarrierNews{
		{Means: sample.StatusShipped}, {Means: sample.StatusDelivered}, {Means: sample.StatusDelivered}, {},
		{Exception: sample.DeliveryFailed}, {Exception: sample.ReturnedToSender}, {Exception: sample.LostInTransit},
	}).Draw(t, "news")
	told.Status, told.At = "word", l.now.Add(-time.Duration(rapid.IntRange(0, 48).Draw(t, "hours late"))*time.Hour)
	next, kind, err := sample.Report(s, told, l.now)
	if err == nil && next.Status.Rank() < s.Status.Rank() && kind != sample.EventException {
		t.Fatalf("%+v moved %s back to %s", told, s.Status, next.Status)
	}
	return next, kind, err
}

// Random sequences of moves leave the allocation equal to the samples alive, a timeline that replays to the state, no
// reminder twice for a shipment or after the post, and no status that a carrier moved back; the reconciler finds those
// that have not ended, and no others (features F3, H3, I1, O2, O3).
func TestRandomLivesKeepTheInvariants(t *testing.T) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue { // each life has a table of its own
		if err := f.Value.Set("25"); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		l := &life{tabletest.NewWorld(t).Authorized().Order(), tabletest.Day(6, 9), map[string]bool{}}
		for range rapid.IntRange(5, 25).Draw(r, "moves") {
			l.now = l.now.Add(time.Duration(rapid.IntRange(1, 96).Draw(r, "hours")) * time.Hour)
			if rapid.IntRange(0, 7).Draw(r, "by the platform") == 0 {
				l.follow(r)
				continue
			}
			l.move(r, rapid.SampledFrom(steps).Draw(r, "step"))
		}
		l.check(r)
	})
}

// follow is any news of the platform, of any time.
func (l *life) follow(t *rapid.T) {
	means := rapid.SampledFrom([]sample.Status{
		sample.StatusShipped, sample.StatusDelivered, sample.StatusDelivered, sample.StatusPosted, sample.StatusMissed, sample.StatusCancelled,
	}).Draw(t, "platform means")
	news := sample.PlatformNews{Means: means, Reason: "word", At: l.now.Add(-time.Duration(rapid.IntRange(0, 48).Draw(t, "hours late")) * time.Hour)}
	before := l.world.Sample
	steps, err := sample.Follow(before, news, l.now)
	if err != nil {
		t.Fatalf("%s: %v", means, err)
	}
	if len(steps) == 0 {
		return
	}
	var events []event.Event
	after := before
	for _, step := range steps {
		e := event.Changed(after, step.After, step.Kind, event.Party{Actor: actor.Platform, ID: "tiktok-shop"}, l.now)
		after, events = step.After, append(events, e)
	}
	if after.Status.Rank() <= before.Status.Rank() && events[len(events)-1].Type != sample.EventPostedLate {
		t.Fatalf("%s moved %s back to %s", means, before.Status, after.Status)
	}
	if err := l.world.Table.Commit(t.Context(), samples.Followed(before, after, events)); err != nil {
		t.Fatalf("%s: %v", means, err)
	}
	l.world.Sample = after
}

func (l *life) move(t *rapid.T, s step) {
	before := l.world.Sample
	after, kind, err := s.do(t, l, before)
	if err != nil {
		return // refused: nothing is written
	}
	if kind == sample.EventReminded {
		number := 0
		if after.Shipment != nil {
			number = after.Shipment.AttemptNumber
		}
		sent := fmt.Sprintf("%d %d %s", after.Reships, number, after.LastReminder)
		if l.sent[sent] || len(before.Content) > 0 {
			t.Fatalf("reminder %s again, or after the post", sent)
		}
		l.sent[sent] = true
	}
	e := event.Changed(before, after, kind, event.Party{Actor: actor.System, ID: s.name}, l.now)
	if err := l.world.Table.Commit(t.Context(), s.store(before, after, e)); err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	l.world.Sample = after
}

func (l *life) check(t *rapid.T) {
	s, events, err := samples.WithEvents(t.Context(), l.world.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	replayed, err := event.Replay[sample.Sample](events)
	if err != nil || fmt.Sprintf("%+v", plainly(replayed)) != fmt.Sprintf("%+v", plainly(s)) {
		t.Fatalf("replayed %+v, stored %+v, %v", replayed, s, err)
	}
	if found := opened(t.Context(), t, l.world.Table, l.now.AddDate(1, 0, 0)); slices.Contains(found, tabletest.SampleID) == (s.Status.Final() || s.Recovery != nil && s.Recovery.Stuck) {
		t.Fatalf("%s: open are %v", s.Status, found)
	}
	alive, left := 1, 500-1-s.Reships
	if s.Status == sample.StatusCancelled { // the parcel that waited comes back; the place only if it was the first
		left++
		if s.Reships == 0 {
			alive = 0
		}
	}
	r, err := campaigns.Registration(t.Context(), l.world.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
	if err != nil || r.Ordered != alive || r.Stock != left {
		t.Fatalf("%s: %d ordered, stock %d after %d reships, %v", s.Status, r.Ordered, r.Stock, s.Reships, err)
	}
}

// plainly is a sample as JSON has it, without pointers.
func plainly(s sample.Sample) map[string]any {
	e := event.First(s, sample.EventOrdered, event.Party{}, time.Time{})
	e.Change["status"], e.Change["version"] = s.Status, s.Version
	return e.Change
}
