package meter

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// Kind is what happens to a request.
type Kind string

const (
	Throttle            Kind = "throttle"             // refused: the table's throughput is exceeded
	TransactionConflict Kind = "transaction conflict" // refused: another transaction is at work on an item
	TimeoutAfterCommit  Kind = "timeout after commit" // done, but the connection breaks before the answer
	Drop                Kind = "drop"                 // not done: the connection breaks
	Deny                Kind = "deny"                 // refused: the caller has lost its permission, which no retry of the SDK helps
)

// Fault says which requests fail, and how. Without Nth and Probability, the next request that matches fails.
type Fault struct {
	Kind        Kind
	Operation   string  // such as TransactWriteItems; empty matches all
	App         string  // the caller's AWS_SDK_UA_APP_ID; empty matches all
	Containing  string  // a part of the request's body, such as a key; empty matches all
	Nth         int     // the first to fail, counting matching requests from 1
	Probability float64 // of each matching request, instead of Nth
	Times       int     // how many fail at most; 0: one for Nth, any number for Probability
	Reasons     []int   // indexes of the items in conflict in a transaction; none means the first

	seen, struck int
}

// Inject adds a fault, which stays until it has struck often enough or remove is called. remove reports how often it has
// struck.
func (p *Proxy) Inject(fault Fault) (remove func() (struck int)) {
	if fault.Nth == 0 && fault.Probability == 0 {
		fault.Nth = 1
	}
	if fault.Times == 0 && fault.Nth > 0 {
		fault.Times = 1
	}
	f := &fault
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, f)
	return func() int {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.faults = slices.DeleteFunc(p.faults, func(other *Fault) bool { return other == f })
		return f.struck
	}
}

// strike returns the fault that takes the request, if any does.
func (p *Proxy) strike(c *call) *Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	var strikes *Fault
	for _, f := range p.faults {
		if !f.matches(c) {
			continue
		}
		f.seen++
		due := f.seen >= f.Nth
		if f.Probability > 0 {
			due = p.chance.Float64() < f.Probability
		}
		if due && strikes == nil && (f.Times == 0 || f.struck < f.Times) {
			f.struck++
			strikes = f
		}
	}
	return strikes
}

func (f *Fault) matches(c *call) bool {
	return (f.Operation == "" || f.Operation == c.operation) && (f.App == "" || f.App == c.app) &&
		(f.Containing == "" || strings.Contains(string(c.body), f.Containing))
}

// refuses reports whether the request must not reach DynamoDB.
func (f *Fault) refuses() bool { return f.Kind != TimeoutAfterCommit }

// refuse answers a request in DynamoDB's stead.
func (f *Fault) refuse(w http.ResponseWriter, c *call) {
	switch {
	case f.Kind == Throttle:
		fail(w, "ProvisionedThroughputExceededException", map[string]any{
			"message": "The level of configured provisioned throughput for the table was exceeded."})
	case f.Kind == Deny:
		fail(w, "AccessDeniedException", map[string]any{"message": "User is not authorized to perform: dynamodb:" + c.operation})
	case f.Kind == TransactionConflict && c.operation == "TransactWriteItems", f.Kind == TransactionConflict && c.operation == "TransactGetItems":
		f.conflict(w, c)
	case f.Kind == TransactionConflict:
		fail(w, "TransactionConflictException", map[string]any{"message": "Transaction is ongoing for the item"})
	default:
		panic(http.ErrAbortHandler) // net/http closes the connection
	}
}

// conflict answers as DynamoDB does: a reason for every item, most of them "None".
func (f *Fault) conflict(w http.ResponseWriter, c *call) {
	var request struct{ TransactItems []json.RawMessage }
	if err := json.Unmarshal(c.body, &request); err != nil {
		fail(w, "SerializationException", map[string]any{"message": err.Error()})
		return
	}
	type reason struct {
		Code    string
		Message string `json:",omitempty"`
	}
	codes, reasons := make([]string, len(request.TransactItems)), make([]reason, len(request.TransactItems))
	for i := range reasons {
		codes[i], reasons[i] = "None", reason{Code: "None"}
		if slices.Contains(f.Reasons, i) || (len(f.Reasons) == 0 && i == 0) {
			codes[i], reasons[i] = "TransactionConflict", reason{"TransactionConflict", "Transaction is ongoing for the item"}
		}
	}
	fail(w, "TransactionCanceledException", map[string]any{
		"Message":             "Transaction cancelled, please refer cancellation reasons for specific reasons [" + strings.Join(codes, ", ") + "]",
		"CancellationReasons": reasons,
	})
}

func fail(w http.ResponseWriter, kind string, object map[string]any) {
	answer(w, "com.amazonaws.dynamodb.v20120810#"+kind, object)
}

// refuseAccess answers a request that its caller's role does not allow.
func refuseAccess(w http.ResponseWriter, message string) {
	answer(w, "com.amazon.coral.service#AccessDeniedException", map[string]any{"Message": message})
}

func answer(w http.ResponseWriter, kind string, object map[string]any) {
	object["__type"] = kind
	body, err := json.Marshal(object)
	if err != nil {
		body = []byte("{}") // strings always marshal
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	w.WriteHeader(http.StatusBadRequest)
	_, _ = w.Write(body)
}
