package main

import (
	"net/http"
	"slices"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature O3: every change, oldest first, from one page to the next, with who made it.
func TestTimeline(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	serve := apitest.Server(contract.GetSampleTimeline, w.Table, handle)
	e := apitest.Event(t, "get-sample-timeline/first-page")
	if whole := apitest.Decode[contract.Page[contract.TimelineEntry]](t, serve(t, e), http.StatusOK); len(whole.Items) != 3 || whole.NextCursor != "" {
		t.Errorf("%+v", whole)
	}
	var kinds []event.Type
	var by []actor.Kind
	for e.QueryStringParameters = map[string]string{"limit": "2"}; ; {
		page := apitest.Decode[contract.Page[contract.TimelineEntry]](t, serve(t, e), http.StatusOK)
		for _, entry := range page.Items {
			kinds, by = append(kinds, entry.Type), append(by, entry.By.Actor)
		}
		if page.NextCursor == "" {
			break
		}
		e.QueryStringParameters["cursor"] = page.NextCursor
	}
	if want := []event.Type{sample.EventOrdered, sample.EventLabelled, sample.EventDispatched}; !slices.Equal(kinds, want) {
		t.Errorf("%v, want %v", kinds, want)
	}
	if want := []actor.Kind{actor.Agency, actor.Seller, actor.Seller}; !slices.Equal(by, want) {
		t.Errorf("by %v, want %v", by, want)
	}
}

// Feature O3: another agency's sample is none of the caller's.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.GetSampleTimeline, handle, "get-sample-timeline/first-page", map[string]apitest.Refusal{
		"sample_not_found": {
			After: func(w *tabletest.World) { w.Authorized().Order() },
			Ask:   func(e *apitest.Request) { *e = apitest.As(*e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83") },
		},
	})
}
