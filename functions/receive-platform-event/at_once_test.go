package main

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

// Feature H8: many notifications about one sample at the same moment, each twice. None is refused because another came
// first, and the sample is as far as the furthest of them says.
func TestNotificationsAtOnce(t *testing.T) {
	w := linked(t)
	serve := server(t, w.Table)
	var all sync.WaitGroup
	for n := range 16 {
		name := []string{"shipped", "content-pending", "completed", "awaiting-shipment"}[n%4]
		e := signed(t, name, `"tts_notification_id":"`, fmt.Sprintf(`"tts_notification_id":"%d`, n+10))
		for range 2 {
			all.Go(func() {
				a := serve(t, e)
				if a.Status != http.StatusOK {
					t.Errorf("%s: %d %s", name, a.Status, a.Body)
					return
				}
				if got := apitest.Decode[contract.PlatformEventAnswer](t, a, http.StatusOK).Result; got != "recorded" && got != "stale" && got != "duplicate" {
					t.Errorf("%s is %s", name, got)
				}
			})
		}
	}
	all.Wait()
	if s := now(t, w); s.Status != sample.StatusPosted || s.Version > 5 {
		t.Errorf("%s, version %d", s.Status, s.Version)
	}
}

// Feature H8: a notification that finds the sample changed between its read and its write is decided anew. Where that never
// ends, the platform is asked to send it again.
func TestANotificationThatFindsTheSampleChanged(t *testing.T) {
	w := linked(t)
	writes := 3
	tab := tabletest.Between(t, w.Table, func(operation string, _ int) {
		if operation == "TransactWriteItems" && writes > 0 {
			writes--
			w.Report("", "unknown", "Unknown", tabletest.Day(7, 9))
		}
	})
	serve := server(t, tab)
	tell(t, serve, "shipped", "recorded")
	if s := now(t, w); s.Status != sample.StatusShipped || s.Version != 2+3+1 {
		t.Errorf("%s, version %d", s.Status, s.Version)
	}
	w.Sample, writes = now(t, w), 100
	a := serve(t, apitest.Event(t, "receive-platform-event/content-pending"))
	apitest.Refused(t, a, http.StatusServiceUnavailable, "try_again_later")
	if a.Header["retry-after"] == "" {
		t.Error("it is not told when to send it again")
	}
}
