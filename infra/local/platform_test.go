package local_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"samplepath/events"
	"samplepath/infra/local/demo"
	"samplepath/infra/local/states"
	"samplepath/shared/contract"
	"samplepath/shared/platform"
	"samplepath/shared/sample"
)

const application = "7301948573620194857"

// says sends one event of the platform and lets everything that follows happen.
func (a *app) says(want, id string, topic int, data any) {
	a.Helper()
	got, err := a.TellPlatform(a.Context(), id, topic, data)
	a.must(err)
	if got != want {
		a.Fatalf("%s is %s, want %s", id, got, want)
	}
	a.settle()
}

func (a *app) video(views int) (topic int, data any) {
	return 10056, map[string]any{
		"application_id": application,
		"content": map[string]any{
			"format": "VIDEO", "url": "https://www.tiktok.com/@glow.with.ana/video/7300000000000000001", "publish_time": a.Clock.Now().Add(-time.Hour).Unix(),
		},
		"metrics": map[string]any{
			"view_count": views, "like_count": 3, "comment_count": 2, "share_count": 1, "paid_order_count": 4,
			"commission": map[string]any{"amount": 1825, "currency": "USD"},
		},
	}
}

// Features H8, I3, I5: TikTok Shop alone takes a linked sample through its whole lifecycle, and brings its figures up to
// date after the end. Nobody here ships it, confirms it or submits anything.
func TestThePlatformAloneCompletesALifecycle(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.quiet()
	ctx := t.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.must(a.Link(ctx, s.ID, application))
	a.advance(26 * time.Hour)
	tell := func(want, id, status string) {
		t.Helper()
		topic, data := demo.Status(application, status)
		a.says(want, id, topic, data)
	}
	tell("stale", "1", "AWAITING_SHIPMENT")
	a.inState(s.ID, "Await shipment")
	tell("recorded", "2", "SHIPPED")
	a.inState(s.ID, "Await delivery")
	tell("duplicate", "2", "SHIPPED")
	a.advance(3 * day)
	tell("recorded", "3", "CONTENT_PENDING")
	a.inState(s.ID, "Await receipt")
	tell("stale", "4", "SHIPPED")
	tell("unknown_status", "5", "TELEPORTED")
	a.advance(10 * day)
	topic, data := a.video(48200)
	a.says("recorded", "6", topic, data)
	if status := a.executions(lifecycles)[s.ID]; status != states.Succeeded {
		t.Fatalf("the execution is %s", status)
	}
	a.advance(day)
	topic, data = a.video(131500)
	a.says("recorded", "7", topic, data)
	a.says("duplicate", "7", topic, data)
	tell("stale", "8", "COMPLETED")

	view := a.sample(s.ID)
	if view.Status != sample.StatusCompleted || len(view.Content) != 1 || view.Content[0].Kind != sample.Video || view.Content[0].Metrics == nil {
		t.Fatalf("%s: %+v", view.Status, view.Content)
	}
	if m := view.Content[0].Metrics; m.Views != 131500 || m.Engagements != 6 || m.Orders != 4 || m.Commission.Amount != 1825 {
		t.Fatalf("%+v", m)
	}
	page, err := demo.Get[contract.Page[contract.AgencySample]](ctx, a.Agency, "/v1/campaigns/"+a.Campaign.Campaign.ID+"/samples?status=posted")
	a.must(err)
	if len(page.Items) != 1 || page.Items[0].Content[0].Metrics.Views != 131500 {
		t.Fatalf("the posted tab: %+v", page.Items)
	}
}

// Feature H8: what TikTok Shop cancels before it left goes back to the allocation, and its execution ends.
func TestThePlatformCancelsASample(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.must(a.Link(ctx, s.ID, application))
	a.settle()
	topic, data := demo.Status(application, "WITHDRAW_CANCELLED")
	a.says("recorded", "1", topic, data)
	if got := a.sample(s.ID); got.Status != sample.StatusCancelled || got.Reason != "withdrawn_by_creator" || a.available() != 10 {
		t.Fatalf("the sample is %s: %s; %d available", got.Status, got.Reason, a.available())
	}
	if status := a.executions(lifecycles)[s.ID]; status != states.Succeeded {
		t.Fatalf("the execution is %s", status)
	}
	if told := a.inbox(a.Agency); told[0].Type != sample.EventPlatformCancelled {
		t.Fatalf("the agency was told %+v", told[0])
	}
}

// A sample that left without anybody's saying when is not waited for forever.
func TestShippedOnThePlatformAndNeverDelivered(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.quiet()
	ctx := t.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.must(a.Link(ctx, s.ID, application))
	a.settle()
	topic, data := demo.Status(application, "SHIPPED")
	a.says("recorded", "1", topic, data)
	a.advance(60 * day)
	if got := a.sample(s.ID); got.Status != sample.StatusLost {
		t.Fatalf("after 60 days the sample is %s", got.Status)
	}
	if visits, err := a.States.Visits(a.sample(s.ID).ExecutionArn); err != nil || len(visits) > 12 {
		t.Fatalf("%d states, %v", len(visits), err)
	}
}

// An old time is refused although the signature is good, and so is a good time with another signature.
func TestPlatformEventsAreNotBelievedLightly(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	values := events.Secrets["samplepath/tiktok-shop"]
	secret := platform.Secret{AppKey: values["app_key"], AppSecret: values["app_secret"]}
	at := func(sent time.Time) []byte {
		return fmt.Appendf(nil, `{"type":1,"tts_notification_id":"1","shop_id":"7","timestamp":%d,"data":{}}`, sent.Unix())
	}
	fresh, old := at(a.Clock.Now()), at(a.Clock.Now().Add(-80*time.Hour))
	for name, test := range map[string]struct {
		body      []byte
		signature string
		status    int
	}{
		"genuine": {fresh, secret.Sign(fresh), http.StatusOK}, "an old time": {old, secret.Sign(old), http.StatusUnauthorized},
		"another body's": {fresh, secret.Sign(old), http.StatusUnauthorized}, "a token": {fresh, "Bearer x", http.StatusUnauthorized},
		"none": {fresh, "", http.StatusUnauthorized},
	} {
		answer, err := demo.Send(t.Context(), http.MethodPost, a.URL+"/v1/platform-events/tiktok-shop", http.Header{"Authorization": {test.signature}}, test.body)
		if err != nil || answer.Status != test.status {
			t.Errorf("%s: %d, want %d, %v", name, answer.Status, test.status, err)
		}
	}
}
