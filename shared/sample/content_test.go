package sample_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/sample"
)

// posting is a video that the creator logs.
func posting(url string) sample.Content {
	return sample.Content{Kind: sample.Video, URL: url, PublishedAt: delivered}
}

// logged takes content in, and checks which event that makes.
func logged(t *testing.T, s sample.Sample, told sample.Content, want event.Type) sample.Sample {
	t.Helper()
	next, kind, err := sample.LogContent(s, told, sample.TikTok, late)
	if err != nil || kind != want {
		t.Fatalf("%s: %q %v, want %s", told.URL, kind, err, want)
	}
	return next
}

// reported takes in what the platform says, which is one step.
func reported(t *testing.T, s sample.Sample, told sample.Content, want event.Type) sample.Sample {
	t.Helper()
	steps, err := sample.ReportContent(s, told, late)
	if err != nil || len(steps) != 1 || steps[0].Kind != want {
		t.Fatalf("%s: %s %v, want %s", told.URL, path(steps), err, want)
	}
	return steps[0].After
}

// Feature I3: the first post completes the wait, further ones are added, up to the limit, and the same one once.
func TestSeveralPosts(t *testing.T) {
	s := logged(t, in(sample.StatusReceived), posting(firstPost), sample.EventPosted)
	s.Status = sample.StatusCompleted
	live := sample.Content{Kind: sample.Live, URL: "https://www.tiktok.com/@ana/live", PublishedAt: delivered}
	s = logged(t, s, live, sample.EventContentAdded)
	nextDay := live
	nextDay.PublishedAt = delivered.AddDate(0, 0, 1)
	s = logged(t, s, nextDay, sample.EventContentAdded) // at the address of every LIVE of the creator
	if s.Status != sample.StatusCompleted || len(s.Content) != 3 || s.Content[2].LoggedBy != "" || s.Content[1].Late {
		t.Fatalf("%s %+v", s.Status, s.Content)
	}
	for _, again := range []sample.Content{posting(firstPost), posting(firstPost + "?is_from_webapp=1"), posting("https://m.tiktok.com/@ana/video/7300000000000000001/"), live} {
		_, _, err := sample.LogContent(s, again, sample.TikTok, late)
		refusal, ok := errors.AsType[*fault.Error](err)
		if !errors.Is(err, sample.ErrContentLogged) || !ok || refusal.Details["number"] == nil {
			t.Errorf("%s again: %v", again.URL, err)
		}
	}
	for i := len(s.Content); i < sample.MaxPosts; i++ {
		s = logged(t, s, posting(fmt.Sprint(anotherPost, i)), sample.EventContentAdded)
	}
	if _, _, err := sample.LogContent(s, posting(anotherPost), sample.TikTok, late); !errors.Is(err, sample.ErrTooManyPosts) {
		t.Errorf("one more: %v", err)
	}
	if steps, err := sample.ReportContent(s, posting(anotherPost), late); err != nil || len(steps) != 0 {
		t.Errorf("one more, by the platform: %s %v", path(steps), err)
	}
}

// Feature I3: a post after the sample was closed as missed is logged as late; the sample stays missed.
func TestPostsAfterTheSampleWasMissed(t *testing.T) {
	missed := in(sample.StatusMissed)
	missed.Content = nil
	if _, err := sample.Classify(missed, sample.Outcome{}, late); !errors.Is(err, sample.ErrMove) {
		t.Errorf("judged without content: %v", err)
	}
	byCreator := logged(t, missed, posting(firstPost), sample.EventPostedLate)
	byPlatform := reported(t, missed, posting(firstPost), sample.EventPostedLate)
	steps, err := sample.Follow(missed, sample.PlatformNews{Means: sample.StatusPosted, At: late}, late)
	for who, s := range map[string]sample.Sample{"creator": byCreator, "platform": byPlatform, "platform, without an address": last(t, steps, err)} {
		if s.Status != sample.StatusMissed || s.Tab() != sample.TabClosed || len(s.Content) != 1 || !s.Content[0].Late || s.NextReminderAt != nil || !reflect.DeepEqual(s.DeliveredAt, missed.DeliveredAt) {
			t.Errorf("by the %s: %+v", who, s)
		}
	}
	if s, err := sample.Classify(byCreator, sample.Outcome{Generated: true, Usable: true}, late); err != nil || s.Status != sample.StatusMissed || !s.Outcome.Usable {
		t.Errorf("judged: %+v %v", s.Outcome, err)
	}
	figured := reported(t, byCreator, sample.Content{Kind: sample.Video, URL: firstPost, PublishedAt: delivered, Metrics: figures(5, late)}, sample.EventContentUpdated)
	if !figured.Content[0].Late || figured.Content[0].Metrics.Views != 5 {
		t.Errorf("figures: %+v", figured.Content)
	}
}

// Feature I5: figures are of the post that they name.
func TestFiguresOfEachPost(t *testing.T) {
	s := logged(t, in(sample.StatusReceived), posting(firstPost), sample.EventPosted)
	s = reported(t, s, sample.Content{Kind: sample.Video, URL: anotherPost + "?a=1", PublishedAt: delivered, Metrics: figures(20, late)}, sample.EventContentAdded)
	s = reported(t, s, sample.Content{Kind: sample.Video, URL: firstPost, PublishedAt: delivered, Metrics: figures(10, late)}, sample.EventContentUpdated)
	if len(s.Content) != 2 || s.Content[0].Metrics.Views != 10 || s.Content[1].Metrics.Views != 20 {
		t.Fatalf("%+v", s.Content)
	}
	if s.Content[0].LoggedBy != "" || s.Content[1].LoggedBy != actor.Platform {
		t.Errorf("logged by %s and %s", s.Content[0].LoggedBy, s.Content[1].LoggedBy)
	}
}

// A short link holds no id: the platform's word about a post of that kind says which one it is.
func TestAShortLinkIsNamedByThePlatform(t *testing.T) {
	s := logged(t, in(sample.StatusReceived), posting("https://vm.tiktok.com/ZMabc/"), sample.EventPosted)
	s = reported(t, s, sample.Content{Kind: sample.Video, URL: firstPost, PublishedAt: delivered, Metrics: figures(10, late)}, sample.EventContentUpdated)
	if len(s.Content) != 1 || s.Content[0].URL != firstPost || s.Content[0].Metrics.Views != 10 || s.Content[0].LoggedBy != "" {
		t.Fatalf("%+v", s.Content)
	}
	s = reported(t, s, sample.Content{Kind: sample.Video, URL: anotherPost, PublishedAt: delivered}, sample.EventContentAdded)
	if len(s.Content) != 2 || s.Content[0].URL != firstPost {
		t.Fatalf("another: %+v", s.Content)
	}
}

// A creator names the content of which the platform has said only that it is there, and may correct that.
func TestACreatorNamesWhatThePlatformMentioned(t *testing.T) {
	steps, err := sample.Follow(in(sample.StatusReceived), sample.PlatformNews{Means: sample.StatusPosted, At: late}, late)
	mentioned := last(t, steps, err)
	s := logged(t, mentioned, posting(firstPost), sample.EventContentUpdated)
	if len(s.Content) != 1 || s.Content[0].URL != firstPost || mentioned.Content[0].URL != "" {
		t.Fatalf("%+v", s.Content)
	}
	for who, before := range map[string]sample.Sample{"named": s, "mentioned": mentioned} {
		next, kind, err := sample.CorrectContent(before, 1, sample.Correction{Kind: sample.Video, URL: anotherPost}, sample.TikTok, late)
		if err != nil || kind != sample.EventContentCorrected || next.Content[0].URL != anotherPost || next.Content[0].LoggedBy != "" {
			t.Errorf("%s: %+v %v", who, next.Content, err)
		}
	}
}

// Feature I3: the creator corrects a wrong address; what TikTok Shop has confirmed stands.
func TestCorrections(t *testing.T) {
	s := logged(t, in(sample.StatusReceived), posting(firstPost), sample.EventPosted)
	s = logged(t, s, posting(anotherPost), sample.EventContentAdded)
	right := "https://www.tiktok.com/@ana/video/7300000000000000003"
	before := s.Content[0]
	next, kind, err := sample.CorrectContent(s, 1, sample.Correction{URL: right}, sample.TikTok, late)
	want := before
	want.URL = right
	if err != nil || kind != sample.EventContentCorrected || next.Content[0] != want || next.Content[1] != s.Content[1] || s.Content[0] != before || next.Version != s.Version+1 {
		t.Fatalf("%q %+v %v", kind, next.Content, err)
	}
	same := s.Content[0].PublishedAt.In(time.FixedZone("", 3600))
	if next, kind, err := sample.CorrectContent(s, 1, sample.Correction{URL: firstPost, PublishedAt: &same}, sample.TikTok, late); err != nil || kind != "" || !reflect.DeepEqual(next, s) {
		t.Errorf("what it is: %q %v", kind, err)
	}
	merged, _, err := sample.CorrectContent(s, 1, sample.Correction{URL: anotherPost + "?x=1"}, sample.TikTok, late)
	if err != nil || len(merged.Content) != 1 || merged.Content[0] != s.Content[1] || len(s.Content) != 2 {
		t.Errorf("what is logged already: %+v %v", merged.Content, err)
	}
	if _, _, err := sample.CorrectContent(s, 3, sample.Correction{URL: right}, sample.TikTok, late); !errors.Is(err, sample.ErrNoContent) {
		t.Errorf("one that is not there: %v", err)
	}
	confirmed := reported(t, s, sample.Content{Kind: sample.Video, URL: firstPost, PublishedAt: delivered, Metrics: figures(1, late)}, sample.EventContentUpdated)
	if _, _, err := sample.CorrectContent(confirmed, 1, sample.Correction{URL: right}, sample.TikTok, late); !errors.Is(err, sample.ErrContentConfirmed) {
		t.Errorf("confirmed: %v", err)
	}
	_, _, err = sample.CorrectContent(s, 1, sample.Correction{URL: "https://example.com/1", PublishedAt: new(late.Add(1))}, sample.TikTok, late)
	if invalid, ok := errors.AsType[*fault.Error](err); !ok || len(invalid.Fields) != 2 || invalid.Fields[0].Field != "url" || invalid.Fields[1].Field != "publishedAt" {
		t.Errorf("elsewhere, and to come: %v", err)
	}
}

// Feature I3: content is on TikTok, by https, unless the deployer allows other sites, too.
func TestSites(t *testing.T) {
	for address, allowed := range map[string]bool{
		firstPost: true, "https://tiktok.com/@ana/video/1": true, "https://vm.tiktok.com/ZMabc": true, "https://vt.tiktok.com/ZMabc/": true,
		"https://m.tiktok.com/v/1.html": true, "https://WWW.TikTok.com/@ana/video/1?a=b#c": true, "https://www.tiktok.com/@ana/live": true,
		"http://www.tiktok.com/@ana/video/1": false, "https://www.tiktok.com": false, "https://www.tiktok.com/": false,
		"https://nottiktok.com/@ana/video/1": false, "https://tiktok.com.evil.example/1": false, "https://evil.example/tiktok.com": false,
		"https://tiktok.com@evil.example/1": false, "https://ana@www.tiktok.com/1": false, "https://www.tiktok.com:8443/1": false,
		"javascript:alert(1)": false, "//www.tiktok.com/1": false, "": false, "https://www.tiktok.com%2eevil.example/1": false,
		"https://youtu.be/abc": false,
	} {
		if got := sample.TikTok.Allow(address); got != allowed {
			t.Errorf("%q: %t", address, got)
		}
	}
	if got := sample.ParseSites(" , "); !reflect.DeepEqual(got, sample.TikTok) {
		t.Errorf("nothing set: %v", got)
	}
	more := sample.ParseSites("tiktok.com, YouTu.be")
	if !more.Allow("https://youtu.be/abc") || !more.Allow(firstPost) || more.Allow("https://example.com/1") {
		t.Errorf("%v", more)
	}
}
