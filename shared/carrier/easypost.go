package carrier

import (
	"crypto/hmac"
	"encoding/hex"
	"encoding/json"
	"strings"

	"golang.org/x/text/unicode/norm"

	"samplepath/shared/sample"
)

// EasyPost's webhooks: https://docs.easypost.com/docs/webhooks and https://docs.easypost.com/docs/trackers.

// easyPostHeader holds "hmac-sha256-hex=" and the HMAC-SHA256 of the raw body in hexadecimal.
const easyPostHeader = "x-hmac-signature"

// easyPostSigned checks a signature in constant time. EasyPost normalizes the secret by NFKD before it signs.
func easyPostSigned(r Request, secret string) bool {
	claimed, found := strings.CutPrefix(r.Header(easyPostHeader), "hmac-sha256-hex=")
	signature, err := hex.DecodeString(claimed)
	return found && err == nil && hmac.Equal(signature, sum(norm.NFKD.String(secret), r.Body))
}

// easyPostEvent is what we read of an Event object. Its result is an object of any kind.
type easyPostEvent struct {
	ID        string          `json:"id"`
	CreatedAt string          `json:"created_at"`
	Result    json.RawMessage `json:"result"`
}

// easyPostTracker is the result of tracker.created and tracker.updated.
type easyPostTracker struct {
	TrackingCode string           `json:"tracking_code"`
	Carrier      string           `json:"carrier"`
	Status       string           `json:"status"`
	StatusDetail string           `json:"status_detail"`
	UpdatedAt    string           `json:"updated_at"`
	Details      []easyPostDetail `json:"tracking_details"`
}

type easyPostDetail struct {
	Message  string `json:"message"`
	Status   string `json:"status"`
	DateTime string `json:"datetime"`
}

// easyPostMeans says what EasyPost's tracker statuses mean for a sample. Available for pickup is not delivered; what is
// missing here (available_for_pickup, cancelled, error, unknown) is kept and moves nothing.
var easyPostMeans = map[string]meaning{
	"pre_transit":      {Status: sample.StatusReadyToShip},
	"in_transit":       {Status: sample.StatusShipped},
	"out_for_delivery": {Status: sample.StatusShipped},
	"delivered":        {Status: sample.StatusDelivered},
	"failure":          {Exception: sample.DeliveryFailed},
	"return_to_sender": {Exception: sample.ReturnedToSender},

	// With the tracker's status_detail.
	"failure/lost":   {Exception: sample.LostInTransit},
	"failure/return": {Exception: sample.ReturnedToSender},
}

func readEasyPost(body []byte) (Event, error) {
	var in easyPostEvent
	if err := json.Unmarshal(body, &in); err != nil || in.ID == "" {
		return Event{}, ErrUnreadable
	}
	var kind struct {
		Object string `json:"object"`
	}
	if err := json.Unmarshal(in.Result, &kind); err != nil {
		return Event{}, ErrUnreadable
	}
	if kind.Object != "Tracker" {
		return Event{ID: in.ID}, nil
	}
	var tracker easyPostTracker
	if err := json.Unmarshal(in.Result, &tracker); err != nil {
		return Event{}, ErrUnreadable
	}
	log := make([]sample.Scan, 0, len(tracker.Details))
	for _, detail := range tracker.Details {
		log = append(log, sample.Scan{At: timeOf(detail.DateTime), Status: detail.Status, Message: detail.Message})
	}
	// The tracker's own status counts: a parcel handed back to its sender was scanned as delivered, too.
	now := state{
		word: tracker.Status, detail: tracker.StatusDetail,
		at: firstTime(timeOf(tracker.UpdatedAt), timeOf(in.CreatedAt)),
	}
	return told(Event{ID: in.ID, Carrier: tracker.Carrier, TrackingNumber: tracker.TrackingCode}, log, now, easyPostMeans)
}
