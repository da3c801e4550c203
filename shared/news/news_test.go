package news_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/actor"
	"samplepath/shared/carrier"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/news"
	"samplepath/shared/platform"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// told is what a provider tells of the world's parcel, at some hour of June 2030.
func told(id string, means sample.Status, exception sample.ExceptionKind, at time.Time) carrier.Event {
	return carrier.Event{
		ID: id, Carrier: "usps", TrackingNumber: tabletest.Tracking,
		News:  sample.CarrierNews{Means: means, Exception: exception, Status: id, At: at},
		Scans: []sample.Scan{{At: at, Status: id, Message: "In Transit"}},
	}
}

var (
	inTransit = told("in_transit", sample.StatusShipped, "", tabletest.Day(7, 20))
	delivered = told("delivered", sample.StatusDelivered, "", tabletest.Day(10, 18))
)

func hear(t *testing.T, tab *table.Table, e carrier.Event, at time.Time, want news.Result) {
	t.Helper()
	got, err := decide(t.Context(), func() (news.Result, error) { return news.OfCarrier(t.Context(), tab, "easypost", e, at) })
	if err != nil || got != want {
		t.Fatalf("%s is %q, %v; want %q", e.ID, got, err, want)
	}
}

func decide[A any](ctx context.Context, run func() (A, error)) (A, error) {
	return table.Decide(ctx, run)
}

// catchUp is what apply-kept-news does for an event of a label or a dispatch; twice, as the bus may deliver it.
func catchUp(t *testing.T, tab *table.Table, sampleID string, at time.Time) sample.Sample {
	t.Helper()
	for range 2 {
		if err := news.CatchUpParcel(t.Context(), tab, sampleID, at); err != nil {
			t.Fatal(err)
		}
	}
	return now(t, tab, sampleID)
}

func now(t *testing.T, tab *table.Table, sampleID string) sample.Sample {
	t.Helper()
	s, events, err := samples.WithEvents(t.Context(), tab, sampleID)
	if err != nil {
		t.Fatal(err)
	}
	replayed, err := event.Replay[sample.Sample](events)
	if err != nil || !reflect.DeepEqual(replayed, s) {
		t.Fatalf("replayed %+v, stored %+v, %v", replayed, s, err)
	}
	return s
}

func logistics(t *testing.T, tab *table.Table, sampleID string) []sample.Logged {
	t.Helper()
	_, events, err := samples.WithEvents(t.Context(), tab, sampleID)
	if err != nil {
		t.Fatal(err)
	}
	return sample.Logistics(events)
}

// Feature H10: what was told before the label is applied when that is recorded, once and in order; a delivery counts when the
// dispatch is recorded, too.
func TestNewsBeforeItsLabel(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	hear(t, w.Table, delivered, tabletest.Day(10, 19), news.Kept)
	hear(t, w.Table, delivered, tabletest.Day(10, 19), news.Duplicate)
	hear(t, w.Table, inTransit, tabletest.Day(10, 19), news.Kept)
	w.Label()
	s := catchUp(t, w.Table, tabletest.SampleID, tabletest.Day(11, 9))
	if s.Status != sample.StatusShipped || s.DeliveredAt != nil || s.Shipment.CarrierStatus != "delivered" {
		t.Fatalf("after the label: %s, %+v", s.Status, s.Shipment)
	}
	w.Sample = s
	s = w.Dispatch().Sample
	hear(t, w.Table, inTransit, tabletest.Day(11, 9), news.Duplicate)
	s = catchUp(t, w.Table, s.ID, tabletest.Day(11, 10))
	if s.Status != sample.StatusDelivered || !s.DeliveredAt.Equal(delivered.News.At) || s.Version != 6 {
		t.Fatalf("after the dispatch: %s, delivered %v, version %d", s.Status, s.DeliveredAt, s.Version)
	}
	hear(t, w.Table, delivered, tabletest.Day(11, 11), news.Duplicate)
	if log := logistics(t, w.Table, s.ID); len(log) != 2 || log[0].Status != "in_transit" || log[1].Status != "delivered" {
		t.Errorf("%+v", log)
	}
}

// A delivery that is told after the label and before the dispatch stands on the timeline, and counts from the dispatch on.
func TestADeliveryBeforeTheDispatchWaitsForIt(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	hear(t, w.Table, delivered, tabletest.Day(10, 19), news.Recorded)
	hear(t, w.Table, delivered, tabletest.Day(10, 20), news.Duplicate)
	s := catchUp(t, w.Table, tabletest.SampleID, tabletest.Day(10, 20))
	if s.Status != sample.StatusReadyToShip || s.Version != 3 {
		t.Fatalf("%s, version %d", s.Status, s.Version)
	}
	w.Sample = s
	w.Dispatch()
	if s = catchUp(t, w.Table, s.ID, tabletest.Day(11, 9)); s.Status != sample.StatusDelivered || s.Version != 5 {
		t.Fatalf("%s, version %d", s.Status, s.Version)
	}
}

// What was kept is applied in the order in which it happened, not in which it was told.
func TestKeptNewsIsAppliedInOrder(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	hear(t, w.Table, told("lost", "", sample.LostInTransit, tabletest.Day(9, 9)), tabletest.Day(9, 10), news.Kept)
	hear(t, w.Table, told("failed", "", sample.DeliveryFailed, tabletest.Day(8, 9)), tabletest.Day(9, 10), news.Kept)
	w.Label().Dispatch()
	s := catchUp(t, w.Table, tabletest.SampleID, tabletest.Day(9, 11))
	if s.Status != sample.StatusDeliveryException || s.Exception.Kind != sample.LostInTransit || s.Version != 5 {
		t.Fatalf("%s, %+v, version %d", s.Status, s.Exception, s.Version)
	}
	_, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || events[3].Type != sample.EventException || events[3].Details["status"] != "failed" {
		t.Errorf("first came %s, %v, %v", events[3].Type, events[3].Details, err)
	}
}

// Numbers are used again: what was heard before the order, or long ago, is of another parcel. So is what an earlier seller's
// parcel was told of.
func TestNewsOfAnotherUseOfTheNumber(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	hear(t, w.Table, inTransit, tabletest.Day(6, 8), news.Kept)
	old := inTransit
	old.ID = "old"
	hear(t, w.Table, old, tabletest.Day(6, 10), news.Kept)
	w.Label()
	if s := catchUp(t, w.Table, tabletest.SampleID, tabletest.Day(6, 11).AddDate(0, 0, 30)); s.Version != 2 {
		t.Errorf("what is too old is applied: %+v", s.Shipment)
	}
	if s := catchUp(t, w.Table, tabletest.SampleID, tabletest.Day(7, 11)); s.Version != 3 {
		t.Errorf("what is of the parcel is applied once, and what was heard before the order is not: version %d", s.Version)
	}
}

// What was told of a time at which another seller had the number is of that seller's parcel.
func TestNewsOfTheParcelBefore(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	next := beside(t, w, "sel_01Q6QWD2PGWNQSTHNWTX28CED9")
	w.Label().Dispatch().Deliver()
	if err := label(t.Context(), w.Table, next.ID, tabletest.Day(11, 9)); err != nil {
		t.Fatal(err)
	}
	hear(t, w.Table, inTransit, tabletest.Day(11, 10), news.Ignored)
	later := inTransit
	later.ID, later.News.At = "later", tabletest.Day(11, 12)
	hear(t, w.Table, later, tabletest.Day(11, 13), news.Recorded)
	if s := now(t, w.Table, next.ID); s.Status != sample.StatusShipped || s.Version != 3 {
		t.Errorf("the new parcel: %s, version %d", s.Status, s.Version)
	}
	if s := now(t, w.Table, tabletest.SampleID); s.Version != w.Sample.Version {
		t.Errorf("the parcel before heard of the new one: version %d", s.Version)
	}
}

// A claim that has run out is nobody's: what is told then waits for the next label, and reaches no sample that had the number.
func TestNewsAfterAClaimRanOut(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	next := beside(t, w, "sel_01Q6QWD2PGWNQSTHNWTX28CED9")
	later := tabletest.Day(7, 10).AddDate(0, 0, 120)
	again := told("again", sample.StatusShipped, "", later)
	hear(t, w.Table, again, later, news.Kept)
	if s := catchUp(t, w.Table, tabletest.SampleID, later); s.Version != 2 {
		t.Errorf("the sample of the claim that ran out heard of it: version %d", s.Version)
	}
	if err := label(t.Context(), w.Table, next.ID, later); err != nil {
		t.Fatal(err)
	}
	if s := catchUp(t, w.Table, tabletest.SampleID, later); s.Version != 2 {
		t.Errorf("it heard of another seller's parcel: version %d", s.Version)
	}
	if s := catchUp(t, w.Table, next.ID, later); s.Status != sample.StatusShipped || s.Version != 3 {
		t.Errorf("the next: %s, version %d", s.Status, s.Version)
	}
}

// A number whose label was corrected is on none: its news waits again. The sample's news under the wrong number is not of the
// parcel that it is in now.
func TestNewsOfACorrectedNumber(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	second := beside(t, w, tabletest.SellerID)
	const right = "9400111899223344556600"
	hear(t, w.Table, inTransit, tabletest.Day(7, 21), news.Recorded)
	if err := labelWith(t.Context(), w.Table, tabletest.SampleID, right, tabletest.Day(8, 9)); err != nil {
		t.Fatal(err)
	}
	wrong := told("wrong", "", sample.LostInTransit, tabletest.Day(8, 10))
	hear(t, w.Table, wrong, tabletest.Day(8, 10), news.Kept)
	corrected := told("right", sample.StatusShipped, "", tabletest.Day(8, 11))
	corrected.TrackingNumber = right
	hear(t, w.Table, corrected, tabletest.Day(8, 11), news.Recorded)
	if err := labelWith(t.Context(), w.Table, second.ID, right, tabletest.Day(8, 12)); err != nil {
		t.Fatal(err)
	}
	catchUp(t, w.Table, second.ID, tabletest.Day(8, 13))
	if log := logistics(t, w.Table, second.ID); len(log) != 1 || log[0].Status != "right" {
		t.Errorf("the second heard %+v", log)
	}
}

// However much is told of a number that nobody records, ten reports of it are kept, for thirty days.
func TestWhatIsKeptIsBounded(t *testing.T) {
	tab := tabletest.New(t)
	at := tabletest.Day(7, 0)
	for n := range 25 {
		e := told(fmt.Sprint("event_", n), sample.StatusShipped, "", at)
		for range 100 {
			e.Scans = append(e.Scans, e.Scans[0])
		}
		hear(t, tab, e, at, news.Kept)
	}
	p, ordered, err := samples.Parcel(t.Context(), tab, tabletest.Carrier, tabletest.Tracking, "")
	if err != nil || len(ordered) != 0 || len(p.News) != 10 || p.News[9].ID != "event_24" {
		t.Fatalf("%d reports, %v", len(p.News), err)
	}
	if got, err := news.OfCarrier(t.Context(), tab, "shippo", told("event_24", sample.StatusShipped, "", at), at); err != nil || got != news.Kept {
		t.Errorf("the same id of another provider is %s, %v", got, err)
	}
	if p.Until != at.AddDate(0, 0, 30).Unix() {
		t.Errorf("kept until %d", p.Until)
	}
	if len(p.News[0].Body) > 4000 {
		t.Errorf("%d bytes of one report", len(p.News[0].Body))
	}
}

// beside is another sample of a seller's, to another creator.
func beside(t *testing.T, w *tabletest.World, sellerID string) sample.Sample {
	t.Helper()
	s := w.Sample
	s.ID, s.CreatorID, s.SellerID = id.New(t.Context(), id.Sample), id.New(t.Context(), id.Creator), sellerID
	s.Shipment, s.Status, s.Version = nil, sample.StatusReadyToShip, 1
	e := event.First(s, sample.EventOrdered, event.Party{Actor: actor.Agency, ID: s.AgencyID}, s.OrderedAt)
	if err := w.Table.Commit(t.Context(), samples.Ordered(s, e, policy.Default)); err != nil {
		t.Fatal(err)
	}
	return s
}

// label records the world's number for a sample.
func label(ctx context.Context, tab *table.Table, sampleID string, at time.Time) error {
	return labelWith(ctx, tab, sampleID, tabletest.Tracking, at)
}

func labelWith(ctx context.Context, tab *table.Table, sampleID, number string, at time.Time) error {
	_, err := table.Decide(ctx, func() (struct{}, error) {
		before, err := samples.Get(ctx, tab, sampleID)
		if err != nil {
			return struct{}{}, err
		}
		facts, err := samples.ToLabel(ctx, tab, before.SellerID, samples.NewLabel{SampleID: sampleID, Carrier: tabletest.Carrier, Number: number})
		if err != nil {
			return struct{}{}, err
		}
		p := facts[0].Parcel
		after, kind, err := sample.Label(before, sample.Shipment{Carrier: tabletest.Carrier, TrackingNumber: number}, at)
		if err != nil {
			return struct{}{}, err
		}
		claimed, err := samples.Claim(ctx, tab, p, after, at)
		if err != nil {
			return struct{}{}, err
		}
		e := event.Changed(before, after, kind, event.Party{Actor: actor.Seller, ID: before.SellerID}, at)
		return struct{}{}, tab.Commit(ctx, samples.LabelRecorded(before, after, p, claimed, e))
	})
	return err
}

// Feature H9: news reaches every sample in the parcel, once each, and a repetition finishes what is left. No sample of
// another seller hears of it.
func TestSamplesInOneParcel(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	second, stranger := beside(t, w, tabletest.SellerID), beside(t, w, "sel_01Q6QWD2PGWNQSTHNWTX28CED9")
	w.Label()
	hear(t, w.Table, inTransit, tabletest.Day(7, 21), news.Recorded)
	if err := label(t.Context(), w.Table, second.ID, tabletest.Day(7, 21)); err != nil {
		t.Fatal(err)
	}
	if err := label(t.Context(), w.Table, stranger.ID, tabletest.Day(7, 21)); err == nil {
		t.Fatal("a stranger recorded the number")
	}
	hear(t, w.Table, inTransit, tabletest.Day(7, 22), news.Recorded) // for the second; the first has it already
	hear(t, w.Table, inTransit, tabletest.Day(7, 23), news.Duplicate)
	for sampleID, want := range map[string]sample.Status{
		tabletest.SampleID: sample.StatusShipped, second.ID: sample.StatusShipped, stranger.ID: sample.StatusReadyToShip,
	} {
		if s := now(t, w.Table, sampleID); s.Status != want || want == sample.StatusShipped && s.Version != 3 {
			t.Errorf("%s is %s, version %d; want %s", sampleID, s.Status, s.Version, want)
		}
	}
}

// Feature H9: where the second of two samples cannot be told, the carrier tells it again, and the second hears of it then.
func TestARepetitionFinishesTheRestOfAParcel(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	second := beside(t, w, tabletest.SellerID)
	w.Label()
	if err := label(t.Context(), w.Table, second.ID, tabletest.Day(7, 11)); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	writes := 0
	failing := tabletest.Between(t, w.Table, func(operation string, _ int) {
		if operation == "TransactWriteItems" {
			if writes++; writes == 2 {
				stop()
			}
		}
	})
	if got, err := news.OfCarrier(ctx, failing, "easypost", inTransit, tabletest.Day(7, 21)); err == nil {
		t.Fatalf("it is %s although the second heard nothing", got)
	}
	if first, second := now(t, w.Table, tabletest.SampleID), now(t, w.Table, second.ID); first.Status != sample.StatusShipped || second.Status != sample.StatusReadyToShip {
		t.Fatalf("the first is %s, the second %s", first.Status, second.Status)
	}
	hear(t, w.Table, inTransit, tabletest.Day(7, 22), news.Recorded)
	if first, second := now(t, w.Table, tabletest.SampleID), now(t, w.Table, second.ID); first.Version != 3 || second.Status != sample.StatusShipped || second.Version != 3 {
		t.Errorf("version %d; the second is %s, version %d", first.Version, second.Status, second.Version)
	}
}

// Where the second was not told, its own dispatch brings it what the first has heard since, and nothing twice.
func TestTheDispatchBringsWhatASampleMissed(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	second := beside(t, w, tabletest.SellerID)
	w.Label()
	if err := label(t.Context(), w.Table, second.ID, tabletest.Day(7, 11)); err != nil {
		t.Fatal(err)
	}
	hear(t, w.Table, inTransit, tabletest.Day(7, 21), news.Recorded)
	w.Sample = now(t, w.Table, tabletest.SampleID)
	dispatch(t, w.Table, tabletest.SampleID, tabletest.Day(7, 22))
	w.Sample = now(t, w.Table, tabletest.SampleID)
	w.Deliver() // told to the first alone
	dispatch(t, w.Table, second.ID, tabletest.Day(10, 20))
	if s := catchUp(t, w.Table, second.ID, tabletest.Day(10, 21)); s.Status != sample.StatusDelivered || s.Version != 5 {
		t.Errorf("%s, version %d", s.Status, s.Version)
	}
}

// A delivery before the dispatch of two samples is kept once, and stands on the timelines of both.
func TestADeliveryBeforeTheDispatchOfTwo(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	second := beside(t, w, tabletest.SellerID)
	w.Label()
	if err := label(t.Context(), w.Table, second.ID, tabletest.Day(7, 11)); err != nil {
		t.Fatal(err)
	}
	if got, err := news.OfCarrier(t.Context(), w.Table, "easypost", delivered, tabletest.Day(10, 19)); err != nil || got != news.Recorded {
		t.Fatalf("%s, %v", got, err)
	}
	if first, second := now(t, w.Table, tabletest.SampleID), now(t, w.Table, second.ID); first.Version != 3 || second.Version != 3 {
		t.Errorf("versions %d and %d", first.Version, second.Version)
	}
}

// What is news for one sample in the parcel is recorded, also where it is older than the order of another.
func TestNewsThatIsOlderThanOneOfTwo(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	w.Label()
	second := w.Sample
	second.OrderedAt = tabletest.Day(10, 9)
	w.Sample, second = second, w.Sample
	late := beside(t, w, tabletest.SellerID)
	w.Sample = second
	if err := label(t.Context(), w.Table, late.ID, tabletest.Day(10, 10)); err != nil {
		t.Fatal(err)
	}
	hear(t, w.Table, inTransit, tabletest.Day(10, 11), news.Recorded)
	if s := now(t, w.Table, late.ID); s.Version != 2 {
		t.Errorf("the later order heard of it: version %d", s.Version)
	}
}

// Features H9, H10: a sample that is put into a parcel under way hears what the others have heard, once.
func TestASampleThatIsPutIntoAParcelUnderWay(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	second := beside(t, w, tabletest.SellerID)
	w.Label().Dispatch()
	hear(t, w.Table, inTransit, tabletest.Day(7, 21), news.Recorded)
	hear(t, w.Table, told("failed", "", sample.DeliveryFailed, tabletest.Day(9, 18)), tabletest.Day(9, 19), news.Recorded)
	hear(t, w.Table, delivered, tabletest.Day(10, 19), news.Recorded)
	first := now(t, w.Table, tabletest.SampleID)
	if err := label(t.Context(), w.Table, second.ID, tabletest.Day(11, 9)); err != nil {
		t.Fatal(err)
	}
	if s := catchUp(t, w.Table, second.ID, tabletest.Day(11, 9)); s.Status != sample.StatusDeliveryException || s.Exception.Kind != sample.DeliveryFailed {
		t.Fatalf("before its dispatch it is %s, %+v", s.Status, s.Exception)
	}
	dispatch(t, w.Table, second.ID, tabletest.Day(11, 10))
	s := catchUp(t, w.Table, second.ID, tabletest.Day(11, 10))
	if s.Status != sample.StatusDelivered || !s.DeliveredAt.Equal(delivered.News.At) || s.Version != 7 {
		t.Errorf("%s, delivered %v, version %d", s.Status, s.DeliveredAt, s.Version)
	}
	if log := logistics(t, w.Table, second.ID); len(log) != 3 {
		t.Errorf("its logistics: %+v", log)
	}
	if s := catchUp(t, w.Table, tabletest.SampleID, tabletest.Day(11, 11)); s.Version != first.Version {
		t.Errorf("the first heard of itself: version %d, was %d", s.Version, first.Version)
	}
}

// dispatch records the dispatch of a sample.
func dispatch(t *testing.T, tab *table.Table, sampleID string, at time.Time) {
	t.Helper()
	before, err := samples.Get(t.Context(), tab, sampleID)
	if err != nil {
		t.Fatal(err)
	}
	after, err := sample.Dispatch(before, "Dock 4", []string{"Glow Serum 30 ml"}, at)
	if err != nil {
		t.Fatal(err)
	}
	e := event.Changed(before, after, sample.EventDispatched, event.Party{Actor: actor.Seller, ID: before.SellerID}, at)
	if err := tab.Commit(t.Context(), samples.Changed(before, after, e)); err != nil {
		t.Fatal(err)
	}
}

// What a carrier repeats of the number's last use, before the order, is of no sample in the parcel, before the label and after.
func TestNewsOfATimeBeforeTheOrder(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	old := told("old", sample.StatusDelivered, "", tabletest.Day(6, 9).AddDate(0, -4, 0))
	hear(t, w.Table, old, tabletest.Day(7, 9), news.Kept)
	w.Label().Dispatch()
	if s := catchUp(t, w.Table, tabletest.SampleID, tabletest.Day(7, 17)); s.Status != sample.StatusShipped || s.Version != 3 {
		t.Errorf("%s, version %d", s.Status, s.Version)
	}
	hear(t, w.Table, old, tabletest.Day(7, 18), news.Ignored)
}

// However long a provider's ids are, what is kept of its news is small.
func TestLongIdsOfKeptNews(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	for _, c := range []string{"a", "b", "c"} {
		long := strings.Repeat(c, 200<<10)
		e := inTransit
		e.ID = long
		hear(t, w.Table, e, tabletest.Day(7, 9), news.Kept)
		hear(t, w.Table, e, tabletest.Day(7, 9), news.Duplicate)
		p := ofPlatform(sample.StatusShipped, tabletest.Day(7, 18))
		p.ID = long
		hearPlatform(t, w.Table, p, news.Kept)
		hearPlatform(t, w.Table, p, news.Duplicate)
	}
	w.Label().Link()
	catchUp(t, w.Table, tabletest.SampleID, tabletest.Day(12, 9))
	if err := news.CatchUpLink(t.Context(), w.Table, tabletest.SampleID, tabletest.Day(12, 9)); err != nil {
		t.Fatal(err)
	}
	e, p := inTransit, ofPlatform(sample.StatusShipped, tabletest.Day(7, 18))
	e.ID, p.ID = strings.Repeat("a", 200<<10), strings.Repeat("a", 200<<10)
	hear(t, w.Table, e, tabletest.Day(12, 10), news.Duplicate)
	hearPlatform(t, w.Table, p, news.Duplicate)
}

// Feature H10: a label and news of its number at the same moment. Whichever is first, the sample hears it once.
func TestALabelAndItsNewsAtOnce(t *testing.T) {
	for round := range 20 {
		w := tabletest.NewWorld(t).Authorized().Order()
		var both sync.WaitGroup
		both.Go(func() {
			if err := label(t.Context(), w.Table, tabletest.SampleID, tabletest.Day(7, 20)); err != nil {
				t.Error(err)
			}
		})
		both.Go(func() {
			run := func() (news.Result, error) {
				return news.OfCarrier(t.Context(), w.Table, "easypost", inTransit, tabletest.Day(7, 20))
			}
			if _, err := decide(t.Context(), run); err != nil {
				t.Error(err)
			}
		})
		both.Wait()
		if s := catchUp(t, w.Table, tabletest.SampleID, tabletest.Day(7, 21)); s.Status != sample.StatusShipped || s.Version != 3 {
			t.Fatalf("round %d: %s, version %d", round, s.Status, s.Version)
		}
	}
}

// The two orders, step by step: whoever has read before the other wrote must read again.
func TestNeitherLabelNorNewsOverwritesTheOther(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	p, _, err := samples.Parcel(t.Context(), w.Table, tabletest.Carrier, tabletest.Tracking, "")
	if err != nil {
		t.Fatal(err)
	}
	w.Label()
	next, _ := p.Keep(sample.News{ID: "1", Source: "easypost"}, tabletest.Day(7, 11))
	if err := w.Table.Commit(t.Context(), samples.ParcelChanged(p, next)); err == nil {
		t.Error("news was kept aside although the label is recorded")
	}
	other := tabletest.NewWorld(t).Authorized().Order()
	after, kind, err := sample.Label(other.Sample, sample.Shipment{Carrier: tabletest.Carrier, TrackingNumber: tabletest.Tracking}, tabletest.Day(7, 10))
	if err != nil {
		t.Fatal(err)
	}
	claimed, err := samples.Claim(t.Context(), other.Table, p, after, tabletest.Day(7, 10))
	if err != nil {
		t.Fatal(err)
	}
	hear(t, other.Table, inTransit, tabletest.Day(7, 10), news.Kept)
	e := event.Changed(other.Sample, after, kind, event.Party{Actor: actor.Seller, ID: tabletest.SellerID}, tabletest.Day(7, 10))
	if err := other.Table.Commit(t.Context(), samples.LabelRecorded(other.Sample, after, p, claimed, e)); err == nil {
		t.Error("a label overwrote the news that was kept for it")
	}
}

// A link that was recorded since is not overlooked: the news is not kept aside.
func TestNewsIsNotKeptBesideALink(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	_, ofApplication, _, err := samples.ByApplication(t.Context(), w.Table, tabletest.ApplicationID)
	_, ofCreator, err2 := samples.ByPosting(t.Context(), w.Table, tabletest.CreatorOpenID, w.Product.ProductID)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	w.Link()
	for _, u := range []samples.Unlinked{ofApplication, ofCreator} {
		change := samples.NewsKept(u, []sample.News{{ID: "1"}}, tabletest.Day(8, 9))
		if err := w.Table.Commit(t.Context(), change); !errors.Is(err, table.ErrChanged) {
			t.Errorf("kept: %v", err)
		}
	}
}

// Two reports for one link at the same moment: who has read before the other was kept must read again.
func TestKeptNewsOfThePlatformIsNotOverwritten(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	hearPlatform(t, w.Table, ofPlatform(sample.StatusShipped, tabletest.Day(7, 18)), news.Kept)
	_, u, _, err := samples.ByApplication(t.Context(), w.Table, tabletest.ApplicationID)
	if err != nil {
		t.Fatal(err)
	}
	hearPlatform(t, w.Table, ofPlatform(sample.StatusDelivered, tabletest.Day(10, 18)), news.Kept)
	if err := w.Table.Commit(t.Context(), samples.NewsKept(u, u.News, tabletest.Day(8, 9))); !errors.Is(err, table.ErrChanged) {
		t.Errorf("%v", err)
	}
}

// What the platform told more than thirty days ago is applied no more.
func TestOldNewsOfThePlatform(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	hearPlatform(t, w.Table, ofPlatform(sample.StatusShipped, tabletest.Day(7, 18)), news.Kept) // on the 12th at 9
	w.Link()
	if err := news.CatchUpLink(t.Context(), w.Table, tabletest.SampleID, tabletest.Day(12, 10).AddDate(0, 0, 30)); err != nil {
		t.Fatal(err)
	}
	if s := now(t, w.Table, tabletest.SampleID); s.Status != sample.StatusReadyToShip {
		t.Errorf("%s", s.Status)
	}
}

// What waits for a link is deleted after thirty days, and not once there is a link.
func TestHowLongTheNewsOfALinkIsStored(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	posted := platform.Event{
		ID: "posting", CreatorOpenID: tabletest.CreatorOpenID, ProductID: w.Product.ProductID, VideoID: "7300000000000000001",
		Content: &sample.Content{Kind: sample.Video, PublishedAt: tabletest.Day(11, 18)},
	}
	hearPlatform(t, w.Table, posted, news.Kept)
	hearPlatform(t, w.Table, ofPlatform(sample.StatusShipped, tabletest.Day(7, 18)), news.Kept)
	until := fmt.Sprint(tabletest.Day(12, 9).AddDate(0, 0, 30).Unix())
	places := map[string]string{
		"PLATFORM#" + tabletest.ApplicationID: "APPLICATION", "PLATFORM#CREATOR#" + tabletest.CreatorOpenID + "#" + w.Product.ProductID: "POSTINGS",
	}
	for pk, sk := range places {
		if got := expiry(t, w.Table, pk, sk); got != until {
			t.Errorf("%s is stored until %q, want %s", pk, got, until)
		}
	}
	w.Link()
	for pk, sk := range places {
		if got := expiry(t, w.Table, pk, sk); got != "" {
			t.Errorf("with the link, %s is stored until %s", pk, got)
		}
	}
	// The sample goes to another application, so that postings find none: these are kept beside a link that stays.
	after, err := sample.Link(w.Sample, "7301948573620199999")
	if err != nil {
		t.Fatal(err)
	}
	e := event.Changed(w.Sample, after, sample.EventLinked, event.Party{Actor: actor.Agency, ID: tabletest.AgencyID}, tabletest.Day(12, 9))
	if err := w.Table.Commit(t.Context(), samples.Linked(w.Sample, after, sample.Named{}, e)); err != nil {
		t.Fatal(err)
	}
	posted.ID = "another"
	hearPlatform(t, w.Table, posted, news.Kept)
	if got := expiry(t, w.Table, "PLATFORM#CREATOR#"+tabletest.CreatorOpenID+"#"+w.Product.ProductID, "POSTINGS"); got != "" {
		t.Errorf("what finds samples is stored until %s", got)
	}
}

// expiry is when an item is deleted, in epoch seconds; empty where it stays.
func expiry(t *testing.T, tab *table.Table, pk, sk string) string {
	t.Helper()
	got, err := tabletest.Client(dynamotest.Endpoint(t)).GetItem(t.Context(), &dynamodb.GetItemInput{
		TableName: aws.String(tab.Name()),
		Key:       map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: pk}, "SK": &types.AttributeValueMemberS{Value: sk}},
	})
	if err != nil || got.Item == nil {
		t.Fatal(pk, sk, err)
	}
	until, _ := got.Item[table.TTLAttribute].(*types.AttributeValueMemberN)
	if until == nil {
		return ""
	}
	return until.Value
}

func hearPlatform(t *testing.T, tab *table.Table, e platform.Event, want news.Result) {
	t.Helper()
	got, err := decide(t.Context(), func() (news.Result, error) { return news.OfPlatform(t.Context(), tab, e, tabletest.Day(12, 9)) })
	if err != nil || got != want {
		t.Fatalf("%s is %q, %v; want %q", e.ID, got, err, want)
	}
}

func ofPlatform(means sample.Status, at time.Time) platform.Event {
	return platform.Event{ID: string(means), ApplicationID: tabletest.ApplicationID, Word: "W", News: &sample.PlatformNews{Means: means, At: at}}
}

// Feature H10: what the platform told before the link is applied when that is recorded, once; what another application is
// told stays where it is.
func TestNewsBeforeItsLink(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	other := ofPlatform(sample.StatusPosted, tabletest.Day(11, 9))
	other.ID, other.ApplicationID = "other", "7301948573620199999"
	posted := platform.Event{
		ID: "posting", CreatorOpenID: tabletest.CreatorOpenID, ProductID: w.Product.ProductID, VideoID: "7300000000000000001",
		Content: &sample.Content{Kind: sample.Video, PublishedAt: tabletest.Day(11, 18)},
	}
	hearPlatform(t, w.Table, posted, news.Kept)
	hearPlatform(t, w.Table, ofPlatform(sample.StatusDelivered, tabletest.Day(10, 18)), news.Kept)
	hearPlatform(t, w.Table, ofPlatform(sample.StatusShipped, tabletest.Day(7, 18)), news.Kept)
	hearPlatform(t, w.Table, ofPlatform(sample.StatusShipped, tabletest.Day(7, 18)), news.Duplicate)
	hearPlatform(t, w.Table, other, news.Kept)
	hearPlatform(t, w.Table, platform.Event{ID: "?", ApplicationID: tabletest.ApplicationID, Word: "W"}, news.UnknownStatus)
	w.Link()
	for range 2 {
		if err := news.CatchUpLink(t.Context(), w.Table, tabletest.SampleID, tabletest.Day(12, 9)); err != nil {
			t.Fatal(err)
		}
	}
	s := now(t, w.Table, tabletest.SampleID)
	if s.Status != sample.StatusPosted || !s.DeliveredAt.Equal(tabletest.Day(10, 18)) || s.Version != 5 {
		t.Fatalf("%s, delivered %v, version %d", s.Status, s.DeliveredAt, s.Version)
	}
	hearPlatform(t, w.Table, ofPlatform(sample.StatusShipped, tabletest.Day(7, 18)), news.Duplicate)
}

// Feature H10: a link and the platform's news at the same moment. Whichever is first, the sample hears it once.
func TestALinkAndItsNewsAtOnce(t *testing.T) {
	for round := range 20 {
		w := tabletest.NewWorld(t).Authorized().Order()
		var both sync.WaitGroup
		both.Go(func() { w.Link() })
		both.Go(func() {
			run := func() (news.Result, error) {
				return news.OfPlatform(t.Context(), w.Table, ofPlatform(sample.StatusShipped, tabletest.Day(7, 18)), tabletest.Day(7, 18))
			}
			if _, err := decide(t.Context(), run); err != nil {
				t.Error(err)
			}
		})
		both.Wait()
		if err := news.CatchUpLink(t.Context(), w.Table, tabletest.SampleID, tabletest.Day(7, 19)); err != nil {
			t.Fatal(err)
		}
		if s := now(t, w.Table, tabletest.SampleID); s.Status != sample.StatusShipped || s.Version != 3 {
			t.Fatalf("round %d: %s, version %d", round, s.Status, s.Version)
		}
	}
}
