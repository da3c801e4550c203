package carrier

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/json"
	"time"

	"samplepath/shared/sample"
)

// AfterShip's webhooks: https://www.aftership.com/docs/tracking/webhook/webhook-signature and
// https://www.aftership.com/docs/tracking/webhook/webhook-specifications.

// afterShipHeader holds the HMAC-SHA256 of the raw body in base64.
const afterShipHeader = "aftership-hmac-sha256"

func afterShipSigned(r Request, secret string) bool {
	signature, err := base64.StdEncoding.DecodeString(r.Header(afterShipHeader))
	return err == nil && hmac.Equal(signature, sum(secret, r.Body))
}

// afterShipEvent is the envelope; msg is a tracking where the event is about one.
type afterShipEvent struct {
	Event string            `json:"event"`
	ID    string            `json:"event_id"`
	At    int64             `json:"ts"` // Unix time
	Msg   afterShipTracking `json:"msg"`
}

type afterShipTracking struct {
	TrackingNumber string                `json:"tracking_number"`
	Slug           string                `json:"slug"` // the carrier
	Tag            string                `json:"tag"`
	Subtag         string                `json:"subtag"`
	SubtagMessage  string                `json:"subtag_message"`
	Checkpoints    []afterShipCheckpoint `json:"checkpoints"`
}

type afterShipCheckpoint struct {
	Time      string `json:"checkpoint_time"` // with the carrier's offset, or in local time without one
	CreatedAt string `json:"created_at"`
	Tag       string `json:"tag"`
	Message   string `json:"message"`
}

// afterShipMeans says what AfterShip's delivery statuses mean for a sample. Available for pickup is not delivered; what
// is missing here (Pending, AvailableForPickup, Expired) is kept and moves nothing.
var afterShipMeans = map[string]meaning{
	"InfoReceived":   {Status: sample.StatusReadyToShip},
	"InTransit":      {Status: sample.StatusShipped},
	"OutForDelivery": {Status: sample.StatusShipped},
	"Delivered":      {Status: sample.StatusDelivered},
	"AttemptFail":    {Exception: sample.DeliveryFailed},
	"Exception":      {Exception: sample.DeliveryFailed},

	// With the subtag.
	"Exception/exception_010": {Exception: sample.ReturnedToSender}, // returning to sender
	"Exception/exception_011": {Exception: sample.ReturnedToSender}, // returned to sender
	"Exception/exception_013": {Exception: sample.LostInTransit},    // shipment lost
}

func readAfterShip(body []byte) (Event, error) {
	var in afterShipEvent
	if err := json.Unmarshal(body, &in); err != nil || in.ID == "" {
		return Event{}, ErrUnreadable
	}
	if in.Event != "tracking_update" { // estimated dates and the like
		return Event{ID: in.ID}, nil
	}
	var log []sample.Scan
	for _, c := range in.Msg.Checkpoints {
		log = append(log, sample.Scan{At: firstTime(timeOf(c.Time), timeOf(c.CreatedAt)), Status: c.Tag, Message: c.Message})
	}
	now := state{word: in.Msg.Tag, detail: in.Msg.Subtag, message: in.Msg.SubtagMessage}
	if in.At > 0 {
		now.at = time.Unix(in.At, 0).UTC()
	}
	return told(Event{ID: in.ID, Carrier: in.Msg.Slug, TrackingNumber: in.Msg.TrackingNumber}, log, now, afterShipMeans)
}
