package registration_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
)

var (
	now    = time.Date(2030, 6, 3, 10, 0, 0, 0, time.UTC)
	within = campaign.Campaign{
		ID: "cmp_1", AgencyID: "agn_1", MinTotalRate: 1000, Published: true, CampaignPeriod: campaign.Period{Start: now, End: now.AddDate(0, 1, 0)},
	}
)

func pending() registration.Registration {
	return registration.Registration{
		ID: "reg_1", CampaignID: "cmp_1", AgencyID: "agn_1", SellerID: "sel_1", TotalRate: 3000, Samples: 10, Stock: 500,
		Status: registration.StatusPending, RegisteredAt: now, Version: 1,
	}
}

func with(status registration.Status) registration.Registration {
	r := pending()
	r.Status = status
	return r
}

// Feature C1.
func TestRegister(t *testing.T) {
	r, err := registration.Register(within, registration.Registration{ID: "reg_1", SellerID: "sel_1", TotalRate: 1000, Ordered: 7, Version: 9}, now)
	if err != nil || r.Status != registration.StatusPending || r.Version != 1 || r.Ordered != 0 || r.CampaignID != "cmp_1" || r.AgencyID != "agn_1" {
		t.Fatalf("%+v %v", r, err)
	}
	_, err = registration.Register(within, registration.Registration{TotalRate: 999}, now)
	invalid, ok := errors.AsType[*fault.Error](err)
	if !ok || len(invalid.Fields) != 1 || invalid.Fields[0].Field != "totalCommissionRate" || invalid.Fields[0].Code != "below_campaign_minimum" {
		t.Fatalf("below the minimum: %v", err)
	}
}

// Features C2, C4: each decision for each status.
func TestReview(t *testing.T) {
	decisions := map[registration.Decision]struct {
		status registration.Status
		kind   event.Type
		reason string
	}{
		registration.Approve: {registration.StatusApproved, registration.EventApproved, ""},
		registration.Reject:  {registration.StatusRejected, registration.EventRejected, "The rate is too low."},
		registration.Block:   {registration.StatusBlocked, registration.EventBlocked, "Counterfeit."},
	}
	for _, status := range []registration.Status{registration.StatusPending, registration.StatusApproved, registration.StatusRejected, registration.StatusBlocked} {
		for decision, want := range decisions {
			before := with(status)
			after, kind, err := registration.Review(within, before, decision, " "+want.reason+" ", now)
			if status != registration.StatusPending {
				if !errors.Is(err, registration.ErrMove) || !reflect.DeepEqual(after, before) {
					t.Errorf("%s a %s one: %v", decision, status, err)
				}
				continue
			}
			if err != nil || after.Status != want.status || kind != want.kind || after.Reason != want.reason || after.Version != 2 || !after.ReviewedAt.Equal(now) {
				t.Errorf("%s: %+v %s %v", decision, after, kind, err)
			}
		}
	}
}

func TestReasons(t *testing.T) {
	for name, test := range map[string]struct {
		decision registration.Decision
		reason   string
		code     string
	}{
		"approved with one":    {registration.Approve, "nice", "not_allowed"},
		"rejected without one": {registration.Reject, "", "required"},
		"rejected with blanks": {registration.Reject, " \n ", "required"},
		"blocked without one":  {registration.Block, "", "required"},
	} {
		before := pending()
		after, _, err := registration.Review(within, before, test.decision, test.reason, now)
		invalid, ok := errors.AsType[*fault.Error](err)
		if !ok || len(invalid.Fields) != 1 || invalid.Fields[0].Field != "reason" || invalid.Fields[0].Code != test.code || !reflect.DeepEqual(after, before) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := registration.Review(within, pending(), "postpone", "why", now); fault.Code(err) != fault.CodeInvalid {
		t.Errorf("a decision that is none: %v", err)
	}
}

// Feature C8.
func TestCreatorRate(t *testing.T) {
	for _, status := range []registration.Status{registration.StatusPending, registration.StatusRejected, registration.StatusBlocked} {
		if _, err := registration.SetCreatorRate(with(status), 100, "code"); !errors.Is(err, registration.ErrMove) {
			t.Errorf("%s: %v", status, err)
		}
	}
	approved := with(registration.StatusApproved)
	if _, err := registration.SetCreatorRate(approved, 3001, "code"); !errors.Is(err, registration.ErrRateAboveTotal) {
		t.Errorf("above the total: %v", err)
	}
	for _, rate := range []int{0, 3000} {
		first, err := registration.SetCreatorRate(approved, rate, "first")
		if err != nil || *first.CreatorRate != rate || first.LinkCode != "first" || first.Version != 2 {
			t.Fatalf("%d: %+v %v", rate, first, err)
		}
		second, err := registration.SetCreatorRate(first, 5, "second")
		if err != nil || *second.CreatorRate != 5 || second.LinkCode != "first" || *first.CreatorRate != rate {
			t.Fatalf("set anew: %+v %v; before %d", second, err, *first.CreatorRate)
		}
	}
}

// Feature C9.
func TestLinksNeedApprovalAndCommission(t *testing.T) {
	rate := 100
	for _, status := range []registration.Status{registration.StatusPending, registration.StatusRejected, registration.StatusBlocked} {
		r := with(status)
		r.CreatorRate = &rate
		if err := r.Linkable(); !errors.Is(err, registration.ErrNotApproved) {
			t.Errorf("%s: %v", status, err)
		}
	}
	r := with(registration.StatusApproved)
	if err := r.Linkable(); !errors.Is(err, registration.ErrNoCommission) {
		t.Errorf("without a commission: %v", err)
	}
	r.CreatorRate = &rate
	if err := r.Linkable(); err != nil {
		t.Error(err)
	}
}

// Feature F2: the count and its reason agree everywhere.
func TestAvailability(t *testing.T) {
	for _, samples := range []int{0, 1, 2, 10} {
		for _, ordered := range []int{0, 1, 2, 11} {
			for _, stock := range []int{-1, 0, 1, 3} {
				r := with(registration.StatusApproved)
				r.Samples, r.Ordered, r.Stock = samples, ordered, stock
				want := max(0, min(stock, samples-ordered))
				err := r.CheckAvailable()
				if r.Available() != want || (err == nil) != (want > 0) {
					t.Errorf("%d samples, %d ordered, stock %d: %d available, %v", samples, ordered, stock, r.Available(), err)
				}
				switch {
				case stock <= 0 && !errors.Is(err, registration.ErrOutOfStock):
					t.Errorf("stock %d: %v", stock, err)
				case stock > 0 && samples <= ordered && !errors.Is(err, registration.ErrExhausted):
					t.Errorf("%d of %d ordered: %v", ordered, samples, err)
				}
			}
		}
	}
	if err := pending().CheckAvailable(); !errors.Is(err, registration.ErrNotApproved) {
		t.Errorf("pending: %v", err)
	}
}

func TestRefusalNamesTheProduct(t *testing.T) {
	refusal, ok := errors.AsType[*fault.Error](registration.Refusal(registration.ErrNoCommission, "reg_1"))
	if !ok || refusal.Details["registrationId"] != "reg_1" || !errors.Is(refusal, registration.ErrNoCommission) || len(registration.ErrNoCommission.Details) > 0 {
		t.Fatalf("%+v", refusal)
	}
	other := errors.New("other")
	if registration.Refusal(other, "reg_1") != other { //nolint:errorlint // the very same
		t.Fatal("what is no fault was changed")
	}
}
