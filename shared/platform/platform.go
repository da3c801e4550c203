// Package platform reads what TikTok Shop tells by webhook: whether a body is really its own, and what it means in terms
// of a sample's life (features H8, I3, I5). No AWS.
//
// Sources: https://partner.tiktokshop.com/docv2/page/tts-webhooks-overview for envelope and signature,
// https://partner.tiktokshop.com/docv2/page/urzvzank for topic 56, Sample Application Status Change, and the pages beside
// it for topic 17, Shoppable Content Posting.
package platform

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/sample"
)

// Name is the platform's, in addresses and as a party of events.
const Name = "tiktok-shop"

// Secret is what TikTok Shop issues to an app.
type Secret struct{ AppKey, AppSecret string }

// Request is a webhook as it came in: the signature is made over the raw body.
type Request struct {
	Signature string // the header Authorization
	Body      []byte
	Now       time.Time
}

// Event is one thing that TikTok Shop tells. At most one of News and Content is set. It is about a sample by its
// application, or by its creator and product; about none where it has neither.
type Event struct {
	ID            string // the notification's: the same for a repeated delivery
	ApplicationID string
	CreatorOpenID string // with ProductID and VideoID, of a posting
	ProductID     string
	VideoID       string
	Named         sample.Named         // whom and what TikTok Shop names with an application
	Word          string               // the platform's own status, where it tells one
	News          *sample.PlatformNews // nil where the status is not known
	Content       *sample.Content
}

// OfSample reports whether the event is about a sample.
func (e Event) OfSample() bool { return e.ApplicationID != "" || e.CreatorOpenID != "" }

// Known reports whether the event says something that we know how to take.
func (e Event) Known() bool { return e.News != nil || e.Content != nil }

// Steps is what the event makes of its sample; none where it is no news.
func (e Event) Steps(s sample.Sample, now time.Time) ([]sample.Step, error) {
	switch {
	case e.Content != nil && e.VideoID != "":
		return e.posted(s, now)
	case e.Content != nil:
		return sample.ReportContent(s, *e.Content, now)
	case e.News != nil:
		return sample.Follow(s, *e.News, now)
	}
	return nil, nil
}

// Faults of a webhook.
var (
	ErrSignature  = fault.New(fault.Unauthenticated, "invalid_signature/platform")
	ErrUnreadable = fault.New(fault.Malformed, "unreadable_event/platform")
)

const (
	// retries is how long TikTok delivers an event again, with its first time: what is older is a replay. One that is
	// younger is known by its id.
	retries = 72 * time.Hour
	// skew is how far TikTok Shop's clock may be from ours.
	skew = 5 * time.Minute
)

// The topics that are about samples.
const (
	topicPosting = 17
	topicStatus  = 56
	// topicContent is a number of ours. TikTok Shop pushes no figures of content: whoever polls them (Seller Search Sample
	// Application Fulfillments) hands them on in the platform's envelope, signed alike.
	topicContent = 10056
)

// envelope is around every event. TikTok Shop signs it as a whole, its time included.
type envelope struct {
	Type      int             `json:"type"`
	ID        string          `json:"tts_notification_id"`
	Shop      string          `json:"shop_id"`
	Creator   string          `json:"creator_open_id"` // of topics about creators, instead of a shop
	Timestamp int64           `json:"timestamp"`       // Unix time
	Data      json.RawMessage `json:"data"`
}

// Read checks a webhook's signature and time and reads the event. Without a secret nothing is genuine. It answers
// ErrSignature or ErrUnreadable. An event of another topic is about no sample.
func Read(s Secret, r Request) (Event, error) {
	if !genuine(s, r) {
		return Event{}, ErrSignature
	}
	var in envelope
	if err := json.Unmarshal(r.Body, &in); err != nil || in.ID == "" || in.Timestamp <= 0 {
		return Event{}, ErrUnreadable
	}
	at := time.Unix(in.Timestamp, 0).UTC()
	if age := r.Now.Sub(at); age > retries+skew || age < -skew {
		return Event{}, ErrSignature
	}
	switch in.Type {
	case topicPosting:
		return readPosting(Event{ID: in.ID}, in, at)
	case topicStatus:
		return readStatus(Event{ID: in.ID, Named: sample.Named{ShopID: in.Shop}}, in.Data, at)
	case topicContent:
		return readContent(Event{ID: in.ID, Named: sample.Named{ShopID: in.Shop}}, in.Data, at)
	}
	return Event{ID: in.ID}, nil
}

// genuine reports whether the signature is the one of the body: hexadecimal HMAC-SHA256 of app key and body, by the app
// secret. It takes the same time for every wrong one.
func genuine(s Secret, r Request) bool {
	signature, err := hex.DecodeString(r.Signature)
	return err == nil && s.AppKey != "" && s.AppSecret != "" && hmac.Equal(signature, s.sum(r.Body))
}

func (s Secret) sum(body []byte) []byte {
	mac := hmac.New(sha256.New, []byte(s.AppSecret))
	_, _ = mac.Write([]byte(s.AppKey))
	_, _ = mac.Write(body)
	return mac.Sum(nil)
}

// Sign is the signature of a body, for whoever hands on figures or plays the platform.
func (s Secret) Sign(body []byte) string { return hex.EncodeToString(s.sum(body)) }
