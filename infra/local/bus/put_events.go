package bus

import (
	"encoding/json"
	"io"
	"net/http"
	"time"

	"samplepath/infra/local/template"
)

const (
	maxEntries = 10
	maxSize    = 256 << 10 // bytes of all entries together
	maxRequest = 4 << 20   // bytes of JSON: anything within maxSize fits, however it is escaped
)

// putEventsRequest is the input of PutEvents.
type putEventsRequest struct {
	Entries []struct {
		Source, DetailType, Detail, EventBusName string
		Resources                                []string
		Time                                     *float64 // seconds of the epoch
	}
}

// result is what PutEvents answers for one entry.
type result struct {
	EventID      string `json:"EventId,omitempty"`
	ErrorCode    string `json:",omitempty"`
	ErrorMessage string `json:",omitempty"`
}

// ServeHTTP answers PutEvents as the AWS SDK asks for it (AWS JSON 1.1).
func (b *Bus) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || r.Header.Get("X-Amz-Target") != "AWSEvents.PutEvents" {
		refuse(w, "UnknownOperationException", "the local stack serves PutEvents only")
		return
	}
	var request putEventsRequest
	if err := json.NewDecoder(io.LimitReader(r.Body, maxRequest)).Decode(&request); err != nil {
		refuse(w, "SerializationException", err.Error())
		return
	}
	if n := len(request.Entries); n == 0 || n > maxEntries {
		refuse(w, "ValidationException", "1 validation error detected: Value at 'entries' failed to satisfy constraint: "+
			"Member must have length between 1 and 10")
		return
	}
	if request.size() > maxSize {
		refuse(w, "ValidationException", "Total size of the entries in the request is over the limit.")
		return
	}
	results, failed := b.put(request)
	reply(w, http.StatusOK, struct {
		FailedEntryCount int
		Entries          []result
	}{failed, results})
}

// size is that which EventBridge counts.
func (r putEventsRequest) size() (size int) {
	for _, entry := range r.Entries {
		if entry.Time != nil {
			size += 14
		}
		size += len(entry.Source) + len(entry.DetailType) + len(entry.Detail)
		for _, resource := range entry.Resources {
			size += len(resource)
		}
	}
	return size
}

// put accepts or refuses each entry by itself.
func (b *Bus) put(request putEventsRequest) (results []result, failed int) {
	for _, entry := range request.Entries {
		busName, known := b.buses[entry.EventBusName]
		event := Event{Version: "0", ID: newID(), DetailType: entry.DetailType, Source: entry.Source, Account: template.AccountID,
			Time: b.clock.Now().Truncate(time.Second), Region: template.Region, Resources: entry.Resources, Detail: json.RawMessage(entry.Detail)}
		if event.Resources == nil {
			event.Resources = []string{}
		}
		if entry.Time != nil {
			event.Time = time.Unix(int64(*entry.Time), 0).UTC()
		}
		refused := check(event)
		if !known {
			refused = &result{ErrorCode: "ResourceNotFoundException", ErrorMessage: "Event bus " + entry.EventBusName + " does not exist."}
		}
		if b.isDown() {
			refused = &result{ErrorCode: "InternalFailure", ErrorMessage: "The local bus was told to be down."}
		}
		if refused == nil {
			if err := b.accept(busName, event); err != nil {
				refused = &result{ErrorCode: "InternalFailure", ErrorMessage: err.Error()}
			}
		}
		if refused != nil {
			failed++
			results = append(results, *refused)
			continue
		}
		results = append(results, result{EventID: event.ID})
	}
	return results, failed
}

// check says why EventBridge would refuse an event; nil if it would not.
func check(event Event) *result {
	for name, value := range map[string]string{"Source": event.Source, "DetailType": event.DetailType, "Detail": string(event.Detail)} {
		if value == "" {
			return &result{ErrorCode: "InvalidArgument", ErrorMessage: "Parameter " + name + " is not valid. Reason: " + name + " is a required argument."}
		}
	}
	var detail map[string]json.RawMessage
	if err := json.Unmarshal(event.Detail, &detail); err != nil || detail == nil {
		return &result{ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed."}
	}
	if isReserved(event.Source) {
		return &result{ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source."}
	}
	return nil
}

func refuse(w http.ResponseWriter, code, message string) {
	w.Header().Set("X-Amzn-ErrorType", code)
	reply(w, http.StatusBadRequest, map[string]string{"__type": code, "message": message})
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
