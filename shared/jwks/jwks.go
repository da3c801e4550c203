// Package jwks keeps the public RSA keys that somebody publishes as a JSON Web Key Set (RFC 7517), so that signatures can
// be checked without a round trip each. The address of the set is the caller's configuration, never part of a request.
//
// Whoever asks may be a stranger with a made-up key id, and the publisher may be down. So a set is fetched at most once a
// minute, whatever the fetch brought, by one caller at a time, and a key that was read before stays good for a day while
// no newer set can be had.
package jwks

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const (
	keep      = time.Hour       // how long a set is used before it is fetched again
	stale     = 24 * time.Hour  // how long a set is used where it cannot be fetched again
	again     = time.Minute     // between two fetches of one set
	patience  = 3 * time.Second // with the publisher
	maxSet    = 256 << 10       // bytes
	leastBits = 2048            // of a modulus; RFC 7518 asks for as many
)

// Store keeps sets of keys by their address. The zero value is ready. Safe for concurrent use.
type Store struct {
	mu   sync.Mutex
	sets map[string]*set
}

// set is what is known of one address.
type set struct {
	keys    map[string]*rsa.PublicKey // of the last fetch that succeeded; nil before the first
	read    time.Time                 // when that was
	tried   time.Time                 // when the last fetch began
	failed  error                     // of the last fetch; nil where it succeeded
	pending chan struct{}             // closed when the fetch that is on its way ends; nil where none is
}

// Key is the public key with an id in the set at an address, or nil where the set has none. It answers an error where no
// set is known that is young enough to say so. now is the time on the clock of the caller.
func (s *Store) Key(ctx context.Context, address, id string, now time.Time) (*rsa.PublicKey, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.sets[address]
	if known == nil {
		known = &set{}
		if s.sets == nil {
			s.sets = map[string]*set{}
		}
		s.sets[address] = known
	}
	if !known.answers(id, now) {
		if err := s.renew(ctx, known, address, now); err != nil {
			return nil, err
		}
	}
	return known.key(id, now)
}

// answers reports whether the set has the key without being fetched: it is young, or another caller fetches it already
// and the key that is known is good meanwhile.
func (k *set) answers(id string, now time.Time) bool {
	age := now.Sub(k.read)
	return k.keys[id] != nil && (age < keep || k.pending != nil && age < stale)
}

// key is what the set says of a key when it cannot be fetched, or has just been. A key that is missing from the last
// set that was read does not exist, unless a later fetch failed: then nobody knows.
func (k *set) key(id string, now time.Time) (*rsa.PublicKey, error) {
	switch key := k.keys[id]; {
	case key != nil && now.Sub(k.read) < stale:
		return key, nil
	case k.failed != nil:
		return nil, k.failed
	default:
		return nil, nil //nolint:nilnil // the documented answer where the set has no such key
	}
}

// renew fetches a set where its turn has come, or waits for the caller who fetches it already. s.mu is held on entry and
// on return, and not during the fetch.
func (s *Store) renew(ctx context.Context, known *set, address string, now time.Time) error {
	if pending := known.pending; pending != nil {
		s.mu.Unlock()
		defer s.mu.Lock()
		select {
		case <-pending: // within patience
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if !known.tried.IsZero() && now.Sub(known.tried) < again {
		return nil
	}
	known.tried, known.pending = now, make(chan struct{})
	s.mu.Unlock()
	keys, err := fetch(context.WithoutCancel(ctx), address) // others wait for it, too
	s.mu.Lock()
	if known.failed = err; err == nil {
		known.keys, known.read = keys, now
	}
	close(known.pending)
	known.pending = nil
	return nil
}

// errAddress is the answer for an address that is not believed.
var errAddress = errors.New("the key set's address is not https")

// secure reports whether what comes from an address can be believed: https, and loopback in tests.
func secure(u *url.URL) bool {
	return u.Scheme == "https" || u.Scheme == "http" && net.ParseIP(u.Hostname()).IsLoopback()
}

// publisher follows redirects only to where a set may be as well.
var publisher = &http.Client{CheckRedirect: func(request *http.Request, via []*http.Request) error {
	if !secure(request.URL) || len(via) > 3 {
		return errAddress
	}
	return nil
}}

// fetch reads a set.
func fetch(ctx context.Context, address string) (map[string]*rsa.PublicKey, error) {
	u, err := url.Parse(address)
	if err != nil || !secure(u) {
		return nil, errAddress
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("read the key set: %w", err)
	}
	answer, err := publisher.Do(request)
	if err != nil {
		return nil, fmt.Errorf("read the key set: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("read the key set: %s", answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxSet))
	if err != nil {
		return nil, fmt.Errorf("read the key set: %w", err)
	}
	return parse(body)
}

// parse reads the RSA keys of a set that may sign; others are left out. (go-jose would read them, too, and make the function
// that links it a quarter of a megabyte larger, which is more than its budget has left.)
func parse(body []byte) (map[string]*rsa.PublicKey, error) {
	var in struct {
		Keys []struct {
			Type     string `json:"kty"`
			ID       string `json:"kid"`
			Use      string `json:"use"`
			Modulus  string `json:"n"`
			Exponent string `json:"e"`
		} `json:"keys"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, fmt.Errorf("the key set is not JSON: %w", err)
	}
	out := map[string]*rsa.PublicKey{}
	for _, k := range in.Keys {
		n, err := base64.RawURLEncoding.DecodeString(k.Modulus)
		e, err2 := base64.RawURLEncoding.DecodeString(k.Exponent)
		modulus, exponent := new(big.Int).SetBytes(n), new(big.Int).SetBytes(e)
		ok := k.Type == "RSA" && (k.Use == "" || k.Use == "sig") && err == nil && err2 == nil &&
			modulus.BitLen() >= leastBits && exponent.IsInt64() && exponent.Int64() > 1 && exponent.Int64() < 1<<31
		if ok {
			out[k.ID] = &rsa.PublicKey{N: modulus, E: int(exponent.Int64())}
		}
	}
	return out, nil
}
