package registration_test

import (
	"errors"
	"reflect"
	"testing"

	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/fault"
	"samplepath/shared/registration"
)

// Feature C3: the same registration, with what the seller changed, waits for the agency again.
func TestResubmission(t *testing.T) {
	before := with(registration.StatusRejected)
	before.Reason, before.ReviewedAt, before.Email = "The rate is too low.", &now, "samples@dewdaughters.example"
	rate, samples, later := 3500, 8, now.Add(time.Hour)
	after, err := registration.Resubmit(within, before, registration.Offer{TotalRate: &rate, Samples: &samples}, later)
	want := before
	want.Status, want.TotalRate, want.Samples, want.Version = registration.StatusPending, 3500, 8, 2
	want.Reason, want.ReviewedAt, want.RegisteredAt = "", nil, later
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, after); diff != "" {
		t.Fatalf("registered again (-want +got):\n%s", diff)
	}
	low := 999
	after, err = registration.Resubmit(within, before, registration.Offer{TotalRate: &low}, later)
	if invalid, ok := errors.AsType[*fault.Error](err); !ok || invalid.Code != fault.CodeInvalid || invalid.Fields[0].Field != "totalCommissionRate" || !reflect.DeepEqual(after, before) {
		t.Fatalf("below the campaign's minimum: %v", err)
	}
}

// Feature C4: nothing changes the total rate of an approved product.
func TestTheRateStandsAfterApproval(t *testing.T) {
	rate := 5000
	for _, status := range []registration.Status{registration.StatusApproved, registration.StatusPendingClosed, registration.StatusClosed} {
		after, err := registration.Resubmit(within, with(status), registration.Offer{TotalRate: &rate}, now)
		if !errors.Is(err, registration.ErrMove) || after.TotalRate != 3000 {
			t.Errorf("%s: %d, %v", status, after.TotalRate, err)
		}
	}
}

// Feature C6: until the agency agrees the product goes on as before; then its link and its samples are gone.
func TestClosure(t *testing.T) {
	rate := 1800
	live := with(registration.StatusApproved)
	live.CreatorRate = &rate
	asked, err := registration.RequestClosure(live, " discontinued ", now)
	if err != nil || asked.Status != registration.StatusPendingClosed || asked.Closure.Reason != "discontinued" || asked.Linkable() != nil || asked.CheckAvailable() != nil {
		t.Fatalf("asked: %+v %v", asked, err)
	}
	later := now.Add(time.Hour)
	closed, kind, err := registration.ReviewClosure(within, asked, registration.Approve, "", later)
	if err != nil || kind != registration.EventClosed || !closed.Closure.AnsweredAt.Equal(later) {
		t.Fatalf("closed: %+v %v", closed, err)
	}
	if !errors.Is(closed.Linkable(), registration.ErrClosed) || !errors.Is(closed.CheckAvailable(), registration.ErrClosed) {
		t.Fatalf("closed: link %v, samples %v", closed.Linkable(), closed.CheckAvailable())
	}
	refused, kind, err := registration.ReviewClosure(within, asked, registration.Reject, "Posts are due.", later)
	if err != nil || kind != registration.EventClosureRefused || refused.Status != registration.StatusApproved || refused.Closure.Refusal != "Posts are due." {
		t.Fatalf("refused: %+v %v", refused, err)
	}
	again, err := registration.RequestClosure(refused, "", later)
	if err != nil || again.Closure.Refusal != "" || again.Closure.AnsweredAt != nil {
		t.Fatalf("asked again: %+v %v", again.Closure, err)
	}
	for name, test := range map[string]struct {
		decision registration.Decision
		reason   string
	}{"no without a reason": {registration.Reject, " "}, "yes with one": {registration.Approve, "fine"}, "no answer": {registration.Block, "why"}} {
		if _, _, err := registration.ReviewClosure(within, asked, test.decision, test.reason, now); fault.Code(err) != fault.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Feature C7: any number down to what is ordered, and never below.
func TestAllocation(t *testing.T) {
	r := with(registration.StatusApproved)
	r.Ordered = 4
	for quantity, want := range map[int]error{0: registration.ErrBelowOrdered, 3: registration.ErrBelowOrdered, 4: nil, 5: nil, 100000: nil} {
		after, err := registration.SetAllocation(r, &quantity, nil)
		if !errors.Is(err, want) {
			t.Errorf("%d: %v", quantity, err)
		}
		if want == nil && (after.Samples != quantity || after.Stock != 500 || after.Ordered != 4) {
			t.Errorf("%d: %+v", quantity, after)
		}
	}
	stock := 0
	if after, err := registration.SetAllocation(r, nil, &stock); err != nil || after.Stock != 0 || after.Samples != 10 {
		t.Errorf("stock alone: %+v %v", after, err)
	}
	if _, err := registration.SetAllocation(r, nil, nil); fault.Code(err) != fault.CodeInvalid {
		t.Errorf("nothing to set: %v", err)
	}
}

// Feature F4: a seller is asked at most once a day, and again after giving more.
func TestRequestForMoreSamples(t *testing.T) {
	r := with(registration.StatusApproved)
	first, asked, err := registration.RequestSamples(r, 20, now)
	if err != nil || !asked || *first.MoreSamples != (registration.MoreSamples{Quantity: 20, RequestedAt: now}) {
		t.Fatalf("%+v %v %v", first.MoreSamples, asked, err)
	}
	for _, after := range []time.Duration{0, registration.AskAgain - time.Millisecond} {
		if same, asked, err := registration.RequestSamples(first, 30, now.Add(after)); err != nil || asked || !reflect.DeepEqual(same, first) {
			t.Errorf("after %s: asked %v, %v", after, asked, err)
		}
	}
	if _, asked, _ := registration.RequestSamples(first, 30, now.Add(registration.AskAgain)); !asked {
		t.Error("the next day the seller is not asked")
	}
	less, more := 5, 11
	for quantity, stands := range map[*int]bool{&less: true, &more: false} {
		given, err := registration.SetAllocation(first, quantity, nil)
		if err != nil || (given.MoreSamples != nil) != stands {
			t.Errorf("%d given: %+v %v", *quantity, given.MoreSamples, err)
		}
	}
}

// What parties are not to see of each other is not in what they get.
func TestViews(t *testing.T) {
	rate := 1800
	r := with(registration.StatusApproved)
	r.CreatorRate, r.LinkCode, r.Email, r.WhatsApp = &rate, "code", "samples@dewdaughters.example", "+12125550188"
	if s := r.WithoutContact(); s.Email != "" || s.WhatsApp != "" || r.Email == "" {
		t.Errorf("without the contact: %+v", s)
	}
}
