package table_test

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/id"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

var (
	start = tabletest.Day(6, 9) // when the world has everything that it begins with
	us    = event.Party{Actor: actor.System, ID: "test"}
)

// world is the test world with any number of samples given and of creators who have authorized the agency.
type world struct {
	*testing.T
	made     *tabletest.World
	table    *table.Table
	campaign campaign.Campaign
	product  registration.Registration
	creators []string
}

func first[A event.Aggregate](a A, kind event.Type) event.Event {
	return event.First(a, kind, us, start)
}

func changed[A event.Aggregate](before, after A, kind event.Type) event.Event {
	return event.Changed(before, after, kind, us, start)
}

func (w *world) commit(c table.Change) {
	w.Helper()
	if err := w.table.Commit(w.Context(), c); err != nil {
		w.Fatal(err)
	}
}

func newWorld(t *testing.T, given, promoters int) *world {
	t.Helper()
	return newWorldIn(t, tabletest.New(t), given, promoters)
}

func newWorldIn(t *testing.T, tab *table.Table, given, promoters int) *world {
	t.Helper()
	made := tabletest.In(t, tab, nil)
	w := &world{T: t, made: made, table: tab, campaign: made.Campaign, product: made.Product}
	if given != w.product.Samples {
		w.product = made.Give(given)
	}
	for range promoters {
		w.creators = append(w.creators, w.addCreator())
	}
	return w
}

// addCreator makes a creator with the product in the showcase who has authorized the agency.
func (w *world) addCreator() string {
	w.Helper()
	return w.made.Another().Authorized().Creator.ID
}

// order does what order-sample does.
func (w *world) order(creatorID string) (sample.Sample, error) {
	ctx := w.Context()
	facts, err := samples.FactsOf(ctx, w.table, w.campaign.AgencyID, samples.Row{CampaignID: w.campaign.ID, RegistrationID: w.product.ID, CreatorID: creatorID})
	if err != nil {
		return sample.Sample{}, err
	}
	return w.orderAt(ctx, facts, start)
}

func (w *world) orderAt(ctx context.Context, facts sample.Facts, at time.Time) (sample.Sample, error) {
	s, err := sample.Order(id.New(ctx, id.Sample), "", facts, at)
	if err != nil {
		return sample.Sample{}, err
	}
	e := event.First(s, sample.EventOrdered, us, start)
	return s, w.table.Commit(ctx, samples.Ordered(s, e, policy.Default))
}

// Feature F3.
func TestFiftyParallelOrdersAgainstTenSamplesGiveTen(t *testing.T) {
	w := newWorld(t, 10, 50)
	var ordered, exhausted atomic.Int64
	var group sync.WaitGroup
	for _, creator := range w.creators {
		group.Go(func() {
			switch _, err := w.order(creator); {
			case err == nil:
				ordered.Add(1)
			case errors.Is(err, registration.ErrExhausted):
				exhausted.Add(1)
			default:
				t.Errorf("order: %v", err)
			}
		})
	}
	group.Wait()
	r, err := campaigns.Registration(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, w.product.ID)
	if err != nil {
		t.Fatal(err)
	}
	if ordered.Load() != 10 || exhausted.Load() != 40 || r.Available() != 0 || r.Ordered != 10 || r.Stock != 490 {
		t.Fatalf("%d ordered, %d exhausted; %d available, %d ordered, stock %d", ordered.Load(), exhausted.Load(), r.Available(), r.Ordered, r.Stock)
	}
	list, _, err := samples.OfCampaign(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, samples.Wanted{Tab: sample.NotYetPosted}, table.Page{Limit: 100})
	if err != nil || len(list) != 10 {
		t.Fatalf("%d samples listed: %v", len(list), err)
	}
}

// Feature F5.
func TestSameProductTwiceIsRefusedWithTheEarlierSample(t *testing.T) {
	w := newWorld(t, 10, 1)
	s, err := w.order(w.creators[0])
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.order(w.creators[0])
	refusal, ok := errors.AsType[*fault.Error](err)
	if !ok || !errors.Is(err, sample.ErrAlreadySampled) || refusal.Details["sampleId"] != s.ID {
		t.Fatalf("got %v, want already_sampled with %s", err, s.ID)
	}
	r, err := campaigns.Registration(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, w.product.ID)
	if err != nil || r.Ordered != 1 {
		t.Fatalf("the refused order took from the allocation: %d, %v", r.Ordered, err)
	}
}

// Feature G7: the place in the allocation comes back once.
func TestReleasedSampleGivesItsPlaceBackOnce(t *testing.T) {
	w := newWorld(t, 1, 1)
	before, err := w.order(w.creators[0])
	if err != nil {
		t.Fatal(err)
	}
	after, err := sample.ExpireUnshipped(before)
	if err != nil {
		t.Fatal(err)
	}
	e := changed(before, after, sample.EventNotShipped)
	w.commit(samples.Released(before, after, e))
	if err := w.table.Commit(t.Context(), samples.Released(before, after, e)); !errors.Is(err, table.ErrChanged) {
		t.Fatalf("a second release: %v", err)
	}
	r, err := campaigns.Registration(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, w.product.ID)
	if err != nil || r.Ordered != 0 || r.Stock != 500 {
		t.Fatalf("%d ordered, stock %d, %v", r.Ordered, r.Stock, err)
	}
	if _, err := w.order(w.creators[0]); err != nil {
		t.Fatalf("ordering again: %v", err)
	}
}

// Features F10, H7: of a sample that was to be sent again, only the parcel that did not leave comes back.
func TestCancelledReshipKeepsItsPlaceInTheAllocation(t *testing.T) {
	w := newWorld(t, 1, 1)
	ordered, err := w.order(w.creators[0])
	if err != nil {
		t.Fatal(err)
	}
	again := ordered
	again.Reships, again.Version = 1, ordered.Version+1
	w.commit(samples.Changed(ordered, again, changed(ordered, again, sample.EventLabelled)))
	cancelled, err := sample.Cancel(again)
	if err != nil {
		t.Fatal(err)
	}
	w.commit(samples.Released(again, cancelled, changed(again, cancelled, sample.EventCancelled)))
	r, err := campaigns.Registration(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, w.product.ID)
	if err != nil || r.Ordered != 1 || r.Stock != 500 {
		t.Fatalf("%d ordered, stock %d, %v", r.Ordered, r.Stock, err)
	}
	if _, err := w.order(w.creators[0]); !errors.Is(err, registration.ErrExhausted) {
		t.Fatalf("the first parcel's place was given again: %v", err)
	}
}

// Feature O3, on what the table gives back.
func TestTimelineReplaysToTheSample(t *testing.T) {
	w := newWorld(t, 1, 1)
	before, err := w.order(w.creators[0])
	if err != nil {
		t.Fatal(err)
	}
	labelled, _, err := sample.Label(before, sample.Shipment{Carrier: "USPS", TrackingNumber: "9400111", Cost: registration.Money{Amount: 499, Currency: "USD"}}, start)
	if err != nil {
		t.Fatal(err)
	}
	w.recordLabel(before, labelled, sample.EventLabelled, start)
	dispatched, err := sample.Dispatch(labelled, "dock 4", []string{"serum"}, start)
	if err != nil {
		t.Fatal(err)
	}
	w.commit(samples.Changed(labelled, dispatched, changed(labelled, dispatched, sample.EventDispatched)))

	stored, events, err := samples.WithEvents(t.Context(), w.table, before.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(dispatched, stored); diff != "" {
		t.Fatalf("stored (-want +got):\n%s", diff)
	}
	replayed, err := event.Replay[sample.Sample](events)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(stored, replayed); diff != "" {
		t.Fatalf("replayed (-want +got):\n%s", diff)
	}
	w.wantParcel("usps", "9400111", before.ID)
	if parcels, _, err := samples.Fulfilment(t.Context(), w.table, w.product.SellerID, samples.Parcels{}, table.Page{Limit: 10}); err != nil || len(parcels) != 0 {
		t.Fatalf("%d parcels still in the queue: %v", len(parcels), err)
	}
}

func show(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// A change whose premise has gone is refused, and leaves nothing behind.
func TestChangeOfAnOldVersionIsRefusedWhole(t *testing.T) {
	w := newWorld(t, 1, 0)
	published, kind, err := campaign.SetPublished(w.campaign, false, start)
	if err != nil {
		t.Fatal(err)
	}
	c := campaigns.Changed(w.campaign, published, changed(w.campaign, published, kind))
	w.commit(c)
	if err := w.table.Commit(t.Context(), c); !errors.Is(err, table.ErrChanged) {
		t.Fatalf("got %v, want ErrChanged", err)
	}
	stored, err := campaigns.Get(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID)
	if err != nil || stored.Version != published.Version || stored.Published {
		t.Fatalf("stored version %d, published %v: %v", stored.Version, stored.Published, err)
	}
	if _, err := campaigns.Get(t.Context(), w.table, "agn_other", w.campaign.ID); !errors.Is(err, campaign.ErrNotFound) {
		t.Fatalf("another agency read it: %v", err)
	}
}
