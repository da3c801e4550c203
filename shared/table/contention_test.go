//nolint:forbidigo // time here is that of a synctest bubble, which stands still while the machine works
package table_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// contended runs a test in w's table, where transactions take 15 ms and conflict as DynamoDB's do, by a clock that stands
// still while the machine works.
func (w *world) contended(t *testing.T, test func(inside *world)) {
	t.Helper()
	contended := tabletest.Contended(t, w.table.Name(), &tabletest.Contention{Transaction: 15 * time.Millisecond, Other: 4 * time.Millisecond})
	synctest.Test(t, func(t *testing.T) {
		inside := *w
		inside.T, inside.table = t, contended
		test(&inside)
	})
}

// orderForSomebody does what order-sample does, for a creator of whom the agency knows what it knows of the first one.
func (w *world) orderForSomebody() error {
	ctx := w.Context()
	facts, err := samples.FactsOf(ctx, w.table, w.campaign.AgencyID, samples.Row{CampaignID: w.campaign.ID, RegistrationID: w.product.ID, CreatorID: w.creators[0]})
	if err != nil {
		return err
	}
	facts.Creator.ID = id.New(ctx, id.Creator)
	s, err := sample.Order(id.New(ctx, id.Sample), "", facts, start)
	if err != nil {
		return err
	}
	return w.table.Commit(ctx, samples.Ordered(s, first(s, sample.EventOrdered), facts.Policy))
}

// Feature F3: orders of one product at once are decided one after the other, all of them, and within five seconds.
func TestOrdersOfOneProductAtOnceSucceed(t *testing.T) {
	w := newWorld(t, 240, 1)
	for _, placed := range []int{40, 200} {
		t.Run(fmt.Sprint(placed), func(t *testing.T) {
			w.contended(t, func(w *world) {
				began := time.Now()
				var group sync.WaitGroup
				for range placed {
					group.Go(func() {
						if err := w.orderForSomebody(); err != nil {
							w.Errorf("an order after %v: %v", time.Since(began), err)
						}
					})
				}
				group.Wait()
				if took := time.Since(began); took > 5*time.Second {
					w.Errorf("the last order took %v", took)
				}
			})
		})
	}
}

// Features F3, F10, C7: orders, cancellations and a seller who raises, lowers and restocks, all at the same moment, in
// random order: nothing of it is refused but by the rules, and in the end the counters are what the samples say.
func TestAllocationIsExactWhateverHappensAtOnce(t *testing.T) {
	const creators = 40
	w := newWorld(t, 10, creators)
	random := rand.New(rand.NewPCG(21, 3))
	var turns [creators]struct{ wait, stay time.Duration }
	for i := range turns {
		turns[i].wait = time.Duration(random.Int64N(int64(time.Second)))
		turns[i].stay = time.Duration(random.Int64N(int64(time.Second)))
	}
	quantities := make([]int, 12)
	for i := range quantities {
		quantities[i] = 5 + random.IntN(15)
	}
	w.contended(t, func(w *world) {
		var open atomic.Int64
		var group sync.WaitGroup
		for i, turn := range turns {
			group.Go(func() {
				time.Sleep(turn.wait)
				s, err := w.order(w.creators[i])
				if errors.Is(err, registration.ErrExhausted) {
					return
				}
				if err != nil {
					w.Errorf("order: %v", err)
					return
				}
				open.Add(1)
				if time.Sleep(turn.stay); i%2 == 0 {
					return
				}
				ended, err := sample.ExpireUnshipped(s)
				if err == nil {
					err = w.table.Commit(w.Context(), samples.Released(s, ended, changed(s, ended, sample.EventNotShipped)))
				}
				if err != nil {
					w.Errorf("release: %v", err)
					return
				}
				open.Add(-1)
			})
		}
		group.Go(func() {
			for _, quantity := range quantities {
				time.Sleep(150 * time.Millisecond)
				_, err := table.Decide(w.Context(), func() (int, error) { return 0, w.allocate(w.current(), &quantity, nil) })
				if err != nil && !errors.Is(err, registration.ErrBelowOrdered) {
					w.Errorf("allocate %d: %v", quantity, err)
				}
				if r := w.current(); r.Ordered > r.Samples {
					w.Errorf("%d ordered of %d", r.Ordered, r.Samples)
				}
			}
		})
		group.Wait()
		r := w.current()
		if int64(r.Ordered) != open.Load() {
			w.Errorf("%d are ordered, %d counted", open.Load(), r.Ordered)
		}
		if int64(r.Stock) != 500-open.Load() {
			w.Errorf("the stock of 500 less %d is counted as %d", open.Load(), r.Stock)
		}
	})
}

// Feature F3: many more orders than samples are refused by the rules alone.
func TestOrdersForTheLastSamplesAtOnce(t *testing.T) {
	w := newWorld(t, 10, 50)
	w.contended(t, func(w *world) {
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
					w.Errorf("order: %v", err)
				}
			})
		}
		group.Wait()
		if ordered.Load() != 10 || exhausted.Load() != 40 {
			w.Errorf("%d ordered and %d exhausted, want 10 and 40", ordered.Load(), exhausted.Load())
		}
	})
}

// A transaction whose items are never free ends as busy, after seconds, or with the time of its caller.
func TestCommitGivesUp(t *testing.T) {
	for name, test := range map[string]struct{ has, least, most time.Duration }{
		"half a second":   {500 * time.Millisecond, 300 * time.Millisecond, 500 * time.Millisecond},
		"fifteen minutes": {15 * time.Minute, 7 * time.Second, 8 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, 10, 1)
			contention := &tabletest.Contention{Transaction: 15 * time.Millisecond, Other: 4 * time.Millisecond}
			contended := tabletest.Contended(t, w.table.Name(), contention)
			contention.HoldAll()
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				ctx, cancel := context.WithTimeout(t.Context(), test.has)
				defer cancel()
				after := w.product
				after.Stock, after.Version = 1, 2
				err := contended.Commit(ctx, campaigns.RegistrationChanged(w.product, after, changed(w.product, after, registration.EventAllocationSet)))
				if !errors.Is(err, table.ErrBusy) {
					t.Errorf("%v, want ErrBusy", err)
				}
				most := test.most + contention.Transaction // a call on its way is waited for
				if took := time.Since(began); took < test.least || took > most {
					t.Errorf("it took %v, want %v to %v", took, test.least, most)
				}
			})
		})
	}
}
