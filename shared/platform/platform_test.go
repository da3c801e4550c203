package platform_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/events"
	"samplepath/shared/platform"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

const (
	application = "7301948573620194857"
	openID      = "ZxQbAAAAADk3Vq1uR0pWm7yTzLc2HsNfEoJg5dXiKaB8Yw"
)

var secret = platform.Secret{
	AppKey: events.Secrets["samplepath/tiktok-shop"]["app_key"], AppSecret: events.Secrets["samplepath/tiktok-shop"]["app_secret"],
}

// fixture is a sample event of receive-platform-event, at the time it came in.
func fixture(t testing.TB, file string) platform.Request {
	t.Helper()
	encoded, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var e struct {
		Headers map[string]string `json:"headers"`
		Body    string            `json:"body"`
		Context struct {
			At int64 `json:"timeEpoch"`
		} `json:"requestContext"`
	}
	if err := json.Unmarshal(encoded, &e); err != nil {
		t.Fatal(err)
	}
	return platform.Request{Signature: e.Headers["authorization"], Body: []byte(e.Body), Now: time.UnixMilli(e.Context.At)}
}

func june(day, hour, minute int) time.Time {
	return time.Date(2030, time.June, day, hour, minute, 0, 0, time.UTC)
}

func news(means sample.Status, reason string, at time.Time) *sample.PlatformNews {
	return &sample.PlatformNews{Means: means, Reason: reason, At: at}
}

func content(kind sample.ContentKind, id string, published time.Time, metrics *sample.Metrics) *sample.Content {
	return &sample.Content{Kind: kind, URL: "https://www.tiktok.com/@glow.with.ana/" + id, PublishedAt: published, Metrics: metrics}
}

func metrics(views, engagements, orders, commission int64, at time.Time) *sample.Metrics {
	return &sample.Metrics{
		Views: views, Engagements: engagements, Orders: orders, Commission: registration.Money{Amount: commission, Currency: "USD"}, At: at,
	}
}

// Features H8, I3, I5: every status of TikTok Shop, and content with and without figures. The ids are the sample events'.
var means = map[string]platform.Event{
	"pending":                   {Word: "PENDING", News: news(sample.StatusReadyToShip, "", june(5, 9, 0))},
	"awaiting-shipment":         {Word: "AWAITING_SHIPMENT", News: news(sample.StatusReadyToShip, "", june(6, 9, 5))},
	"awaiting-collection":       {Word: "AWAITING_COLLECTION", News: news(sample.StatusReadyToShip, "", june(7, 10, 5))},
	"shipped":                   {Word: "SHIPPED", News: news(sample.StatusShipped, "", june(7, 19, 20))},
	"content-pending":           {Word: "CONTENT_PENDING", News: news(sample.StatusDelivered, "", june(10, 18, 5))},
	"completed":                 {Word: "COMPLETED", News: news(sample.StatusPosted, "", june(21, 18, 30))},
	"ops-completed":             {Word: "OPS_COMPLETED", News: news(sample.StatusPosted, "", june(22, 8, 0))},
	"reject-cancelled":          {Word: "REJECT_CANCELLED", News: news(sample.StatusCancelled, "rejected_by_seller", june(6, 12, 0))},
	"overdue-cancelled":         {Word: "OVERDUE_CANCELLED", News: news(sample.StatusCancelled, "overdue_on_platform", june(13, 9, 0))},
	"del-open-collab":           {Word: "DEL_OPEN_COLLAB", News: news(sample.StatusCancelled, "collaboration_deleted", june(6, 13, 0))},
	"seller-not-ship-cancelled": {Word: "SELLER_NOT_SHIP_CANCELLED", News: news(sample.StatusCancelled, sample.NotShipped, june(20, 9, 0))},
	"withdraw-cancelled":        {Word: "WITHDRAW_CANCELLED", News: news(sample.StatusCancelled, "withdrawn_by_creator", june(6, 14, 0))},
	"unfulfillable-cancelled":   {Word: "UNFULFILLABLE_CANCELLED", News: news(sample.StatusCancelled, "content_impossible", june(12, 9, 0))},
	"unfulfill-cancelled":       {Word: "UNFULFILL_CANCELLED", News: news(sample.StatusMissed, "", june(30, 18, 0))},
	"ops-cancelled":             {Word: "OPS_CANCELLED", News: news(sample.StatusCancelled, "cancelled_by_platform", june(12, 10, 0))},
	"ops-failed":                {Word: "OPS_FAILED", News: news(sample.StatusCancelled, "failed_on_platform", june(12, 11, 0))},
	"unknown-status":            {Word: "FULFILLMENT_SUSPEND"},
	"video":                     {Content: content(sample.Video, "video/7300000000000000001", june(21, 18, 0), nil)},
	"live":                      {Content: content(sample.Live, "live/7300000000000000002", june(21, 19, 0), nil)},
	"video-first-figures":       {Content: content(sample.Video, "video/7300000000000000001", june(21, 18, 0), metrics(48200, 3411, 31, 18250, june(22, 6, 0)))},
	"posting":                   {CreatorOpenID: openID, ProductID: "1729384756001", VideoID: "7300000000000000001", Content: &sample.Content{Kind: sample.Video, PublishedAt: june(21, 18, 1)}},
	"posting-removed":           {},
	"video-later-figures":       {Content: content(sample.Video, "video/7300000000000000001", june(21, 18, 0), metrics(131500, 8936, 88, 52140, june(25, 6, 0)))},
}

// named is whom and what the sample events name beside the application: with content only the shop.
func named(e platform.Event) sample.Named {
	out := sample.Named{ShopID: "7494049642642441621"}
	if e.Content == nil {
		out.CreatorOpenID, out.ProductID = openID, "1729384756001"
	}
	return out
}

func TestWhatSampleEventsMean(t *testing.T) {
	files, err := filepath.Glob("../../events/receive-platform-event/*.json")
	if err != nil {
		t.Fatal(err)
	}
	seen, ids := map[string]bool{}, map[string]bool{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		got, err := platform.Read(secret, fixture(t, file))
		if err != nil || got.ID == "" || ids[got.ID] {
			t.Fatalf("%s: %+v %v", name, got, err)
		}
		ids[got.ID] = true
		want, listed := means[name]
		want.ID = got.ID
		switch name {
		case "order-status":
		case "posting", "posting-removed":
			seen[name] = true
		case "unknown-application":
			want, want.ApplicationID = means["shipped"], "7301948573620199999"
			want.ID, want.Named = got.ID, named(want)
		default:
			want.ApplicationID, want.Named = application, named(want)
			if !listed {
				t.Errorf("say what %s means", name)
			}
			seen[name] = true
		}
		if show(got) != show(want) {
			t.Errorf("%s: %s\nwant %s", name, show(got), show(want))
		}
		if got.Known() != (got.News != nil || got.Content != nil) {
			t.Errorf("%s: known %t", name, got.Known())
		}
	}
	for _, name := range slices.Sorted(maps.Keys(means)) {
		if !seen[name] {
			t.Errorf("events/receive-platform-event has no %s", name)
		}
	}
}

func show(e platform.Event) string {
	encoded, err := json.Marshal(e)
	if err != nil {
		return err.Error()
	}
	return string(encoded)
}

const body = `{"type":56,"tts_notification_id":"1","shop_id":"7","timestamp":1907345100,"data":{"application_id":"73","new_status":"SHIPPED"}}`

var sent = time.Unix(1907345100, 0)

// The example of TikTok Shop's own overview of webhooks.
func TestSignatureAsPublished(t *testing.T) {
	const published = `{"type":1,"tts_notification_id":"7380066284010030890","shop_id":"7495540735365777507","timestamp":1718305585,` +
		`"data":{"is_on_hold_order":true,"order_id":"576653688135258178","order_status":"UNPAID","update_time":1718305585}}`
	if got := (platform.Secret{AppKey: "abcdef", AppSecret: "123"}).Sign([]byte(published)); got != "5dec0f11ec2f6783b8deee53c9ffbf8d024302f7c7e7fa55a35d17629031ac05" {
		t.Fatalf("got %s", got)
	}
}

func TestWhatIsNotGenuine(t *testing.T) {
	genuine := platform.Request{Signature: secret.Sign([]byte(body)), Body: []byte(body), Now: sent}
	for _, late := range []time.Duration{0, 72 * time.Hour} { // the last time that TikTok Shop tries
		again := genuine
		again.Now = sent.Add(late)
		if _, err := platform.Read(secret, again); err != nil {
			t.Fatalf("%s later: %v", late, err)
		}
	}
	for name, change := range map[string]func(s *platform.Secret, r *platform.Request){
		"another body": func(_ *platform.Secret, r *platform.Request) {
			r.Body = []byte(strings.Replace(body, "SHIPPED", "COMPLETED", 1))
		},
		"a space more":     func(_ *platform.Secret, r *platform.Request) { r.Body = append(slices.Clone(r.Body), ' ') },
		"no signature":     func(_ *platform.Secret, r *platform.Request) { r.Signature = "" },
		"no hexadecimal":   func(_ *platform.Secret, r *platform.Request) { r.Signature = "Bearer x" },
		"half a signature": func(_ *platform.Secret, r *platform.Request) { r.Signature = r.Signature[:32] },
		"another secret":   func(s *platform.Secret, _ *platform.Request) { s.AppSecret = "x" },
		"another app":      func(s *platform.Secret, _ *platform.Request) { s.AppKey = "x" },
		"an old time": func(_ *platform.Secret, r *platform.Request) {
			r.Now = sent.Add(72*time.Hour + 5*time.Minute + time.Second)
		},
		"a time to come":    func(_ *platform.Secret, r *platform.Request) { r.Now = sent.Add(-5*time.Minute - time.Second) },
		"no app key stored": func(s *platform.Secret, r *platform.Request) { s.AppKey = ""; r.Signature = s.Sign(r.Body) },
		"no secret stored":  func(s *platform.Secret, r *platform.Request) { s.AppSecret = ""; r.Signature = s.Sign(r.Body) },
	} {
		s, r := secret, genuine
		change(&s, &r)
		if _, err := platform.Read(s, r); !errors.Is(err, platform.ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	const c = `{"application_id":"73","content":{"format":"VIDEO","url":"https://t.example/1","publish_time":1907345000}`
	for name, in := range map[string]string{
		"no JSON":          `{`,
		"no id":            `{"type":56,"timestamp":1907345100,"data":{"application_id":"73","new_status":"SHIPPED"}}`,
		"no time":          `{"type":56,"tts_notification_id":"1","data":{"application_id":"73","new_status":"SHIPPED"}}`,
		"no data":          of(56, `null`),
		"no application":   of(56, `{"new_status":"SHIPPED"}`),
		"no status":        of(56, `{"application_id":"73"}`),
		"a list":           of(56, `[]`),
		"posted by nobody": of(17, `{"product_id":"1","event":{"type":"ADD","scene":"VIDEO","content_id":"2"}}`),
		"content of none":  of(10056, strings.Replace(c, `"73"`, `""`, 1)+`}`),
		"a photo":          of(10056, strings.Replace(c, "VIDEO", "PHOTO", 1)+`}`),
		"a script":         of(10056, strings.Replace(c, "https://t.example/1", "javascript:alert(1)", 1)+`}`),
		"no address":       of(10056, strings.Replace(c, "https://t.example/1", "", 1)+`}`),
		"no publish time":  of(10056, strings.Replace(c, "1907345000", "0", 1)+`}`),
		"negative views":   of(10056, c+`,"metrics":{"view_count":-1,"commission":{"amount":0,"currency":"USD"}}}`),
		"no currency":      of(10056, c+`,"metrics":{"view_count":1,"commission":{"amount":5}}}`),
		"half a cent":      of(10056, c+`,"metrics":{"view_count":1,"commission":{"amount":5.5,"currency":"USD"}}}`),
	} {
		_, err := platform.Read(secret, platform.Request{Signature: secret.Sign([]byte(in)), Body: []byte(in), Now: sent})
		if !errors.Is(err, platform.ErrUnreadable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func of(topic int, data string) string {
	return fmt.Sprintf(`{"type":%d,"tts_notification_id":"1","shop_id":"7","timestamp":1907345100,"data":%s}`, topic, data)
}

// A posting counts from when the parcel is on its way, whatever the creator had before; its address names the creator.
func TestStepsOfAPosting(t *testing.T) {
	for status, want := range map[sample.Status]int{
		sample.StatusAwaitingAuthorization: 0, sample.StatusReadyToShip: 0, sample.StatusShipped: 2, sample.StatusDelivered: 1, sample.StatusReceived: 1, sample.StatusPosted: 1, sample.StatusCancelled: 0,
	} {
		s := sample.Sample{Status: status, OrderedAt: june(6, 9, 0), CreatorHandle: "@glow.with.ana"}
		if status == sample.StatusPosted {
			s.Content = []sample.Content{{}}
		}
		steps, err := means["posting"].Steps(s, june(22, 0, 0))
		if err != nil || len(steps) != want {
			t.Fatalf("%s: %d steps, %v", status, len(steps), err)
		}
		if want > 0 && steps[want-1].After.Content[0].URL != "https://www.tiktok.com/@glow.with.ana/video/7300000000000000001" {
			t.Errorf("%s: %+v", status, steps[want-1].After.Content)
		}
	}
	if means["posting"].Content.URL != "" {
		t.Error("the event was changed")
	}
}

// An event takes the steps of its kind, and what is not known takes none.
func TestSteps(t *testing.T) {
	s := sample.Sample{Status: sample.StatusReadyToShip, OrderedAt: june(6, 9, 0)}
	for name, want := range map[string]sample.Status{"shipped": sample.StatusShipped, "video": sample.StatusPosted, "unknown-status": ""} {
		steps, err := means[name].Steps(s, june(22, 0, 0))
		got := sample.Status("")
		if len(steps) > 0 {
			got = steps[len(steps)-1].After.Status
		}
		if err != nil || got != want {
			t.Errorf("%s leads to %q, %v; want %q", name, got, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("../../events/receive-platform-event/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal("no sample events", err)
	}
	for _, file := range files {
		f.Add(fixture(f, file).Body)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		e, err := platform.Read(secret, platform.Request{Signature: secret.Sign(in), Body: in, Now: sent})
		if err != nil && !errors.Is(err, platform.ErrUnreadable) && !errors.Is(err, platform.ErrSignature) {
			t.Fatal(err)
		}
		if err != nil && e.ID != "" || err == nil && (e.ID == "" || e.Known() && !e.OfSample()) {
			t.Fatalf("%+v %v", e, err)
		}
	})
}
