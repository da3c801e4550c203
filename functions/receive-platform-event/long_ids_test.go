package main

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"samplepath/events"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/platform"
)

// signed is a sample event of TikTok Shop with one text of its body replaced, and its signature made anew.
func signed(t *testing.T, name, old, replacement string) apitest.Request {
	t.Helper()
	e := apitest.Event(t, "receive-platform-event/"+name)
	if !strings.Contains(e.Body, old) {
		t.Fatalf("the body has no %s: %s", old, e.Body)
	}
	e.Body = strings.Replace(e.Body, old, replacement, 1)
	secrets := events.Secrets["samplepath/tiktok-shop"]
	e.Headers = maps.Clone(e.Headers)
	e.Headers["authorization"] = platform.Secret{AppKey: secrets["app_key"], AppSecret: secrets["app_secret"]}.Sign([]byte(e.Body))
	return e
}

// An id may be longer than a key can hold: it is known again all the same, and is no fault of ours.
func TestIdsLongerThanAKey(t *testing.T) {
	w := linked(t)
	serve := server(t, w.Table)
	for _, long := range []string{strings.Repeat("7", 2100), strings.Repeat("é", 1100), strings.Repeat("x", 200<<10)} {
		for name, test := range map[string]struct {
			event, member string
			first, again  contract.NewsResult
		}{
			"notification": {"unknown-status", `"tts_notification_id":"`, "unknown_status", "duplicate"},
			"application":  {"unknown-status", `"application_id":"`, "ignored", "ignored"},
			"creator":      {"posting", `"creator_open_id":"`, "ignored", "ignored"},
			"product":      {"posting", `"product_id":"`, "ignored", "ignored"},
		} {
			e := signed(t, test.event, test.member, test.member+long)
			for _, want := range []contract.NewsResult{test.first, test.again} {
				if got := apitest.Decode[contract.PlatformEventAnswer](t, serve(t, e), http.StatusOK).Result; got != want {
					t.Errorf("a %s of %d bytes is %s, want %s", name, len(long), got, want)
				}
			}
		}
		apitest.Refused(t, serve(t, signed(t, "posting", `"content_id":"`, `"content_id":"`+long)), http.StatusBadRequest, "unreadable_event")
	}
}
