// Package carrier reads what shipping providers tell by webhook: whether a body is really theirs, and what it means in
// terms of a sample's life (feature H3). Each provider is a file: how it signs, its bodies, and its statuses as a table.
// No AWS.
package carrier

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/jwks"
	"samplepath/shared/sample"
)

// Request is a webhook as it came in: signatures are made over the raw body. Header finds a header by its lower-case name.
type Request struct {
	Header func(name string) string
	Body   []byte
	Now    time.Time
}

// Event is one thing that a provider tells. TrackingNumber is empty where it is not about a shipment.
type Event struct {
	ID             string // the provider's own, or the body's digest: the same for a repeated delivery
	Carrier        string // who has the parcel, as the provider calls it: sample.Tracking knows all names
	TrackingNumber string
	News           sample.CarrierNews
	Scans          []sample.Scan // all that the body tells, oldest first; the last one is the news
}

// Faults of a webhook.
var (
	ErrSignature  = fault.New(fault.Unauthenticated, "invalid_signature")
	ErrUnreadable = fault.New(fault.Malformed, "unreadable_event")
	ErrKeys       = fault.New(fault.Unavailable, "signing_keys_unavailable")
)

// Verifier checks and reads webhooks. The zero value is ready; one is made for a process, so that it keeps public keys.
type Verifier struct{ keys jwks.Store }

// provider is how one shipping provider signs and speaks. The secret is what the provider's file says.
type provider struct {
	signed func(ctx context.Context, keys *jwks.Store, r Request, secret string) error
	read   func(body []byte) (Event, error)
}

var providers = map[string]provider{
	"easypost":   {by(easyPostSigned), readEasyPost},
	"aftership":  {by(afterShipSigned), readAfterShip},
	"shippo":     {by(shippoSigned), readShippo},
	"shipengine": {shipEngineSigned, readShipEngine},
}

// Providers are the names of those whose webhooks are understood.
func Providers() []string { return slices.Sorted(maps.Keys(providers)) }

// Read checks a webhook's signature with the provider's secret and reads the event. Without a secret nothing is genuine.
func (v *Verifier) Read(ctx context.Context, name, secret string, r Request) (Event, error) {
	p, known := providers[name]
	if !known || secret == "" { // the contract lets no other provider through
		return Event{}, ErrSignature
	}
	if err := p.signed(ctx, &v.keys, r, secret); err != nil {
		return Event{}, err
	}
	return p.read(r.Body)
}

// by is a check that needs the shared secret only.
func by(check func(r Request, secret string) bool) func(context.Context, *jwks.Store, Request, string) error {
	return func(_ context.Context, _ *jwks.Store, r Request, secret string) error {
		if !check(r, secret) {
			return ErrSignature
		}
		return nil
	}
}

// window is how far a provider's clock, where it signs a time, may be from ours: what is older may be a replay.
const window = 5 * time.Minute

func inWindow(signed, now time.Time) bool { return signed.Sub(now).Abs() <= window }

// sum is the HMAC-SHA256 of the parts.
func sum(key string, parts ...[]byte) []byte {
	mac := hmac.New(sha256.New, []byte(key))
	for _, part := range parts {
		_, _ = mac.Write(part)
	}
	return mac.Sum(nil)
}

// digest stands in for the id of an event whose provider gives it none.
func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:16])
}
