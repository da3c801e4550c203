package bus_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"samplepath/shared/bus"
	"samplepath/shared/event"
)

// eventBridge answers PutEvents, and refuses the entries with an id of its list.
func eventBridge(t *testing.T, refused ...string) (requests *[][]string) {
	t.Helper()
	requests = &[][]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Entries []struct{ Detail string } }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		type result struct {
			EventId, ErrorCode, ErrorMessage string `json:",omitempty"`
		}
		var out struct {
			FailedEntryCount int
			Entries          []result
		}
		var ids []string
		for _, entry := range in.Entries {
			var e event.Event
			if err := json.Unmarshal([]byte(entry.Detail), &e); err != nil {
				t.Error(err)
			}
			ids = append(ids, e.ID)
			if slices.Contains(refused, e.ID) {
				out.FailedEntryCount++
				out.Entries = append(out.Entries, result{ErrorCode: "ThrottlingException", ErrorMessage: "slow down"})
			} else {
				out.Entries = append(out.Entries, result{EventId: "1"})
			}
		}
		*requests = append(*requests, ids)
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_ = json.NewEncoder(w).Encode(out)
	}))
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", bus.Variable: "events",
	} {
		t.Setenv(name, value)
	}
	return requests
}

func some(n int) (list []event.Event) {
	for i := range n {
		list = append(list, event.Event{ID: fmt.Sprint(i), Type: "sample.ordered"})
	}
	return list
}

func TestEventsArePutInBatchesInTheirOrder(t *testing.T) {
	requests := eventBridge(t)
	done, err := bus.Connect().Publish(t.Context(), some(23))
	if err != nil || done != 23 || len(*requests) != 3 {
		t.Fatalf("%d done in %d requests, %v", done, len(*requests), err)
	}
	for i, id := range slices.Concat(*requests...) {
		if id != fmt.Sprint(i) {
			t.Errorf("%s is in place %d", id, i)
		}
	}
}

// Nothing is put after an entry that was refused: it is the first that is not done with.
func TestPublishingStopsAtARefusedEntry(t *testing.T) {
	for refused, requestsWanted := range map[int]int{0: 1, 4: 1, 9: 1, 10: 2, 22: 3} {
		requests := eventBridge(t, fmt.Sprint(refused))
		done, err := bus.Connect().Publish(t.Context(), some(23))
		if err == nil || done != refused {
			t.Errorf("%d refused: %d done, %v", refused, done, err)
		}
		if len(*requests) != requestsWanted {
			t.Errorf("%d refused: %d requests, want %d", refused, len(*requests), requestsWanted)
		}
	}
}
