package authorization_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/policy"
)

var (
	now   = time.Date(2030, 6, 5, 11, 0, 0, 0, time.UTC)
	p     = policy.Default
	asked = authorization.Authorization{RequestID: "ath_2", AgencyID: "agn_1", CreatorID: "crt_1"}
	home  = authorization.Destination{City: "Los Angeles", Region: "CA", Country: "US"}
)

// does says how each event comes about.
var does = map[event.Type]func(authorization.Authorization) (authorization.Authorization, error){
	authorization.EventRequested: func(a authorization.Authorization) (authorization.Authorization, error) {
		return authorization.Request(a, asked, p, now)
	},
	authorization.EventReminded: func(a authorization.Authorization) (authorization.Authorization, error) {
		return authorization.Remind(a, now)
	},
	authorization.EventAccepted: func(a authorization.Authorization) (authorization.Authorization, error) {
		return authorization.Accept(a, "adr_1", home, 1, now)
	},
	authorization.EventDeclined: func(a authorization.Authorization) (authorization.Authorization, error) {
		return authorization.Decline(a, now)
	},
	authorization.EventEnded: func(a authorization.Authorization) (authorization.Authorization, error) {
		return authorization.End(a, now)
	},
	authorization.EventReaddress: func(a authorization.Authorization) (authorization.Authorization, error) {
		return authorization.Readdress(a, "adr_2", home)
	},
	authorization.EventExpired: func(a authorization.Authorization) (authorization.Authorization, error) {
		return authorization.Expire(a, a.ExpiresAt)
	},
}

var statuses = []authorization.Status{
	"", authorization.StatusUnauthorized, authorization.StatusPending, authorization.StatusAuthorized, authorization.StatusEnded, authorization.StatusRejected, authorization.StatusExpired,
}

// refusals are the codes of what is refused; what is not listed is authorization_not_pending.
var refusals = map[event.Type]map[authorization.Status]error{
	authorization.EventRequested: {
		authorization.StatusPending: authorization.ErrAlreadyPending, authorization.StatusAuthorized: authorization.ErrAlreadyAuthorized,
	},
	authorization.EventAccepted: {authorization.StatusExpired: authorization.ErrExpired},
	authorization.EventDeclined: {authorization.StatusExpired: authorization.ErrExpired},
}

// Every status with every event: legal moves go where the table says and count one version; the others change nothing.
func TestEveryMove(t *testing.T) {
	for _, from := range statuses {
		for kind, do := range does {
			before := authorization.Authorization{RequestID: "ath_1", AgencyID: "agn_1", CreatorID: "crt_1", Status: from, Version: 7, ExpiresAt: now.Add(time.Millisecond)}
			after, err := do(before)
			row := from
			if row == "" {
				row = authorization.StatusUnauthorized
			}
			to, legal := authorization.Moves[row][kind]
			if legal {
				if err != nil || after.Status != to || after.Version != 8 {
					t.Errorf("%s of %q: %s, version %d, %v; want %s", kind, from, after.Status, after.Version, err, to)
				}
				continue
			}
			want := refusals[kind][row]
			if want == nil && (kind == authorization.EventEnded || kind == authorization.EventReaddress) {
				want = authorization.ErrNotAuthorized
			}
			if want == nil {
				want = authorization.ErrNotPending
			}
			if !errors.Is(err, want) || !reflect.DeepEqual(after, before) {
				t.Errorf("%s of %q: %+v, %v; want %v and no change", kind, from, after, err, want)
			}
		}
	}
	for from, moves := range authorization.Moves {
		if !slices.Contains(statuses, from) {
			t.Errorf("%q is no status", from)
		}
		for kind, to := range moves {
			if does[kind] == nil {
				t.Errorf("nothing makes %s", kind)
			}
			if _, ok := authorization.Moves[to]; !ok {
				t.Errorf("%s of %s leads to %q, which is no status", kind, from, to)
			}
		}
	}
}

// Features E2-E5: what a request sets, and what ends its reminder.
func TestARequestsLife(t *testing.T) {
	rejected := authorization.Authorization{RequestID: "ath_1", Status: authorization.StatusRejected, Version: 3, AddressID: "adr_0", RemindedAt: &now}
	a, err := authorization.Request(rejected, asked, p, now)
	if err != nil || a.RequestID != "ath_2" || a.Version != 4 || a.AddressID != "" || a.RemindedAt != nil {
		t.Fatalf("asked again: %+v %v", a, err)
	}
	if !a.ExpiresAt.Equal(now.AddDate(0, 0, 7)) || !a.RemindAt.Equal(now.AddDate(0, 0, 3)) || a.AnswerDays != 7 {
		t.Fatalf("expires %s, reminds %s", a.ExpiresAt, a.RemindAt)
	}
	later := now.AddDate(0, 0, 3)
	reminded, err := authorization.Remind(a, later)
	if err != nil || reminded.RemindAt != nil || !reminded.RemindedAt.Equal(later) || a.RemindAt == nil {
		t.Fatalf("reminded: %+v %v", reminded, err)
	}
	accepted, err := authorization.Accept(a, "adr_1", home, 1, later)
	if err != nil || accepted.RemindAt != nil || *accepted.Destination != home || accepted.AddressID != "adr_1" || !accepted.AnsweredAt.Equal(later) {
		t.Fatalf("accepted: %+v %v", accepted, err)
	}
	if declined, err := authorization.Decline(a, later); err != nil || declined.RemindAt != nil || !declined.AnsweredAt.Equal(later) || declined.Destination != nil {
		t.Fatalf("declined: %+v %v", declined, err)
	}
	there := authorization.Destination{City: "Boston", Region: "MA", Country: "US"}
	moved, err := authorization.Readdress(accepted, "adr_2", there)
	if err != nil || moved.AddressID != "adr_2" || *moved.Destination != there || *accepted.Destination != home {
		t.Fatalf("readdressed: %+v %v", moved, err)
	}
	// E3, E6: ended, the agency does not see any more where the creator lives.
	if ended, err := authorization.End(moved, later); err != nil || ended.Destination != nil || ended.AddressID != "" || !ended.EndedAt.Equal(later) {
		t.Fatalf("ended: %+v %v", ended, err)
	}
	if expired, err := authorization.Expire(a, a.ExpiresAt); err != nil || expired.RemindAt != nil {
		t.Fatalf("expired: %+v %v", expired, err)
	}
}

// A request is over at ExpiresAt, also where nothing has put that on record: it is neither answered nor reminded of, and can be
// asked again. Before that it does not expire.
func TestARequestExpiresByItsOwnTime(t *testing.T) {
	a, err := authorization.Request(authorization.Authorization{}, asked, p, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []time.Time{a.ExpiresAt, a.ExpiresAt.AddDate(1, 0, 0)} {
		if _, err := authorization.Accept(a, "adr_1", home, 1, at); !errors.Is(err, authorization.ErrExpired) {
			t.Errorf("accepted at %s: %v", at, err)
		}
		if _, err := authorization.Decline(a, at); !errors.Is(err, authorization.ErrExpired) {
			t.Errorf("declined at %s: %v", at, err)
		}
		if _, err := authorization.Remind(a, at); err == nil {
			t.Errorf("reminded at %s", at)
		}
		again, err := authorization.Request(a, authorization.Authorization{RequestID: "ath_3"}, p, at)
		if err != nil || again.RequestID != "ath_3" || again.Status != authorization.StatusPending || again.Version != a.Version+1 || !again.ExpiresAt.After(at) {
			t.Errorf("asked again at %s: %+v, %v", at, again, err)
		}
		if expired, err := authorization.Expire(a, at); err != nil || expired.Status != authorization.StatusExpired {
			t.Errorf("expired at %s: %+v, %v", at, expired, err)
		}
	}
	before := a.ExpiresAt.Add(-time.Millisecond)
	if _, err := authorization.Accept(a, "adr_1", home, 1, before); err != nil {
		t.Errorf("accepted in time: %v", err)
	}
	if _, err := authorization.Expire(a, before); !errors.Is(err, authorization.ErrAlreadyPending) {
		t.Errorf("expired before its time: %v", err)
	}
	if _, err := authorization.Request(a, asked, p, before); !errors.Is(err, authorization.ErrAlreadyPending) {
		t.Errorf("asked again while it is pending: %v", err)
	}
}

// An expired request can be asked again, like one never made.
func TestWhatAnAgencySees(t *testing.T) {
	for _, status := range statuses {
		want := status
		if status == "" || status == authorization.StatusExpired {
			want = authorization.StatusUnauthorized
		}
		if got := (authorization.Authorization{Status: status}).Shown(); got != want {
			t.Errorf("%q is shown as %q", status, got)
		}
	}
}
