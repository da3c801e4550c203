package carrier_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"samplepath/shared/carrier"
)

// published is a key set on loopback. It counts how often it is read.
type published struct {
	address string
	reads   atomic.Int64
	body    atomic.Pointer[[]byte]
}

func publish(t testing.TB, body []byte) *published {
	t.Helper()
	p := &published{}
	p.body.Store(&body)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		p.reads.Add(1)
		_, _ = w.Write(*p.body.Load())
	}))
	t.Cleanup(server.Close)
	p.address = server.URL + "/jwks"
	return p
}

func keySet(t testing.TB, file string) *published {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return publish(t, body)
}

// setOf is a key set with one key.
func setOf(t testing.TB, id string, key *rsa.PrivateKey) []byte {
	t.Helper()
	encode := base64.RawURLEncoding.EncodeToString
	body, err := json.Marshal(map[string]any{"keys": []any{
		map[string]string{"kty": "EC", "kid": "ec", "crv": "P-256"},
		map[string]string{"kty": "RSA", "use": "sig", "kid": id, "n": encode(key.N.Bytes()), "e": encode(big.NewInt(int64(key.E)).Bytes())},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func newKey(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func shipEngineRequest(t testing.TB, key *rsa.PrivateKey, id, body string, at time.Time) carrier.Request {
	t.Helper()
	stamp := at.Format(time.RFC3339)
	sum := sha256.Sum256([]byte(stamp + "." + body))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	headers := map[string]string{
		"x-shipengine-rsa-sha256-signature": base64.StdEncoding.EncodeToString(signature),
		"x-shipengine-rsa-sha256-key-id":    id, "x-shipengine-timestamp": stamp,
	}
	return carrier.Request{Body: []byte(body), Now: at, Header: func(name string) string { return headers[name] }}
}

const batch = `{"resource_type":"API_BATCH","resource_url":"https://api.shipengine.com/v1/batches/se-1"}`

// Keys are read once for many events, again when a new key signs, and not for every stranger's key id.
func TestKeysAreKeptAndFoundAgainAfterARotation(t *testing.T) {
	old, fresh := newKey(t), newKey(t)
	set := publish(t, setOf(t, "old", old))
	var v carrier.Verifier
	read := func(key *rsa.PrivateKey, id string, at time.Time) error {
		_, err := v.Read(t.Context(), "shipengine", set.address, shipEngineRequest(t, key, id, batch, at))
		return err
	}
	now := june(10, 18, 0)
	for range 5 {
		if err := read(old, "old", now); err != nil || set.reads.Load() != 1 {
			t.Fatalf("%v, %d reads", err, set.reads.Load())
		}
	}
	for range 5 {
		if err := read(fresh, "fresh", now.Add(30*time.Second)); !errors.Is(err, carrier.ErrSignature) || set.reads.Load() != 1 {
			t.Fatalf("a key that is not there: %v, %d reads", err, set.reads.Load())
		}
	}
	body := setOf(t, "fresh", fresh)
	set.body.Store(&body)
	if err := read(fresh, "fresh", now.Add(2*time.Minute)); err != nil || set.reads.Load() != 2 {
		t.Fatalf("after the rotation: %v, %d reads", err, set.reads.Load())
	}
	if err := read(fresh, "fresh", now.Add(2*time.Hour)); err != nil || set.reads.Load() != 3 {
		t.Fatalf("two hours later: %v, %d reads", err, set.reads.Load())
	}
	if err := read(old, "fresh", now.Add(2*time.Hour)); !errors.Is(err, carrier.ErrSignature) {
		t.Fatalf("the old key under the new one's id: %v", err)
	}
	if err := read(fresh, "ec", now.Add(2*time.Hour)); !errors.Is(err, carrier.ErrSignature) {
		t.Fatalf("a key that is not RSA: %v", err)
	}
}

// Without the key set nothing is believed, and the provider is asked to send again.
func TestKeySetsThatCannotBeHad(t *testing.T) {
	key := newKey(t)
	broken := publish(t, []byte("<html>"))
	failing := httptest.NewServer(http.NotFoundHandler())
	defer failing.Close()
	for _, address := range []string{broken.address, failing.URL, "http://api.shipengine.com/jwks", "file:///etc/passwd", "::"} {
		_, err := read("shipengine", address, shipEngineRequest(t, key, "k", batch, june(10, 18, 0)))
		if !errors.Is(err, carrier.ErrKeys) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// The carrier is named in the data, or only in the resource's address.
func TestShipEnginesCarriers(t *testing.T) {
	key := newKey(t)
	set := publish(t, setOf(t, "k", key))
	for body, want := range map[string]string{
		`{"resource_type":"TRACK_EVENT_V2","resource_url":"https://api.shipstation.com/v2/labels/se-1/track","data":{"carrier_code":"ups","tracking_number":"1Z","status_code":"NY","ship_date":"2030-06-07T00:00:00"}}`:   "ups",
		`{"resource_type":"API_TRACK","resource_url":"https://api.shipengine.com/v1/tracking?carrier_code=fedex&tracking_number=1Z","data":{"tracking_number":"1Z","status_code":"IT","ship_date":"2030-06-07T00:00:00"}}`: "fedex",
		`{"resource_type":"API_TRACK","resource_url":"https://api.shipengine.com/v1/tracking/usps/1Z","data":{"tracking_number":"1Z","status_code":"IT","ship_date":"2030-06-07T00:00:00"}}`:                               "usps",
	} {
		got, err := read("shipengine", set.address, shipEngineRequest(t, key, "k", body, june(10, 18, 0)))
		if err != nil || got.Carrier != want || got.TrackingNumber != "1Z" {
			t.Errorf("%s: %+v %v", body, got, err)
		}
	}
}
