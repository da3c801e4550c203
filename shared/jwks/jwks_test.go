package jwks_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"samplepath/shared/jwks"
)

var start = time.Date(2030, time.June, 10, 18, 0, 0, 0, time.UTC)

// publisher is where a set is fetched. It counts, and answers with what is set: nil is that it is down.
type publisher struct {
	address string
	fetches atomic.Int64
	body    atomic.Pointer[[]byte]
	gate    chan struct{} // where it is set, each answer puts one into it when it begins, and takes one before it ends
}

func publish(t *testing.T, ids ...string) *publisher {
	t.Helper()
	p := &publisher{}
	p.set(t, ids...)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		p.fetches.Add(1)
		if p.gate != nil {
			p.gate <- struct{}{}
			<-p.gate
		}
		if body := p.body.Load(); body != nil {
			_, _ = w.Write(*body)
			return
		}
		w.WriteHeader(http.StatusBadGateway)
	}))
	t.Cleanup(server.Close)
	p.address = server.URL
	return p
}

var one = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// set makes the publisher answer with keys of these ids.
func (p *publisher) set(t *testing.T, ids ...string) {
	t.Helper()
	key, err := one()
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	keys := []any{}
	for _, id := range ids {
		keys = append(keys, map[string]string{"kty": "RSA", "kid": id, "n": encode(key.N.Bytes()), "e": encode(big.NewInt(int64(key.E)).Bytes())})
	}
	body, err := json.Marshal(map[string]any{"keys": keys})
	if err != nil {
		t.Fatal(err)
	}
	p.body.Store(&body)
}

func (p *publisher) down() { p.body.Store(nil) }

// asked is one question for a key, and what should come of it.
type asked struct {
	id      string
	after   time.Duration // the start
	found   bool
	failed  bool
	fetches int64 // in all, when it is answered
}

func (p *publisher) want(t *testing.T, s *jwks.Store, a asked) {
	t.Helper()
	key, err := s.Key(t.Context(), p.address, a.id, start.Add(a.after))
	if (err != nil) != a.failed {
		t.Errorf("%s after %s: %v", a.id, a.after, err)
	}
	if (key != nil) != a.found {
		t.Errorf("%s after %s: found %t, want %t", a.id, a.after, key != nil, a.found)
	}
	if got := p.fetches.Load(); got != a.fetches {
		t.Errorf("%s after %s: %d fetches, want %d", a.id, a.after, got, a.fetches)
	}
}

// Feature H3: strangers ask with made-up ids while the publisher is down. It is asked once a minute, not once for each.
func TestForgeriesFetchOnceAMinuteWhileThePublisherIsDown(t *testing.T) {
	p, s := publish(t), &jwks.Store{}
	p.down()
	for i := range 20 {
		p.want(t, s, asked{"forged", time.Duration(i) * time.Second, false, true, 1})
	}
	p.want(t, s, asked{"forged", 60 * time.Second, false, true, 2})
	p.want(t, s, asked{"forged", 119 * time.Second, false, true, 2})
	p.set(t, "a")
	p.want(t, s, asked{"a", 120 * time.Second, true, false, 3})
}

// A made-up id is looked for once a minute, and known keys are found meanwhile.
func TestForgeriesFetchOnceAMinuteWhileThePublisherIsUp(t *testing.T) {
	p, s := publish(t, "a"), &jwks.Store{}
	p.want(t, s, asked{"a", 0, true, false, 1})
	for i := range 20 {
		p.want(t, s, asked{"forged", time.Duration(i) * time.Second, false, false, 1})
	}
	p.want(t, s, asked{"forged", 61 * time.Second, false, false, 2})
	p.want(t, s, asked{"forged", 62 * time.Second, false, false, 2})
	p.want(t, s, asked{"a", 62 * time.Second, true, false, 2})
}

// A key that was read before stays good for a day while the publisher is down, which is asked once a minute.
func TestKnownKeysOutliveThePublisher(t *testing.T) {
	p, s := publish(t, "a"), &jwks.Store{}
	p.want(t, s, asked{"a", 0, true, false, 1})
	p.down()
	p.want(t, s, asked{"a", 59 * time.Minute, true, false, 1})
	p.want(t, s, asked{"a", 60 * time.Minute, true, false, 2})
	p.want(t, s, asked{"a", 60*time.Minute + 30*time.Second, true, false, 2})
	p.want(t, s, asked{"another", 60*time.Minute + 30*time.Second, false, true, 2}) // it may be new: nobody knows
	p.want(t, s, asked{"a", 24*time.Hour - time.Second, true, false, 3})
	p.want(t, s, asked{"a", 24 * time.Hour, false, true, 3})
	p.set(t, "a")
	p.want(t, s, asked{"a", 24*time.Hour + time.Minute, true, false, 4})
}

// A key that its publisher has withdrawn is gone with the next fetch.
func TestWithdrawnKeysAreGone(t *testing.T) {
	p, s := publish(t, "a"), &jwks.Store{}
	p.want(t, s, asked{"a", 0, true, false, 1})
	p.set(t, "b")
	p.want(t, s, asked{"a", time.Hour, false, false, 2})
	p.want(t, s, asked{"b", time.Hour, true, false, 2})
}

// Many callers at once make one fetch. Those who have a key that is good meanwhile do not wait for it.
func TestOneFetchAtATime(t *testing.T) {
	p, s := publish(t, "a"), &jwks.Store{}
	p.gate = make(chan struct{})
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if key, err := s.Key(t.Context(), p.address, "a", start); err != nil || key == nil {
				t.Errorf("%v %v", key, err)
			}
		})
	}
	<-p.gate
	p.gate <- struct{}{}
	all.Wait()
	if got := p.fetches.Load(); got != 1 {
		t.Fatalf("%d fetches by 16 callers", got)
	}
	slow := make(chan struct{})
	go func() {
		defer close(slow)
		_, _ = s.Key(t.Context(), p.address, "a", start.Add(2*time.Hour)) // fetches, and is kept waiting
	}()
	<-p.gate
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	if key, err := s.Key(impatient, p.address, "a", start.Add(2*time.Hour)); err != nil || key == nil {
		t.Errorf("a known key while another caller fetches: %v %v", key, err)
	}
	p.gate <- struct{}{}
	<-slow
}

// A redirect leads to no address that would not be believed itself.
func TestRedirectsAreNotBelievedMoreThanAddresses(t *testing.T) {
	p := publish(t, "a")
	byName := strings.Replace(p.address, "127.0.0.1", "localhost", 1)
	server := httptest.NewServer(http.RedirectHandler(byName, http.StatusFound))
	defer server.Close()
	if key, err := (&jwks.Store{}).Key(t.Context(), server.URL, "a", start); err == nil || key != nil || p.fetches.Load() != 0 {
		t.Fatalf("%v %v after %d fetches", key, err, p.fetches.Load())
	}
}
