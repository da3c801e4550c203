package bench

import (
	"bytes"
	"encoding/json"
	"net/http"
	"sync"

	"samplepath/infra/local"
	"samplepath/shared/contract"
	"samplepath/shared/database/meter"
	"samplepath/shared/id"
)

// observer stands in front of the gateway and notes what each request makes its function do. Requests come one at a time
// and the functions behind the bus go by names of their own, so what is counted for a function in between is the
// request's.
type observer struct {
	stack    *local.Stack
	actions  map[string]*contract.Action // by the name of their function
	mu       sync.Mutex
	calls    map[string][]call // by action
	resident map[string]int    // bytes by function, after its process's first request
}

// call is what one request cost.
type call struct {
	reads, writes         float64 // round trips
	readUnits, writeUnits float64
}

// reading are the operations that change nothing.
var reading = map[string]bool{"GetItem": true, "BatchGetItem": true, "Query": true, "TransactGetItems": true}

func observe(s *local.Stack) *observer {
	o := &observer{stack: s, actions: map[string]*contract.Action{}, calls: map[string][]call{}, resident: map[string]int{}}
	routes := map[string]*contract.Action{}
	for _, action := range contract.Actions() {
		if action.Routed() {
			routes[action.Method+" "+action.Path] = action
		}
	}
	for _, route := range s.App.APIs[0].Routes {
		for _, f := range s.App.Functions {
			if route.Function == f.ARN || route.Function == f.Name {
				o.actions[f.Name] = routes[route.Key]
			}
		}
	}
	return o
}

// ServeHTTP passes a request on. A change without an Idempotency-Key is given one: good clients send it, and it costs.
func (o *observer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if r.Method != http.MethodGet && r.Header.Get("Idempotency-Key") == "" {
		r.Header.Set("Idempotency-Key", id.Code(r.Context()))
	}
	database, invocations := o.stack.Meter.Counts(), o.stack.Lambda.Invocations().ByFunction
	kept := &keeper{ResponseWriter: w, status: http.StatusOK}
	o.stack.Gateway.ServeHTTP(kept, r)
	if kept.status >= http.StatusMultipleChoices {
		return
	}
	for function, n := range o.stack.Lambda.Invocations().ByFunction {
		if action := o.actions[function]; action != nil && n > invocations[function] {
			used := o.stack.Meter.Counts().Since(database).ByApp[function]
			o.calls[action.Name] = append(o.calls[action.Name], callOf(used, kept.rows()))
			o.weigh(function)
		}
	}
}

// callOf are the counts of one request. Writes of a bulk call are those of one row.
func callOf(used meter.Counts, rows float64) call {
	c := call{readUnits: used.ReadUnits, writeUnits: used.WriteUnits / rows}
	for operation, tally := range used.ByOperation {
		if reading[operation] {
			c.reads += float64(tally.RoundTrips)
		} else {
			c.writes += float64(tally.RoundTrips) / rows
		}
	}
	return c
}

// weigh notes the memory of a function's process after its first request.
func (o *observer) weigh(function string) {
	if o.resident[function] > 0 {
		return
	}
	for _, p := range o.stack.Lambda.Processes(function) {
		o.resident[function] = max(o.resident[function], residentOf(p.PID))
	}
}

// last is the latest call of an action.
func (o *observer) last(action string) call {
	o.mu.Lock()
	defer o.mu.Unlock()
	if calls := o.calls[action]; len(calls) > 0 {
		return calls[len(calls)-1]
	}
	return call{}
}

// keeper keeps the answer that it passes on.
type keeper struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader is for http.ResponseWriter.
func (k *keeper) WriteHeader(status int) {
	k.status = status
	k.ResponseWriter.WriteHeader(status)
}

// Write is for http.ResponseWriter.
func (k *keeper) Write(b []byte) (int, error) {
	_, _ = k.body.Write(b)
	return k.ResponseWriter.Write(b)
}

// rows is how many rows a bulk call did, and 1 for any other.
func (k *keeper) rows() float64 {
	var answer struct {
		Succeeded int `json:"succeeded"`
	}
	if json.Unmarshal(k.body.Bytes(), &answer) != nil || answer.Succeeded == 0 {
		return 1
	}
	return float64(answer.Succeeded)
}
