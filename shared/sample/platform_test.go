package sample_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

// followed are the events that only the platform makes.
var followed = []event.Type{sample.EventPlatformCancelled, sample.EventContentUpdated}

// path writes down what steps do: each event's verb and the status after it.
func path(steps []sample.Step) string {
	var out []string
	for _, step := range steps {
		out = append(out, fmt.Sprintf("%s=%s", strings.TrimPrefix(string(step.Kind), "sample."), step.After.Status))
	}
	return strings.Join(out, " ")
}

// Feature H8: what each of the platform's statuses makes of each of ours; nothing where it would be a step back.
func TestEveryNewsOfThePlatformInEveryStatus(t *testing.T) {
	want := map[sample.Status]map[sample.Status]string{
		sample.StatusAwaitingAuthorization: {sample.StatusMissed: "platform_cancelled=cancelled", sample.StatusCancelled: "platform_cancelled=cancelled"},
		sample.StatusReadyToShip: {
			sample.StatusShipped: "shipped=shipped", sample.StatusDelivered: "delivered=delivered", sample.StatusPosted: "delivered=delivered posted=posted",
			sample.StatusMissed: "delivered=delivered missed=missed", sample.StatusCancelled: "platform_cancelled=cancelled",
		},
		sample.StatusShipped: {
			sample.StatusDelivered: "delivered=delivered", sample.StatusPosted: "delivered=delivered posted=posted",
			sample.StatusMissed: "delivered=delivered missed=missed", sample.StatusCancelled: "platform_cancelled=written_off",
		},
		sample.StatusDelivered: {sample.StatusPosted: "posted=posted", sample.StatusMissed: "missed=missed", sample.StatusCancelled: "platform_cancelled=written_off"},
		sample.StatusReceived:  {sample.StatusPosted: "posted=posted", sample.StatusMissed: "missed=missed", sample.StatusCancelled: "platform_cancelled=written_off"},
		sample.StatusDeliveryException: {
			sample.StatusDelivered: "delivered=delivered", sample.StatusPosted: "posted=posted",
			sample.StatusMissed: "platform_cancelled=written_off", sample.StatusCancelled: "platform_cancelled=written_off",
		},
		sample.StatusProblemReported: {
			sample.StatusPosted: "posted=posted", sample.StatusMissed: "platform_cancelled=written_off", sample.StatusCancelled: "platform_cancelled=written_off",
		},
	}
	for _, from := range statuses {
		for _, means := range []sample.Status{sample.StatusReadyToShip, sample.StatusShipped, sample.StatusDelivered, sample.StatusPosted, sample.StatusMissed, sample.StatusCancelled} {
			before := in(from)
			steps, err := sample.Follow(before, sample.PlatformNews{Means: means, Reason: "because", At: delivered.Add(time.Hour)}, late)
			if got := path(steps); err != nil || got != want[from][means] {
				t.Errorf("%s in %s: %q, %v; want %q", means, from, got, err, want[from][means])
			}
			for i, step := range steps {
				if step.After.Version != before.Version+i+1 || step.After.Status.Rank() <= from.Rank() {
					t.Errorf("%s in %s: step %d to %s, version %d", means, from, i, step.After.Status, step.After.Version)
				}
			}
			if diff := cmp.Diff(in(from), before); diff != "" {
				t.Errorf("%s in %s changed the sample it was given (-want +got):\n%s", means, from, diff)
			}
		}
	}
}

func last(t *testing.T, steps []sample.Step, err error) sample.Sample {
	t.Helper()
	if err != nil || len(steps) == 0 {
		t.Fatalf("%d steps, %v", len(steps), err)
	}
	return steps[len(steps)-1].After
}

// A delivery on the platform's word is dated and due as on the carrier's, and one that cannot be is dated now.
func TestDeliveryOnThePlatformsWord(t *testing.T) {
	for at, want := range map[time.Time]time.Time{delivered: delivered, late.Add(1): late, ordered.Add(-1): late} {
		steps, err := sample.Follow(in(sample.StatusShipped), sample.PlatformNews{Means: sample.StatusDelivered, At: at}, late)
		s := last(t, steps, err)
		if !s.DeliveredAt.Equal(want) || !s.ContentDueAt.Equal(want.AddDate(0, 0, p.ContentDays)) || s.NextReminderAt == nil {
			t.Errorf("delivered at %s: %s, due %s", at, s.DeliveredAt, s.ContentDueAt)
		}
	}
}

// Reasons are kept; what was never sent stays its own case, and what was sent counts against nobody.
func TestCancellationsOfThePlatform(t *testing.T) {
	for name, test := range map[string]struct {
		from   sample.Status
		reason string
		kind   event.Type
		excuse sample.Excuse
	}{
		"not shipped":              {sample.StatusReadyToShip, sample.NotShipped, sample.EventNotShipped, ""},
		"not shipped, and it was":  {sample.StatusShipped, sample.NotShipped, sample.EventPlatformCancelled, sample.ExcuseOther},
		"withdrawn":                {sample.StatusReadyToShip, "withdrawn_by_creator", sample.EventPlatformCancelled, ""},
		"made impossible":          {sample.StatusReceived, "content_impossible", sample.EventPlatformCancelled, sample.ExcuseOther},
		"with a reminder to come":  {sample.StatusDelivered, "failed_on_platform", sample.EventPlatformCancelled, sample.ExcuseOther},
		"with an exception opened": {sample.StatusDeliveryException, "overdue_on_platform", sample.EventPlatformCancelled, sample.ExcuseOther},
	} {
		before := in(test.from)
		before.NextReminderAt = &late
		steps, err := sample.Follow(before, sample.PlatformNews{Means: sample.StatusCancelled, Reason: test.reason, At: delivered}, late)
		s := last(t, steps, err)
		if steps[0].Kind != test.kind || s.Reason != test.reason || s.Excuse != test.excuse || s.NextReminderAt != nil {
			t.Errorf("%s: %s, %q, %q, next reminder %v", name, steps[0].Kind, s.Reason, s.Excuse, s.NextReminderAt)
		}
	}
}

// What the agency decided holds: more time, another parcel, an exception that the platform's news is older than.
func TestWhatThePlatformDoesNotKnow(t *testing.T) {
	extended := in(sample.StatusReceived)
	extended.Extensions = 1
	reshipped := in(sample.StatusReadyToShip)
	reshipped.Reships = 1
	for name, test := range map[string]struct {
		before sample.Sample
		means  sample.Status
		at     time.Time // of the news, and now
	}{
		"more time":             {extended, sample.StatusMissed, extended.ContentDueAt.Add(-1)},
		"shipped again":         {reshipped, sample.StatusShipped, late},
		"delivered again":       {reshipped, sample.StatusDelivered, late},
		"missed, and sent":      {reshipped, sample.StatusMissed, late},
		"before the exception":  {in(sample.StatusDeliveryException), sample.StatusDelivered, delivered.Add(-1)},
		"content before it all": {in(sample.StatusReceived), sample.StatusPosted, ordered.Add(-1)},
	} {
		if steps, err := sample.Follow(test.before, sample.PlatformNews{Means: test.means, At: test.at}, test.at); err != nil || len(steps) != 0 {
			t.Errorf("%s: %s, %v", name, path(steps), err)
		}
	}
	if steps, err := sample.Follow(extended, sample.PlatformNews{Means: sample.StatusMissed, At: late}, *extended.ContentDueAt); err != nil || path(steps) != "missed=missed" {
		t.Errorf("when the time has run out: %s, %v", path(steps), err)
	}
}

func told(url string, metrics *sample.Metrics) sample.Content {
	return sample.Content{Kind: sample.Video, URL: url, PublishedAt: delivered.Add(2 * time.Hour), Metrics: metrics}
}

func figures(views int64, at time.Time) *sample.Metrics {
	return &sample.Metrics{Views: views, Commission: registration.Money{Amount: 10 * views, Currency: "USD"}, At: at}
}

// Features I3, I5: the first word of content posts it, later ones bring figures, and the newest by its time stands.
func TestContentAndItsFigures(t *testing.T) {
	s := in(sample.StatusDelivered)
	for i, test := range []struct {
		told sample.Content
		path string
		want int64 // views
	}{
		{told("https://a.example", figures(10, delivered.Add(3*time.Hour))), "posted=posted", 10},
		{told("https://a.example", figures(20, delivered.Add(5*time.Hour))), "content_updated=posted", 20},
		{told("https://a.example", figures(15, delivered.Add(4*time.Hour))), "", 20}, // came late
		{told("https://a.example", figures(15, delivered.Add(5*time.Hour))), "", 20}, // of the same time
		{told("https://a.example", nil), "", 20},
		{told("https://a.example", figures(18, delivered.Add(6*time.Hour))), "content_updated=posted", 18}, // newest, though less
	} {
		steps, err := sample.ReportContent(s, test.told, late)
		if err != nil || path(steps) != test.path {
			t.Fatalf("%d: %q, %v; want %q", i, path(steps), err, test.path)
		}
		if len(steps) > 0 {
			s = steps[0].After
		}
		if s.Content[0].Metrics.Views != test.want || s.Content[0].URL != "https://a.example" || len(s.Content) != 1 {
			t.Fatalf("%d: %+v", i, s.Content)
		}
	}
	s.Status = sample.StatusCompleted
	if steps, err := sample.ReportContent(s, told("https://a.example", figures(30, late)), late); err != nil || path(steps) != "content_updated=completed" {
		t.Errorf("after the end: %s, %v", path(steps), err)
	}
	for _, closed := range []sample.Status{sample.StatusCancelled, sample.StatusLost, sample.StatusWrittenOff} {
		if steps, err := sample.ReportContent(in(closed), told("https://a.example", nil), late); err != nil || len(steps) != 0 {
			t.Errorf("of a sample that is %s: %s, %v", closed, path(steps), err)
		}
	}
}

// A status says only that there is content; which it is comes later, and once.
func TestContentIsNamedLater(t *testing.T) {
	steps, err := sample.Follow(in(sample.StatusReceived), sample.PlatformNews{Means: sample.StatusPosted, At: late.Add(time.Hour)}, late)
	s := last(t, steps, err)
	if s.Content[0].URL != "" || !s.Content[0].PublishedAt.Equal(late) {
		t.Fatalf("%+v", s.Content)
	}
	unnamed := s.Content[0]
	steps, err = sample.ReportContent(s, told("https://a.example", nil), late)
	named := last(t, steps, err)
	if named.Content[0].URL != "https://a.example" || named.Content[0].Kind != sample.Video || !named.Content[0].PublishedAt.Equal(delivered.Add(2*time.Hour)) || unnamed.URL != "" {
		t.Fatalf("%+v", named.Content)
	}
	if steps, err = sample.ReportContent(named, told("https://b.example", nil), late); err != nil || path(steps) != "content_added=posted" {
		t.Fatalf("another: %s, %v", path(steps), err)
	}
}

// Feature H8: one application at a time, and none for a sample that has ended early.
func TestLink(t *testing.T) {
	s, err := sample.Link(in(sample.StatusShipped), "7301")
	if err != nil || s.ApplicationID != "7301" {
		t.Fatalf("%+v %v", s, err)
	}
	if _, err := sample.Link(s, "7301"); !errors.Is(err, sample.ErrLinked) {
		t.Errorf("the same again: %v", err)
	}
	if again, err := sample.Link(s, "7302"); err != nil || again.ApplicationID != "7302" {
		t.Errorf("another: %v", err)
	}
	if _, err := sample.Link(in(sample.StatusCancelled), "7301"); !errors.Is(err, sample.ErrMove) {
		t.Errorf("of a cancelled one: %v", err)
	}
}
