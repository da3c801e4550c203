package carrier

import (
	"crypto/hmac"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"samplepath/shared/sample"
)

// Shippo's webhooks: https://docs.goshippo.com/docs/tracking/webhooks and
// https://docs.goshippo.com/docs/tracking/webhooksecurity.

// shippoHeader holds "t=<Unix time>,v1=<hexadecimal>": the HMAC-SHA256 of the time, a dot, and the raw body.
const shippoHeader = "shippo-auth-signature"

func shippoSigned(r Request, secret string) bool {
	var stamp, claimed string
	for part := range strings.SplitSeq(r.Header(shippoHeader), ",") {
		switch name, value, _ := strings.Cut(strings.TrimSpace(part), "="); name {
		case "t":
			stamp = value
		case "v1":
			claimed = value
		}
	}
	at, err := strconv.ParseInt(stamp, 10, 64)
	signature, err2 := hex.DecodeString(claimed)
	return err == nil && err2 == nil && inWindow(time.Unix(at, 0), r.Now) &&
		hmac.Equal(signature, sum(secret, []byte(stamp), []byte("."), r.Body))
}

// shippoEvent is the envelope; it has no id. Its data is a Track where the event is track_updated.
type shippoEvent struct {
	Event string      `json:"event"`
	Data  shippoTrack `json:"data"`
}

type shippoTrack struct {
	Carrier        string         `json:"carrier"`
	TrackingNumber string         `json:"tracking_number"`
	Status         *shippoStatus  `json:"tracking_status"`
	History        []shippoStatus `json:"tracking_history"`
}

type shippoStatus struct {
	Status   string `json:"status"`
	Details  string `json:"status_details"`
	Date     string `json:"status_date"`
	Substate *struct {
		Code string `json:"code"`
	} `json:"substatus"`
}

// shippoMeans says what Shippo's tracking statuses mean for a sample, with the substatus where that says more. UNKNOWN is
// kept and moves nothing. A parcel that waits for pickup is in transit still.
var shippoMeans = map[string]meaning{
	"PRE_TRANSIT": {Status: sample.StatusReadyToShip},
	"TRANSIT":     {Status: sample.StatusShipped},
	"DELIVERED":   {Status: sample.StatusDelivered},
	"RETURNED":    {Exception: sample.ReturnedToSender},
	"FAILURE":     {Exception: sample.DeliveryFailed},

	"TRANSIT/delivery_attempted":    {Status: sample.StatusShipped, Exception: sample.DeliveryFailed},
	"TRANSIT/notice_left":           {Status: sample.StatusShipped, Exception: sample.DeliveryFailed},
	"TRANSIT/location_inaccessible": {Status: sample.StatusShipped, Exception: sample.DeliveryFailed},
	"TRANSIT/package_damaged":       {Status: sample.StatusShipped, Exception: sample.DeliveryFailed},
	"FAILURE/package_lost":          {Exception: sample.LostInTransit},
}

func readShippo(body []byte) (Event, error) {
	var in shippoEvent
	if err := json.Unmarshal(body, &in); err != nil || in.Event == "" {
		return Event{}, ErrUnreadable
	}
	e := Event{ID: digest(body), Carrier: in.Data.Carrier, TrackingNumber: in.Data.TrackingNumber}
	if in.Event != "track_updated" || in.Data.Status == nil {
		return Event{ID: e.ID}, nil
	}
	// tracking_history holds the present status, too, but not always at once.
	var log []sample.Scan
	for _, s := range in.Data.History {
		log = append(log, s.scan())
	}
	present := *in.Data.Status
	now := state{word: present.Status, message: present.Details, at: timeOf(present.Date)}
	if present.Substate != nil {
		now.detail = present.Substate.Code
	}
	if scan := present.scan(); !has(log, scan) {
		log = append(log, scan)
	}
	return told(e, log, now, shippoMeans)
}

func (s shippoStatus) scan() sample.Scan {
	return sample.Scan{At: timeOf(s.Date), Status: s.Status, Message: s.Details}
}
