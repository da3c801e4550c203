package carrier

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"path"

	"samplepath/shared/jwks"
	"samplepath/shared/sample"
)

// PublishedKeys is where providers that sign with keys of their own publish them: what stands in for a secret, unless the
// operator stores another address under the provider's name.
var PublishedKeys = map[string]string{"shipengine": "https://api.shipengine.com/jwks"}

// ShipEngine's webhooks, now the ShipStation API's: https://docs.shipstation.com/apis/docs/guides/webhooks-validation and
// https://docs.shipstation.com/apis/docs/guides/webhooks-schemas.

// The headers: an RSA-SHA256 signature (PKCS #1 v1.5) in base64 of the time, a dot, and the raw body; the id of the key
// in ShipEngine's JSON Web Key Set; and the time, as RFC 3339.
const (
	shipEngineSignature = "x-shipengine-rsa-sha256-signature"
	shipEngineKeyID     = "x-shipengine-rsa-sha256-key-id"
	shipEngineTime      = "x-shipengine-timestamp"
)

// shipEngineSigned checks a signature. There is no shared secret: what stands in its place is the key set's address.
func shipEngineSigned(ctx context.Context, keys *jwks.Store, r Request, address string) error {
	stamp, id := r.Header(shipEngineTime), r.Header(shipEngineKeyID)
	signature, err := base64.StdEncoding.DecodeString(r.Header(shipEngineSignature))
	if err != nil || len(signature) == 0 || id == "" || !inWindow(timeOf(stamp), r.Now) {
		return ErrSignature
	}
	key, err := keys.Key(ctx, address, id, r.Now)
	switch {
	case err != nil:
		return errors.Join(ErrKeys, err)
	case key == nil:
		return ErrSignature
	}
	signed := sha256.New()
	_, _ = signed.Write([]byte(stamp + "."))
	_, _ = signed.Write(r.Body)
	if rsa.VerifyPKCS1v15(key, crypto.SHA256, signed.Sum(nil), signature) != nil {
		return ErrSignature
	}
	return nil
}

// shipEngineEvent is the envelope; it has no id. Its data is a tracking where the resource is one.
type shipEngineEvent struct {
	Type string             `json:"resource_type"`
	URL  string             `json:"resource_url"`
	Data shipEngineTracking `json:"data"`
}

type shipEngineTracking struct {
	TrackingNumber string           `json:"tracking_number"`
	Carrier        string           `json:"carrier_code"`
	Status         string           `json:"status_code"`
	StatusDetail   string           `json:"status_detail_code"`
	Description    string           `json:"status_description"`
	ShipDate       string           `json:"ship_date"`
	DeliveredAt    string           `json:"actual_delivery_date"`
	Events         []shipEngineScan `json:"events"`
}

type shipEngineScan struct {
	OccurredAt  string `json:"occurred_at"`
	Status      string `json:"status_code"`
	Description string `json:"description"`
}

// shipEngineMeans says what ShipEngine's status codes mean for a sample. A parcel at a collection point (SP) is not
// delivered; SP and UN are kept and move nothing.
var shipEngineMeans = map[string]meaning{
	"NY": {Status: sample.StatusReadyToShip}, // not yet in the carrier's system
	"AC": {Status: sample.StatusShipped},     // accepted
	"IT": {Status: sample.StatusShipped},     // in transit
	"DE": {Status: sample.StatusDelivered},
	"AT": {Exception: sample.DeliveryFailed}, // delivery attempted
	"EX": {Exception: sample.DeliveryFailed},

	// With the detail code.
	"EX/return_to_sender": {Exception: sample.ReturnedToSender},
	"EX/parcel_lost":      {Exception: sample.LostInTransit},
}

func readShipEngine(body []byte) (Event, error) {
	var in shipEngineEvent
	if err := json.Unmarshal(body, &in); err != nil || in.Type == "" {
		return Event{}, ErrUnreadable
	}
	e := Event{ID: digest(body), Carrier: in.carrier(), TrackingNumber: in.Data.TrackingNumber}
	if in.Type != "API_TRACK" && in.Type != "TRACK_EVENT_V2" {
		return Event{ID: e.ID}, nil
	}
	var log []sample.Scan
	for _, s := range in.Data.Events {
		log = append(log, sample.Scan{At: timeOf(s.OccurredAt), Status: s.Status, Message: s.Description})
	}
	now := state{
		word: in.Data.Status, detail: in.Data.StatusDetail, message: in.Data.Description,
		at: firstTime(timeOf(in.Data.DeliveredAt), timeOf(in.Data.ShipDate)),
	}
	return told(e, log, now, shipEngineMeans)
}

// carrier is the carrier's code: the data's, or else the one in the resource's address
// (/v1/tracking?carrier_code=ups&tracking_number=..., or /v1/tracking/usps/<number>).
func (e shipEngineEvent) carrier() string {
	u, err := url.Parse(e.URL)
	switch {
	case e.Data.Carrier != "" || err != nil:
		return e.Data.Carrier
	case u.Query().Has("carrier_code"):
		return u.Query().Get("carrier_code")
	}
	return path.Base(path.Dir(u.Path))
}
