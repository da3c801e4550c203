package carrier_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"samplepath/shared/carrier"
	"samplepath/shared/sample"
)

const secret = "local-easypost-secret" // of the sample events

func read(name, secret string, r carrier.Request) (carrier.Event, error) {
	return new(carrier.Verifier).Read(context.Background(), name, secret, r)
}

// signed is a webhook signed with a secret as it is, without normalizing it.
func signed(body, key string) carrier.Request {
	mac := hmac.New(sha256.New, []byte(key))
	_, _ = mac.Write([]byte(body))
	return request(body, "hmac-sha256-hex="+hex.EncodeToString(mac.Sum(nil)))
}

func request(body, signature string) carrier.Request {
	return carrier.Request{Body: []byte(body), Header: func(name string) string {
		if name == "x-hmac-signature" {
			return signature
		}
		return ""
	}}
}

// The vector that EasyPost's own client libraries are tested with: a secret that has to be normalized by NFKD.
func TestSignatureOfEasyPostsOwnVector(t *testing.T) {
	const body = `{"result":{"id":"batch_123...","object":"Batch","mode":"test","state":"created","num_shipments":0,"reference":null,` +
		`"created_at":"2022-07-26T17:22:32Z","updated_at":"2022-07-26T17:22:32Z","scan_form":null,"shipments":[],"status":{"created":0,` +
		`"queued_for_purchase":0,"creation_failed":0,"postage_purchased":0,"postage_purchase_failed":0},"pickup":null,"label_url":null},` +
		`"description":"batch.created","mode":"test","previous_attributes":null,"completed_urls":null,"user_id":"user_123...",` +
		`"status":"pending","object":"Event","id":"evt_123..."}`
	const signature = "hmac-sha256-hex=e93977c8ccb20363d51a62b3fe1fc402b7829be1152da9e88cf9e8d07115a46b"
	for _, secret := range []string{"s\u00e9cret", "se\u0301cret"} { // composed and decomposed
		got, err := read("easypost", secret, request(body, signature))
		if err != nil || got.ID != "evt_123..." || got.TrackingNumber != "" {
			t.Errorf("%+q: %+v %v", secret, got, err)
		}
	}
}

func TestWhatIsNotGenuine(t *testing.T) {
	_, good := fixture(t, "delivered")
	claimed := good.Header("x-hmac-signature")
	for name, r := range map[string]carrier.Request{
		"another body":       request(strings.Replace(string(good.Body), "delivered", "Delivered", 1), claimed),
		"one more byte":      request(string(good.Body)+"\n", claimed),
		"another secret":     signed(string(good.Body), "another"),
		"no header":          request(string(good.Body), ""),
		"no scheme":          request(string(good.Body), strings.TrimPrefix(claimed, "hmac-sha256-hex=")),
		"another scheme":     request(string(good.Body), strings.Replace(claimed, "sha256", "sha1", 1)),
		"no hexadecimal":     request(string(good.Body), claimed[:len(claimed)-1]+"g"),
		"half a byte":        request(string(good.Body), claimed[:len(claimed)-1]),
		"a shorter sum":      request(string(good.Body), claimed[:len(claimed)-2]),
		"an empty sum":       request(string(good.Body), "hmac-sha256-hex="),
		"an unreadable body": request("{", claimed),
	} {
		if _, err := read("easypost", secret, r); !errors.Is(err, carrier.ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := read("easypost", "", signed(string(good.Body), "")); !errors.Is(err, carrier.ErrSignature) {
		t.Errorf("without a secret of ours: %v", err)
	}
	if _, err := read("nosuchpost", secret, good); !errors.Is(err, carrier.ErrSignature) {
		t.Errorf("nobody: %v", err)
	}
}

func june(day, hour, minute int) time.Time {
	return time.Date(2030, 6, day, hour, minute, 0, 0, time.UTC)
}

func tracker(result string) string {
	return `{"id":"evt_1","created_at":"2030-06-08T00:00:00Z","result":` + result + `}`
}

func TestEventsThatAreSparse(t *testing.T) {
	for name, test := range map[string]struct {
		result, word string
		means        sample.Status
		at           time.Time
	}{
		"no details": {
			`{"object":"Tracker","tracking_code":"1","status":"delivered","updated_at":"2030-06-07T00:00:00Z"}`, "delivered", sample.StatusDelivered, june(7, 0, 0)},
		"no time but the event's": {
			`{"object":"Tracker","tracking_code":"1","status":"in_transit"}`, "in_transit", sample.StatusShipped, june(8, 0, 0)},
		"details out of order": {
			`{"object":"Tracker","tracking_code":"1","status":"delivered","tracking_details":[{"status":"delivered","datetime":"2030-06-07T09:00:00Z"},{"status":"in_transit","datetime":"2030-06-06T09:00:00Z"}]}`,
			"delivered", sample.StatusDelivered, june(7, 9, 0)},
		"two details at one time": {
			`{"object":"Tracker","tracking_code":"1","status":"delivered","tracking_details":[{"status":"out_for_delivery","datetime":"2030-06-07T09:00:00Z"},{"status":"delivered","datetime":"2030-06-07T09:00:00Z"}]}`,
			"delivered", sample.StatusDelivered, june(7, 9, 0)},
		"another zone": {
			`{"object":"Tracker","tracking_code":"1","status":"delivered","tracking_details":[{"status":"delivered","datetime":"2030-06-07T02:00:00-07:00"}]}`,
			"delivered", sample.StatusDelivered, june(7, 9, 0)},
		"back at the sender": { // the last scan is a delivery, to the wrong end
			`{"object":"Tracker","tracking_code":"1","status":"return_to_sender","tracking_details":[{"status":"delivered","datetime":"2030-06-07T09:00:00Z"}]}`,
			"return_to_sender", "", june(7, 9, 0)},
	} {
		body := tracker(test.result)
		got, err := read("easypost", secret, signed(body, secret))
		if err != nil || got.News.Status != test.word || got.News.Means != test.means || !got.News.At.Equal(test.at) {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
}

func TestUnreadableEvents(t *testing.T) {
	for _, body := range []string{
		"", "null", "[]", `"x"`, "{}", `{"id":7}`, `{"id":"evt_1","result":[]}`, `{"id":"evt_1","result":{"object":"Tracker","tracking_code":"1"}}`,
		`{"id":"evt_1","result":{"object":"Tracker","tracking_code":"1","tracking_details":[{"datetime":"yesterday"}]}}`,
	} {
		if _, err := read("easypost", secret, signed(body, secret)); !errors.Is(err, carrier.ErrUnreadable) {
			t.Errorf("%s: %v", body, err)
		}
	}
}
