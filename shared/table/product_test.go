package table_test

import (
	"errors"
	"testing"

	"samplepath/shared/fault"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

// enter is what register-products does for a seller, and its answer.
func (w *world) enter(sellerID, productID string) (registration.Registration, error) {
	r := w.product
	r.ID, r.SellerID, r.ProductID = id.NewWithin(w.Context(), id.Registration, w.campaign.ID), sellerID, productID
	r.Status, r.CreatorRate, r.Version = registration.StatusPending, nil, 1
	return r, w.table.Commit(w.Context(), campaigns.ProductRegistered(r, first(r, registration.EventRegistered)))
}

// resubmit is what resubmit-registration does.
func (w *world) resubmit(r registration.Registration) (registration.Registration, error) {
	w.Helper()
	next, err := registration.Resubmit(w.campaign, r, registration.Offer{}, start)
	if err != nil {
		w.Fatal(err)
	}
	return next, w.table.Commit(w.Context(), campaigns.RegistrationChanged(r, next, changed(r, next, registration.EventResubmitted)))
}

func (w *world) release(r registration.Registration) registration.Registration {
	w.Helper()
	next, err := registration.Release(r, "It is another shop's.", start)
	if err != nil {
		w.Fatal(err)
	}
	w.commit(campaigns.RegistrationChanged(r, next, changed(r, next, registration.EventReleased)))
	return next
}

func code(err error) string {
	if err == nil {
		return ""
	}
	return fault.Code(err)
}

// Features C2, C3: a stranger who registers a product first keeps its owner out only until the agency has looked: once it is
// rejected, for good or not, or closed, the owner registers it.
func TestAProductIsFreeOnceAStrangersRegistrationHasEnded(t *testing.T) {
	for _, status := range []registration.Status{registration.StatusRejected, registration.StatusBlocked, registration.StatusClosed} {
		w := newWorld(t, 10, 0)
		strangers := w.to(w.offer(w.campaign.ID, "sel_stranger", "1729"), registration.StatusPending)
		if _, err := w.enter("sel_owner", "1729"); !errors.Is(err, registration.ErrTaken) {
			t.Errorf("while it is pending: %v", err)
		}
		strangers = w.to(strangers, status)
		owners, err := w.enter("sel_owner", "1729")
		if err != nil {
			t.Errorf("%s: %v", status, err)
			continue
		}
		want := registration.ErrTaken.Code
		if status == registration.StatusBlocked {
			want = registration.ErrBlocked.Code
		}
		if _, err := w.enter("sel_stranger", "1729"); code(err) != want {
			t.Errorf("the stranger, whose registration is %s: %v, want %s", status, err, want)
		}
		// The block of the stranger outlives the owner's own registration.
		w.to(owners, registration.StatusClosed)
		if _, err := w.enter("sel_stranger", "1729"); (code(err) == registration.ErrBlocked.Code) != (status == registration.StatusBlocked) {
			t.Errorf("the stranger, whose registration is %s, after the owner's: %v", status, err)
		}
		if strangers.Status != status {
			t.Errorf("the stranger's is %s", strangers.Status)
		}
	}
}

// Feature C3: who registers a rejected product again takes it again, unless another seller, or the seller's own later
// registration, has it meanwhile.
func TestWhoRegistersAgainTakesTheProductAgain(t *testing.T) {
	w := newWorld(t, 10, 0)
	before := w.to(w.offer(w.campaign.ID, "sel_a", "1"), registration.StatusRejected)
	if _, err := w.resubmit(before); err != nil {
		t.Fatal(err)
	}
	if _, err := w.enter("sel_b", "1"); !errors.Is(err, registration.ErrTaken) {
		t.Errorf("taken again, and yet another seller: %v", err)
	}

	before = w.to(w.offer(w.campaign.ID, "sel_a", "2"), registration.StatusRejected)
	others, err := w.enter("sel_b", "2")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.resubmit(before); code(err) != registration.ErrTaken.Code {
		t.Errorf("registered again while another seller has it: %v", err)
	}
	w.to(others, registration.StatusRejected)
	own, err := w.enter("sel_a", "2")
	if err != nil {
		t.Fatalf("after the other was rejected: %v", err)
	}
	if _, err := w.resubmit(before); code(err) != registration.ErrExists.Code {
		t.Errorf("registered again beside the seller's own later registration: %v", err)
	}
	w.to(own, registration.StatusClosed)
	if _, err := w.resubmit(before); err != nil {
		t.Errorf("after that was closed: %v", err)
	}
	if got, want := w.counts("sel_a"), (registration.Counts{Pending: 2, Closed: 1}); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
}

// An operator takes a product from who registered it, at every time at which it keeps the owner out; the agency's later word on
// that registration goes nowhere, and the owner registers the product.
func TestAnOperatorReleasesAProduct(t *testing.T) {
	for from, to := range map[registration.Status]registration.Status{
		registration.StatusPending: registration.StatusBlocked, registration.StatusApproved: registration.StatusClosed, registration.StatusPendingClosed: registration.StatusClosed,
	} {
		w := newWorld(t, 10, 0)
		released := w.release(w.to(w.offer(w.campaign.ID, "sel_stranger", "1729"), from))
		if released.Status != to || released.Reason == "" {
			t.Errorf("%s: %s, %q", from, released.Status, released.Reason)
		}
		if _, err := w.enter("sel_stranger", "1729"); code(err) != registration.ErrBlocked.Code {
			t.Errorf("%s, the stranger again: %v", from, err)
		}
		if _, err := w.enter("sel_owner", "1729"); err != nil {
			t.Errorf("%s, the owner: %v", from, err)
		}
	}
}
