package table_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"samplepath/shared/fault"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/samples"
)

// current is the world's product as it is now.
func (w *world) current() registration.Registration {
	w.Helper()
	r, err := campaigns.Registration(w.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, w.product.ID)
	if err != nil {
		w.Fatal(err)
	}
	return r
}

// allocate does what set-sample-allocation does, from a state that may be old by now.
func (w *world) allocate(before registration.Registration, ordered, stock *int) error {
	after, err := registration.SetAllocation(before, ordered, stock)
	if err != nil {
		return err
	}
	e := changed(before, after, registration.EventAllocationSet)
	return w.table.Commit(w.Context(), campaigns.AllocationSet(before, after, stock != nil, e))
}

// Feature C3: a product that is registered is not registered again, and the answer says what the seller can do: nothing where
// it was rejected for good. To another seller it says no more than that it is taken, and whom to ask; one that was rejected
// is free for that seller.
func TestARegisteredProductIsTaken(t *testing.T) {
	w := newWorld(t, 10, 0)
	for productID, status := range map[string]registration.Status{
		"1": registration.StatusPending, "2": registration.StatusRejected, "3": registration.StatusBlocked, "4": registration.StatusPendingClosed,
	} {
		r := w.to(w.offer(w.campaign.ID, "sel_a", productID), status)
		want := registration.ErrExists
		switch status {
		case registration.StatusBlocked:
			want = registration.ErrBlocked
		case registration.StatusRejected:
			want = registration.ErrRegisterAgain
		default:
		}
		for _, seller := range []string{"sel_a", "sel_b"} {
			again := r
			again.ID, again.SellerID, again.Status, again.Version = "reg_again"+productID, seller, registration.StatusPending, 1
			err := w.table.Commit(t.Context(), campaigns.ProductRegistered(again, first(again, registration.EventRegistered)))
			refusal, ok := errors.AsType[*fault.Error](err)
			free := status == registration.StatusBlocked || status == registration.StatusRejected
			switch {
			case seller == "sel_b" && free:
				if err != nil {
					t.Errorf("%s, by another: %v", status, err)
				}
			case !ok:
				t.Errorf("%s: %v", status, err)
			case seller == "sel_a" && (refusal.Message() != want.Message() || refusal.Code != want.Code || refusal.Details["registrationId"] != r.ID || refusal.Details["nextStep"] != want.Details["nextStep"]):
				t.Errorf("%s, again: %v %v", status, refusal, refusal.Details)
			case seller == "sel_b" && (refusal.Message() != registration.ErrTaken.Message() || refusal.Code != registration.ErrExists.Code || len(refusal.Details) > 1):
				t.Errorf("%s, by another: %v %v", status, refusal, refusal.Details)
			}
		}
	}
	if got := w.counts("sel_a"); got.Pending != 1 || w.counts("sel_b") != (registration.Counts{Pending: 2}) {
		t.Errorf("what was refused was counted: %+v, %+v", got, w.counts("sel_b"))
	}
}

// Feature C7: while orders run, a seller again and again takes back what is not ordered yet, and then gives two
// more. At no time is less given than is ordered, and no order is lost.
func TestQuantityIsNeverBelowWhatIsOrderedWhileOrdersRun(t *testing.T) {
	w := newWorld(t, 2, 16)
	var ordered atomic.Int64
	var group sync.WaitGroup
	for _, creator := range w.creators {
		group.Go(func() {
			for {
				_, err := w.order(creator)
				if err == nil {
					ordered.Add(1)
					return
				}
				if !errors.Is(err, registration.ErrExhausted) {
					t.Errorf("order: %v", err)
					return
				}
			}
		})
	}
	lowered, refused := 0, 0
	for ordered.Load() < 16 && !t.Failed() {
		before := w.current()
		if before.Samples < before.Ordered {
			t.Fatalf("%d given, %d ordered", before.Samples, before.Ordered)
		}
		switch err := w.allocate(before, &before.Ordered, nil); {
		case err == nil:
			lowered++
		case errors.Is(err, registration.ErrBelowOrdered):
			refused++
		default:
			t.Fatal(err)
		}
		more := w.current()
		more.Samples = more.Ordered + 2
		if err := w.allocate(w.current(), &more.Samples, nil); err != nil && !errors.Is(err, registration.ErrBelowOrdered) {
			t.Fatal(err)
		}
	}
	group.Wait()
	if r := w.current(); r.Ordered != 16 || r.Samples < 16 || r.Stock != 484 || lowered == 0 {
		t.Fatalf("%d given, %d ordered, stock %d, %d times lowered", r.Samples, r.Ordered, r.Stock, lowered)
	}
	t.Logf("%d times lowered, %d times refused because an order came first", lowered, refused)
}

// The same race, step by step: the seller's decision rests on a state from before the orders.
func TestAllocationOnAnOldState(t *testing.T) {
	w := newWorld(t, 10, 3)
	before := w.current()
	for _, creator := range w.creators {
		if _, err := w.order(creator); err != nil {
			t.Fatal(err)
		}
	}
	two, three, stock := 2, 3, 500
	refusal, ok := errors.AsType[*fault.Error](w.allocate(before, &two, nil))
	if !ok || !errors.Is(refusal, registration.ErrBelowOrdered) || refusal.Details["samplesOrdered"] != 3 {
		t.Fatalf("below: %v", refusal)
	}
	if err := w.allocate(before, &three, nil); err != nil {
		t.Fatalf("exactly: %v", err)
	}
	if r := w.current(); r.Samples != 3 || r.Ordered != 3 || r.Stock != 497 {
		t.Fatalf("%d given, %d ordered, stock %d: the orders' counters were overwritten", r.Samples, r.Ordered, r.Stock)
	}
	if err := w.allocate(before, nil, &stock); !errors.Is(err, table.ErrChanged) {
		t.Fatalf("on an old version: %v", err)
	}
	if err := w.allocate(w.current(), nil, &stock); err != nil || w.current().Stock != 500 {
		t.Fatalf("stock %d, %v", w.current().Stock, err)
	}
	before = w.current()
	w.commit(samples.Released(w.sampleOf(w.creators[0]), w.expired(w.creators[0]), changed(w.sampleOf(w.creators[0]), w.expired(w.creators[0]), sample.EventNotShipped)))
	if err := w.allocate(before, nil, &stock); err != nil || w.current().Stock != 500 {
		t.Fatalf("the stock that the seller gave does not stand: %d, %v", w.current().Stock, err)
	}
}

// Feature F2: two orders that were both checked against the last unit of a stock: one gets it, though more samples are given.
func TestTheLastUnitOfAStockIsOrderedOnce(t *testing.T) {
	w := newWorld(t, 10, 2)
	last := 1
	if err := w.allocate(w.product, nil, &last); err != nil {
		t.Fatal(err)
	}
	var checked []table.Change
	for _, creator := range w.creators {
		facts, err := samples.FactsOf(t.Context(), w.table, w.campaign.AgencyID, samples.Row{CampaignID: w.campaign.ID, RegistrationID: w.product.ID, CreatorID: creator})
		if err != nil {
			t.Fatal(err)
		}
		s, err := sample.Order("smp_"+creator, "", facts, start)
		if err != nil {
			t.Fatal(err)
		}
		checked = append(checked, samples.Ordered(s, first(s, sample.EventOrdered), policy.Default))
	}
	if err := w.table.Commit(t.Context(), checked[0]); err != nil {
		t.Errorf("the first order: %v", err)
	}
	if err := w.table.Commit(t.Context(), checked[1]); !errors.Is(err, registration.ErrOutOfStock) {
		t.Errorf("the second order: %v, want out of stock", err)
	}
	if r := w.current(); r.Stock != 0 {
		t.Errorf("the stock is %d, want 0", r.Stock)
	}
}

// sampleOf is the sample that was ordered for a creator.
func (w *world) sampleOf(creatorID string) sample.Sample {
	w.Helper()
	list, _, err := samples.OfCampaign(w.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, samples.Wanted{Tab: sample.NotYetPosted}, table.Page{Limit: 100})
	if err != nil {
		w.Fatal(err)
	}
	for _, s := range list {
		if s.CreatorID == creatorID {
			return s
		}
	}
	w.Fatal("no sample")
	return sample.Sample{}
}

func (w *world) expired(creatorID string) sample.Sample {
	w.Helper()
	s, err := sample.ExpireUnshipped(w.sampleOf(creatorID))
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// Feature C6: orders go on while the closure waits for the agency; the moment it agrees they are refused, also one that
// was checked before; and a sample under way gives its place back as ever.
func TestClosingEndsOrdersAndNothingElse(t *testing.T) {
	w := newWorld(t, 10, 3)
	asked, err := registration.RequestClosure(w.product, "", start)
	if err != nil {
		t.Fatal(err)
	}
	w.commit(campaigns.RegistrationChanged(w.product, asked, changed(w.product, asked, registration.EventClosureRequested)))
	underWay, err := w.order(w.creators[0])
	if err != nil {
		t.Fatalf("while the closure waits: %v", err)
	}
	facts, err := samples.FactsOf(t.Context(), w.table, w.campaign.AgencyID, samples.Row{CampaignID: w.campaign.ID, RegistrationID: w.product.ID, CreatorID: w.creators[1]})
	if err != nil {
		t.Fatal(err)
	}
	checked, err := sample.Order("smp_checked", "", facts, start)
	if err != nil {
		t.Fatal(err)
	}
	closed, kind, err := registration.ReviewClosure(w.campaign, asked, registration.Approve, "", start)
	if err != nil {
		t.Fatal(err)
	}
	w.commit(campaigns.RegistrationChanged(asked, closed, changed(asked, closed, kind)))
	if err := w.table.Commit(t.Context(), samples.Ordered(checked, first(checked, sample.EventOrdered), policy.Default)); !errors.Is(err, registration.ErrClosed) {
		t.Errorf("an order checked before: %v", err)
	}
	if _, err := w.order(w.creators[2]); !errors.Is(err, registration.ErrClosed) {
		t.Errorf("an order afterwards: %v", err)
	}
	ended := w.expired(w.creators[0])
	w.commit(samples.Released(underWay, ended, changed(underWay, ended, sample.EventNotShipped)))
	if r := w.current(); r.Ordered != 0 || r.Status != registration.StatusClosed {
		t.Errorf("%d ordered, %s", r.Ordered, r.Status)
	}
}
