package carrier_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"samplepath/shared/carrier"
	"samplepath/shared/sample"
)

// fixture is a sample event of receive-carrier-event with its provider, at the time it came in.
func fixture(t testing.TB, name string) (provider string, r carrier.Request) {
	t.Helper()
	encoded, err := os.ReadFile(filepath.Join("../../events/receive-carrier-event", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var e struct {
		Headers map[string]string `json:"headers"`
		Path    map[string]string `json:"pathParameters"`
		Body    string            `json:"body"`
		Context struct {
			At int64 `json:"timeEpoch"`
		} `json:"requestContext"`
	}
	if err := json.Unmarshal(encoded, &e); err != nil {
		t.Fatal(err)
	}
	return e.Path["carrier"], carrier.Request{
		Body: []byte(e.Body), Now: time.UnixMilli(e.Context.At), Header: func(name string) string { return e.Headers[name] },
	}
}

// fixtures are the names of all sample events.
func fixtures(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../../events/receive-carrier-event/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no sample events", err)
	}
	var out []string
	for _, file := range files {
		out = append(out, strings.TrimSuffix(filepath.Base(file), ".json"))
	}
	return out
}

// secrets are the sample events'. ShipEngine's is where its key set is.
func secrets(t testing.TB) map[string]string {
	return map[string]string{
		"easypost": "local-easypost-secret", "aftership": "local-aftership-secret", "shippo": "local-shippo-secret",
		"shipengine": keySet(t, "testdata/shipengine-jwks.json").address,
	}
}

// want is what a sample event says.
type want struct {
	word      string
	means     sample.Status
	exception sample.ExceptionKind
	at        time.Time
	scans     int
}

// Feature H3: every status of every provider, as the provider documents it.
var means = map[string]want{
	"pre-transit":          {"pre_transit", sample.StatusReadyToShip, "", june(7, 10, 5), 1},
	"in-transit":           {"in_transit", sample.StatusShipped, "", june(7, 19, 12), 2},
	"in-transit-late":      {"in_transit", sample.StatusShipped, "", june(8, 4, 40), 3},
	"out-for-delivery":     {"out_for_delivery", sample.StatusShipped, "", june(10, 13, 10), 4},
	"delivered":            {"delivered", sample.StatusDelivered, "", june(10, 18, 2), 5},
	"available-for-pickup": {"available_for_pickup", "", "", june(10, 18, 2), 5},
	"failure":              {"failure", "", sample.DeliveryFailed, june(10, 18, 2), 5},
	"lost":                 {"failure", "", sample.LostInTransit, june(10, 18, 2), 5},
	"return-to-sender":     {"return_to_sender", "", sample.ReturnedToSender, june(12, 9, 30), 6},
	"cancelled":            {"cancelled", "", "", june(10, 18, 2), 5},
	"error":                {"error", "", "", june(10, 18, 2), 5},
	"unknown":              {"unknown", "", "", june(8, 11, 0), 3},

	"aftership-pending":              {"Pending", "", "", june(7, 10, 5), 1},
	"aftership-info-received":        {"InfoReceived", sample.StatusReadyToShip, "", june(7, 10, 5), 1},
	"aftership-in-transit":           {"InTransit", sample.StatusShipped, "", june(8, 4, 40), 3},
	"aftership-out-for-delivery":     {"OutForDelivery", sample.StatusShipped, "", june(10, 13, 10), 4},
	"aftership-delivered":            {"Delivered", sample.StatusDelivered, "", june(10, 18, 2), 5},
	"aftership-available-for-pickup": {"AvailableForPickup", "", "", june(10, 18, 2), 5},
	"aftership-attempt-fail":         {"AttemptFail", "", sample.DeliveryFailed, june(10, 18, 2), 5},
	"aftership-exception":            {"Exception", "", sample.DeliveryFailed, june(9, 7, 30), 4},
	"aftership-returned":             {"Exception", "", sample.ReturnedToSender, june(12, 9, 30), 5},
	"aftership-lost":                 {"Exception", "", sample.LostInTransit, june(12, 9, 30), 5},
	"aftership-expired":              {"Expired", "", "", june(8, 4, 40), 3},

	"shippo-pre-transit":        {"PRE_TRANSIT", sample.StatusReadyToShip, "", june(7, 10, 5), 1},
	"shippo-transit":            {"TRANSIT", sample.StatusShipped, "", june(8, 4, 40), 3},
	"shippo-out-for-delivery":   {"TRANSIT", sample.StatusShipped, "", june(10, 13, 10), 4},
	"shippo-pickup-available":   {"TRANSIT", sample.StatusShipped, "", june(10, 18, 2), 5},
	"shippo-delivery-attempted": {"TRANSIT", sample.StatusShipped, sample.DeliveryFailed, june(10, 18, 2), 5},
	"shippo-delivered":          {"DELIVERED", sample.StatusDelivered, "", june(10, 18, 2), 5},
	"shippo-returned":           {"RETURNED", "", sample.ReturnedToSender, june(12, 9, 30), 5},
	"shippo-failure":            {"FAILURE", "", sample.DeliveryFailed, june(9, 7, 30), 4},
	"shippo-lost":               {"FAILURE", "", sample.LostInTransit, june(12, 9, 30), 5},
	"shippo-unknown":            {"UNKNOWN", "", "", june(8, 11, 0), 4},

	"shipengine-not-yet-in-system": {"NY", sample.StatusReadyToShip, "", june(7, 10, 5), 1},
	"shipengine-accepted":          {"AC", sample.StatusShipped, "", june(7, 19, 12), 2},
	"shipengine-in-transit":        {"IT", sample.StatusShipped, "", june(10, 13, 10), 4},
	"shipengine-delivered":         {"DE", sample.StatusDelivered, "", june(10, 18, 2), 5},
	"shipengine-delivery-attempt":  {"AT", "", sample.DeliveryFailed, june(10, 18, 2), 5},
	"shipengine-exception":         {"EX", "", sample.DeliveryFailed, june(9, 7, 30), 4},
	"shipengine-returned":          {"EX", "", sample.ReturnedToSender, june(12, 9, 30), 5},
	"shipengine-lost":              {"EX", "", sample.LostInTransit, june(12, 9, 30), 5},
	"shipengine-collection-point":  {"SP", "", "", june(10, 18, 2), 5},
	"shipengine-unknown":           {"UN", "", "", june(8, 11, 0), 4},
}

// about lists sample events that are about no parcel: genuine, and to be ignored.
var aboutNothing = []string{"no-tracker", "aftership-new-estimate", "shippo-no-track", "shipengine-no-tracking"}

func TestWhatEverySampleEventMeans(t *testing.T) {
	known := secrets(t)
	for _, name := range fixtures(t) {
		provider, r := fixture(t, name)
		got, err := read(provider, known[provider], r)
		if err != nil || got.ID == "" {
			t.Errorf("%s: %+v %v", name, got, err)
			continue
		}
		want, ok := means[name]
		switch {
		case slices.Contains(aboutNothing, name):
			if got.TrackingNumber != "" {
				t.Errorf("%s is about %s", name, got.TrackingNumber)
			}
		case !ok:
			t.Errorf("nobody says what %s means", name)
		case got.News != sample.CarrierNews{Means: want.means, Exception: want.exception, Status: want.word, At: want.at}:
			t.Errorf("%s: %+v, want %+v", name, got.News, want)
		case len(got.Scans) != want.scans || got.Scans[want.scans-1].At != want.at || got.Scans[want.scans-1].Message == "":
			t.Errorf("%s: scans %+v", name, got.Scans)
		case sample.Tracking(got.Carrier, got.TrackingNumber) != "USPS#9400111899223344556677":
			t.Errorf("%s: parcel %s %s", name, got.Carrier, got.TrackingNumber)
		case !slices.IsSortedFunc(got.Scans, func(a, b sample.Scan) int { return a.At.Compare(b.At) }):
			t.Errorf("%s: scans out of order", name)
		}
	}
	for name := range maps.Keys(means) {
		if !slices.Contains(fixtures(t), name) {
			t.Errorf("%s is no sample event", name)
		}
	}
}

// A repeated delivery has the same id, another event another one.
func TestEventsHaveIDsOfTheirOwn(t *testing.T) {
	known, seen := secrets(t), map[string]string{}
	for _, name := range fixtures(t) {
		provider, r := fixture(t, name)
		first, err := read(provider, known[provider], r)
		again, err2 := read(provider, known[provider], r)
		if err != nil || err2 != nil || first.ID != again.ID {
			t.Errorf("%s: %q and %q", name, first.ID, again.ID)
		}
		if other, taken := seen[provider+first.ID]; taken {
			t.Errorf("%s and %s are both %s", name, other, first.ID)
		}
		seen[provider+first.ID] = name
	}
}

// The signature is checked over the raw body, with the provider's own secret, before anything is read.
func TestNoProviderIsBelievedWithoutItsSignature(t *testing.T) {
	known := secrets(t)
	for _, name := range []string{"delivered", "aftership-delivered", "shippo-delivered", "shipengine-delivered"} {
		provider, good := fixture(t, name)
		for what, spoil := range map[string]func(*carrier.Request){
			"another body":  func(r *carrier.Request) { r.Body = []byte(strings.Replace(string(r.Body), "USPS", "UPS!", 1)) },
			"one more byte": func(r *carrier.Request) { r.Body = append(slices.Clone(r.Body), '\n') },
			"no body":       func(r *carrier.Request) { r.Body = nil },
			"no headers":    func(r *carrier.Request) { r.Header = func(string) string { return "" } },
			"another header": func(r *carrier.Request) {
				header := r.Header
				r.Header = func(name string) string { return strings.ToUpper(header(name)) + "=" }
			},
		} {
			r := good
			spoil(&r)
			if _, err := read(provider, known[provider], r); !errors.Is(err, carrier.ErrSignature) {
				t.Errorf("%s, %s: %v", name, what, err)
			}
		}
		for _, other := range []string{"", "another secret"} {
			_, err := read(provider, other, good)
			if provider == "shipengine" && other != "" {
				if !errors.Is(err, carrier.ErrKeys) { // there is no such key set
					t.Errorf("%s, secret %q: %v", name, other, err)
				}
			} else if !errors.Is(err, carrier.ErrSignature) {
				t.Errorf("%s, secret %q: %v", name, other, err)
			}
		}
		for another := range maps.Keys(known) {
			if another != provider {
				if _, err := read(another, known[another], good); !errors.Is(err, carrier.ErrSignature) {
					t.Errorf("%s, as %s's: %v", name, another, err)
				}
			}
		}
	}
}

// Where the provider signs a time, what is older than five minutes may be a replay.
func TestOldTimestampsAreRefused(t *testing.T) {
	known := secrets(t)
	for _, name := range []string{"shippo-delivered", "shipengine-delivered"} {
		provider, r := fixture(t, name)
		sent := r.Now
		for late, want := range map[time.Duration]error{
			5 * time.Minute: nil, 5*time.Minute + time.Second: carrier.ErrSignature, 24 * time.Hour: carrier.ErrSignature,
			-5 * time.Minute: nil, -5*time.Minute - time.Second: carrier.ErrSignature,
		} {
			r.Now = sent.Add(late)
			if _, err := read(provider, known[provider], r); !errors.Is(err, want) {
				t.Errorf("%s, %s late: %v", name, late, err)
			}
		}
	}
}

// signers sign as the providers with a shared secret do.
var signers = map[string]func(body, secret string, now time.Time) (header, value string){
	"easypost": func(body, secret string, _ time.Time) (string, string) {
		return "x-hmac-signature", "hmac-sha256-hex=" + hex.EncodeToString(mac(secret, body))
	},
	"aftership": func(body, secret string, _ time.Time) (string, string) {
		return "aftership-hmac-sha256", base64.StdEncoding.EncodeToString(mac(secret, body))
	},
	"shippo": func(body, secret string, now time.Time) (string, string) {
		stamp := strconv.FormatInt(now.Unix(), 10)
		return "shippo-auth-signature", "t=" + stamp + ",v1=" + hex.EncodeToString(mac(secret, stamp+"."+body))
	},
}

func mac(secret, text string) []byte {
	sum := hmac.New(sha256.New, []byte(secret))
	_, _ = sum.Write([]byte(text))
	return sum.Sum(nil)
}

func signedAs(provider, body, secret string) carrier.Request {
	now := june(10, 18, 0)
	header, value := signers[provider](body, secret, now)
	return carrier.Request{Body: []byte(body), Now: now, Header: func(name string) string {
		if name == header {
			return value
		}
		return ""
	}}
}

// What is signed and unreadable is refused as such; unknown statuses, sparse bodies and times without a zone are kept.
func TestSignedBodiesOfEveryKind(t *testing.T) {
	unreadable := errors.New("unreadable")
	for _, test := range []struct {
		provider, body, word string
		at                   time.Time
		err                  error
	}{
		{"aftership", `{}`, "", time.Time{}, unreadable},
		{"aftership", `[]`, "", time.Time{}, unreadable},
		{"aftership", `{"event":"tracking_update","event_id":"1","msg":[]}`, "", time.Time{}, unreadable},
		{"aftership", `{"event":"tracking_update","event_id":"1","msg":{"tracking_number":"1","tag":"Delivered"}}`, "", time.Time{}, unreadable}, // when?
		{"aftership", `{"event":"tracking_update","event_id":"1","ts":1907345340,"msg":{"tracking_number":"1","tag":"Teleported"}}`, "Teleported", june(10, 18, 9), nil},
		{"aftership", `{"event":"tracking_update","event_id":"1","msg":{"tracking_number":"1","tag":"InTransit","checkpoints":[{"checkpoint_time":"2030-06-07T09:00:00"}]}}`, "InTransit", june(7, 9, 0), nil},
		{"shippo", `{}`, "", time.Time{}, unreadable},
		{"shippo", `{"event":"track_updated","data":{"tracking_number":"1","tracking_status":{"status":"DELIVERED"}}}`, "", time.Time{}, unreadable},
		{"shippo", `{"event":"track_updated","data":{"tracking_number":"1","tracking_status":{"status":"BEAMED","status_date":"2030-06-07T09:00:00Z"}}}`, "BEAMED", june(7, 9, 0), nil},
		{"shippo", `{"event":"track_updated","data":{"tracking_number":"1","tracking_status":null}}`, "", time.Time{}, nil},
		{"shippo", `{"event":"batch_created","data":{"object_id":"1"}}`, "", time.Time{}, nil},
	} {
		got, err := read(test.provider, "secret", signedAs(test.provider, test.body, "secret"))
		if test.err != nil {
			if !errors.Is(err, carrier.ErrUnreadable) {
				t.Errorf("%s %s: %+v %v", test.provider, test.body, got, err)
			}
			continue
		}
		if err != nil || got.News.Status != test.word || !got.News.At.Equal(test.at) {
			t.Errorf("%s %s: %+v %v", test.provider, test.body, got, err)
		}
	}
}

// Whatever somebody sends, with a signature or without: an event or a fault, never a panic.
func FuzzRead(f *testing.F) {
	for _, name := range fixtures(f) {
		provider, r := fixture(f, name)
		f.Add(provider, string(r.Body), r.Header("x-hmac-signature")+r.Header("aftership-hmac-sha256")+r.Header("shippo-auth-signature"))
	}
	for provider := range signers {
		for _, body := range []string{"", "{", "null", `{"event":"track_updated","data":{"tracking_number":"1","tracking_history":[null,{}]}}`} {
			f.Add(provider, body, "t=,v1=00")
		}
	}
	f.Fuzz(func(t *testing.T, provider, body, signature string) {
		if signers[provider] == nil {
			return
		}
		got, err := read(provider, "secret", signedAs(provider, body, "secret"))
		switch {
		case err != nil && !errors.Is(err, carrier.ErrUnreadable):
			t.Errorf("signed: %v", err)
		case err == nil && got.TrackingNumber != "" && (len(got.Scans) == 0 || got.News.At.IsZero() || got.ID == ""):
			t.Errorf("an event without a time, scan or id: %+v", got)
		}
		r := carrier.Request{Body: []byte(body), Now: june(10, 18, 0), Header: func(string) string { return signature }}
		if _, err := read(provider, "another secret", r); err == nil {
			t.Error("believed without the secret")
		}
	})
}
