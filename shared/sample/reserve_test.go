package sample_test

import (
	"errors"
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/sample"
)

// asked are facts of an order ahead of the authorization: the request is pending.
func asked() sample.Facts {
	f := facts()
	f.AwaitAuthorization = true
	f.Authorization = authorization.Authorization{RequestID: "ath_1", Status: authorization.StatusPending, ExpiresAt: ordered.Add(time.Hour)}
	return f
}

// Feature F9: a sample is reserved without an address for the request that is pending; Order still refuses.
func TestReserve(t *testing.T) {
	s, err := sample.Reserve("smp_1", "30 ml", asked(), ordered)
	if err != nil || s.Status != sample.StatusAwaitingAuthorization || s.RequestID != "ath_1" || s.AddressID != "" || s.Version != 1 || s.Variant != "30 ml" {
		t.Fatalf("%+v %v", s, err)
	}
	if _, err := sample.Order("smp_1", "", asked(), ordered); !errors.Is(err, authorization.ErrNotAuthorized) {
		t.Errorf("ordered without the authorization: %v", err)
	}
	nobody := asked()
	nobody.Authorization.Status = authorization.StatusRejected
	if _, err := sample.Reserve("smp_1", "", nobody, ordered); !errors.Is(err, authorization.ErrNotPending) {
		t.Errorf("nobody is asked: %v", err)
	}
	restricted := asked()
	restricted.Restricted = true
	if _, err := sample.Reserve("smp_1", "", restricted, ordered); !errors.Is(err, sample.ErrCreatorRestricted) {
		t.Errorf("restricted: %v", err)
	}
	without := asked()
	without.AwaitAuthorization = false
	if got := without.Blocks(ordered); len(got) != 1 || !errors.Is(got[0], authorization.ErrNotAuthorized) {
		t.Errorf("not asked for: %v", got)
	}
	if got := asked().Blocks(ordered); len(got) != 0 {
		t.Errorf("blocked by %v", got)
	}
}

// Feature F9: every standing of the sample's own request and of a newer one. Exactly one of going on, being released and
// waiting on holds.
func TestHowAReservationGoesOn(t *testing.T) {
	now := ordered.Add(time.Hour)
	for name, test := range map[string]struct {
		request string
		status  authorization.Status
		expires time.Time
		reason  string // released for, empty where it is not
		ready   bool
	}{
		"pending":                {"ath_1", authorization.StatusPending, now.Add(1), "", false},
		"pending past its time":  {"ath_1", authorization.StatusPending, now, "authorization_expired", false},
		"accepted":               {"ath_1", authorization.StatusAuthorized, now, "", true},
		"declined":               {"ath_1", authorization.StatusRejected, now, "authorization_declined", false},
		"expired":                {"ath_1", authorization.StatusExpired, now, "authorization_expired", false},
		"accepted and ended":     {"ath_1", authorization.StatusEnded, now, "authorization_ended", false},
		"asked anew":             {"ath_2", authorization.StatusPending, now.Add(1), "authorization_ended", false},
		"asked anew and granted": {"ath_2", authorization.StatusAuthorized, now, "authorization_ended", false},
	} {
		s := in(sample.StatusAwaitingAuthorization)
		a := authorization.Authorization{RequestID: test.request, Status: test.status, ExpiresAt: test.expires, AddressID: "adr_1"}
		ready, err := sample.Authorize(s, a, now)
		switch {
		case test.ready && (err != nil || ready.Status != sample.StatusReadyToShip || ready.AddressID != "adr_1" || !ready.ReadyAt().Equal(now)):
			t.Errorf("%s: authorized as %+v, %v", name, ready, err)
		case !test.ready && !errors.Is(err, authorization.ErrNotAuthorized):
			t.Errorf("%s: authorized with %v", name, err)
		}
		released, err := sample.Release(s, a, now)
		switch {
		case test.reason != "" && (err != nil || released.Status != sample.StatusCancelled || released.Reason != test.reason):
			t.Errorf("%s: released as %s for %s, %v; want %s", name, released.Status, released.Reason, err, test.reason)
		case test.reason == "" && err == nil:
			t.Errorf("%s: released for %s", name, released.Reason)
		}
	}
	if s := in(sample.StatusReadyToShip); !s.ReadyAt().Equal(ordered) {
		t.Errorf("ready at %s, want the order's time", s.ReadyAt())
	}
}
