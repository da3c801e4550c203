package main

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/news"
	"samplepath/shared/platform"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// many is how many events about one sample come at the same moment.
const many = 16

// Feature H3: many webhooks about one sample at the same moment, each twice. Every one is recorded once, and none is refused
// because another came first.
func TestWebhooksAtOnce(t *testing.T) {
	w := shipped(t)
	serve := server(t, w.Table)
	answers := make(chan contract.NewsResult, 2*many)
	var all sync.WaitGroup
	for n := range many {
		e := webhook(t, "easypost", fmt.Sprint("event-", n), "in_transit", "Departure scan")
		for range 2 {
			all.Go(func() {
				a := serve(t, e)
				if a.Status != http.StatusOK {
					t.Errorf("event %d: %d %s", n, a.Status, a.Body)
				}
				answers <- apitest.Decode[contract.CarrierEventAnswer](t, a, http.StatusOK).Result
			})
		}
	}
	all.Wait()
	close(answers)
	counts := map[contract.NewsResult]int{}
	for result := range answers {
		counts[result]++
	}
	if counts["recorded"] != many || counts["duplicate"] != many {
		t.Errorf("%v, want %d recorded and as many duplicates", counts, many)
	}
	wholeTimeline(t, w, 3+many)
}

// meddling is the world's table, where somebody else changes the sample before each of the first writes of a request.
func meddling(t *testing.T, w *tabletest.World, writes int) *table.Table {
	t.Helper()
	return tabletest.Between(t, w.Table, func(operation string, _ int) {
		if operation != "TransactWriteItems" || writes == 0 {
			return
		}
		writes--
		w.Report("", "unknown", "Unknown", tabletest.Day(8, 9))
	})
}

// Feature H3: an event that finds the sample changed between its read and its write is decided anew. Where that never ends, the
// carrier is asked to send it again, and not told that it is at fault.
func TestAnEventThatFindsTheSampleChanged(t *testing.T) {
	w := shipped(t)
	if got := tell(t, server(t, meddling(t, w, 3)), "in-transit"); got != "recorded" {
		t.Errorf("it is %s", got)
	}
	w.Sample = wholeTimeline(t, w, 3+3+1)
	serve := server(t, meddling(t, w, 100))
	a := serve(t, apitest.Event(t, "receive-carrier-event/delivered"))
	apitest.Refused(t, a, http.StatusServiceUnavailable, "try_again_later")
	if got := a.Header["retry-after"]; got != "5" {
		t.Errorf("Retry-After is %q", got)
	}
}

// wholeTimeline checks that the sample's timeline has so many entries, and replays to it.
func wholeTimeline(t *testing.T, w *tabletest.World, want int) sample.Sample {
	t.Helper()
	s, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || len(events) != want || s.Version != want {
		t.Fatalf("%d events, version %d, %v; want %d", len(events), s.Version, err, want)
	}
	if _, err := event.Replay[sample.Sample](events); err != nil {
		t.Fatal(err)
	}
	return s
}

// Features H3, H6, H8, I3: in pairs with what the platform, the creator and the seller say at the same moment. Nobody is
// refused for coming second, and nothing is lost.
func TestWebhooksInPairsWithOthers(t *testing.T) {
	posting := sample.Content{Kind: sample.Video, URL: "https://www.tiktok.com/@glow.with.ana/video/1", PublishedAt: tabletest.Day(10, 17)}
	at := time.Date(2030, time.June, 10, 18, 9, 0, 0, time.UTC)
	for name, other := range map[string]func(sample.Sample) (sample.Sample, event.Type, error){
		"the creator confirms": func(s sample.Sample) (sample.Sample, event.Type, error) {
			next, err := sample.Receive(s, "intact", at)
			return next, sample.EventReceived, err
		},
		"the creator misses it": func(s sample.Sample) (sample.Sample, event.Type, error) {
			next, err := sample.ReportProblem(s, sample.Exception{Kind: sample.Missing}, at)
			return next, sample.EventProblem, err
		},
		"the creator posts": func(s sample.Sample) (sample.Sample, event.Type, error) {
			next, err := sample.Post(s, posting, at)
			return next, sample.EventPosted, err
		},
		"the seller corrects the cost": func(s sample.Sample) (sample.Sample, event.Type, error) {
			label := *s.Shipment
			label.Cost.Amount++
			next, kind, err := sample.Label(s, label, at)
			if s.Status == sample.StatusDelivered { // too late
				return s, "", nil
			}
			return next, kind, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			for range 8 {
				w := shipped(t)
				serve := server(t, w.Table)
				var both sync.WaitGroup
				both.Go(func() {
					if a := serve(t, webhook(t, "easypost", "1", "delivered", "Delivered")); a.Status != http.StatusOK {
						t.Errorf("the carrier is answered %d %s", a.Status, a.Body)
					}
				})
				written := 1
				both.Go(func() {
					_, err := table.Decide(t.Context(), func() (struct{}, error) {
						before, err := samples.Get(t.Context(), w.Table, tabletest.SampleID)
						if err != nil {
							return struct{}{}, err
						}
						next, kind, err := other(before)
						if err != nil || kind == "" {
							written = 0
							return struct{}{}, err
						}
						e := event.Changed(before, next, kind, event.Party{Actor: actor.Creator, ID: tabletest.CreatorID}, at)
						return struct{}{}, w.Table.Commit(t.Context(), samples.Changed(before, next, e))
					})
					if err != nil {
						t.Error(err)
					}
				})
				both.Wait()
				wholeTimeline(t, w, 4+written)
			}
		})
	}
	t.Run("the platform", func(t *testing.T) {
		for range 8 {
			w := tabletest.NewWorld(t).Authorized().Order().Link().Label().Dispatch()
			serve := server(t, w.Table)
			var both sync.WaitGroup
			both.Go(func() {
				if a := serve(t, webhook(t, "easypost", "1", "delivered", "Delivered")); a.Status != http.StatusOK {
					t.Errorf("the carrier is answered %d %s", a.Status, a.Body)
				}
			})
			both.Go(func() {
				told := platform.Event{
					ID: "1", ApplicationID: tabletest.ApplicationID, Word: "COMPLETED",
					News: &sample.PlatformNews{Means: sample.StatusPosted, At: tabletest.Day(10, 17)},
				}
				_, err := table.Decide(t.Context(), func() (news.Result, error) { return news.OfPlatform(t.Context(), w.Table, told, at) })
				if err != nil {
					t.Error(err)
				}
			})
			both.Wait()
			s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID)
			if err != nil || s.Status != sample.StatusPosted {
				t.Fatalf("%s %v", s.Status, err)
			}
		}
	})
}
