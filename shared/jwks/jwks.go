// Package jwks keeps the public RSA keys that somebody publishes as a JSON Web Key Set (RFC 7517), so that signatures can
// be checked without a round trip each. The address of the set is the caller's configuration, never part of a request.
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
	keep      = time.Hour       // how long a set is used before it is read again
	again     = time.Minute     // how soon a key that is not in the set is looked for again
	patience  = 3 * time.Second // with the publisher
	maxSet    = 256 << 10       // bytes
	leastBits = 2048            // of a modulus; RFC 7518 asks for as many
)

// Store keeps sets of keys by their address. The zero value is ready. Safe for concurrent use.
type Store struct {
	mu   sync.Mutex
	sets map[string]set
}

type set struct {
	keys map[string]*rsa.PublicKey
	read time.Time
}

// Key is the public key with an id in the set at an address, or nil where the set has none. A key that is not known yet
// may be a new one, so the set is read again, but not more often than once a minute: ids come from strangers.
func (s *Store) Key(ctx context.Context, address, id string, now time.Time) (*rsa.PublicKey, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, age := s.sets[address], now.Sub(s.sets[address].read)
	key := known.keys[id]
	if known.keys != nil && (key != nil && age < keep || key == nil && age < again) {
		return key, nil
	}
	keys, err := fetch(ctx, address)
	if err != nil {
		return nil, err
	}
	if s.sets == nil {
		s.sets = map[string]set{}
	}
	s.sets[address] = set{keys, now}
	return keys[id], nil
}

// fetch reads a set. Only https is believed, and loopback in tests.
func fetch(ctx context.Context, address string) (map[string]*rsa.PublicKey, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && (u.Scheme != "http" || !net.ParseIP(u.Hostname()).IsLoopback()) {
		return nil, errors.New("the key set's address is not https")
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("read the key set: %w", err)
	}
	answer, err := http.DefaultClient.Do(request)
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

// parse reads the RSA keys of a set that may sign; others are left out.
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
