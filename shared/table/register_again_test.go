package table_test

import (
	"errors"
	"testing"

	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

// Features C1, C6: a product that is closed can be registered in the campaign again, as another registration; until then it
// is registered already.
func TestAClosedProductCanBeRegisteredAgain(t *testing.T) {
	w := newWorld(t, 10, 0)
	before := w.to(w.offer(w.campaign.ID, "sel_a", "1729"), registration.StatusPendingClosed)
	again := before
	again.ID, again.Status, again.Version, again.Closure = id.NewWithin(t.Context(), id.Registration, w.campaign.ID), registration.StatusPending, 1, nil
	register := func() error {
		return w.table.Commit(t.Context(), campaigns.ProductRegistered(again, first(again, registration.EventRegistered)))
	}
	if err := register(); !errors.Is(err, registration.ErrExists) {
		t.Fatalf("while the closure waits: %v", err)
	}
	closed, kind, err := registration.ReviewClosure(w.campaign, before, registration.Approve, "", start)
	if err != nil {
		t.Fatal(err)
	}
	w.commit(campaigns.RegistrationChanged(before, closed, changed(before, closed, kind)))
	if err := register(); err != nil {
		t.Fatalf("after it: %v", err)
	}
	if got, want := w.counts("sel_a"), (registration.Counts{Pending: 1, Closed: 1}); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
}
