package meter

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"samplepath/shared/database/dynamo"
)

// Options of a Proxy; the zero value counts everything.
type Options struct {
	AccessKey      dynamo.AccessKey // of the database; dynamo.Local by default
	RoundTripsOnly bool             // leave units alone, and so read nothing besides
	OnWrite        func()           // called after a successful write has been answered upstream, before the caller hears of it
	OnItem         func(Item)       // is told of every item written, where units are counted
	// Authorize is asked before each request whether its caller may make it; nil allows all.
	Authorize func(caller, operation string, body []byte) error
	Seed      uint64       // of the faults that come by chance
	Log       *slog.Logger // nil discards
}

// Proxy passes requests on to one DynamoDB endpoint. Safe for concurrent use.
type Proxy struct {
	options  Options
	upstream *upstream
	server   *http.Server

	counts  *ledger
	schemas schemas
	replays replays

	mu     sync.Mutex
	faults []*Fault
	chance *rand.Rand
}

// New returns a proxy for an endpoint such as http://127.0.0.1:8000. It is a handler; Listen gives it an address.
func New(endpoint string, options Options) *Proxy {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if options.AccessKey == "" {
		options.AccessKey = dynamo.Local
	}
	p := &Proxy{
		options: options, upstream: newUpstream(endpoint, options.AccessKey), counts: newLedger(),
		chance: rand.New(rand.NewPCG(options.Seed, 0)), //nolint:gosec // faults must come again in the same places
	}
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}
	return p
}

// Listen serves on an address, such as 127.0.0.1:0 for any free port of this machine alone, and returns the base URL.
func (p *Proxy) Listen(address string) (endpoint string, err error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return "", fmt.Errorf("listen for DynamoDB requests: %w", err)
	}
	go func() {
		if err := p.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			p.options.Log.Error("serve DynamoDB requests", "error", err)
		}
	}()
	return "http://" + listener.Addr().String(), nil
}

// Close stops listening and drops the connections.
func (p *Proxy) Close() error {
	err := p.server.Close()
	p.upstream.client.CloseIdleConnections()
	return err
}

const requestLimit = 16 << 20 // DynamoDB's own

// ServeHTTP passes one request on, unless a fault takes it. What the emulator itself failed at, as it does on a busy machine,
// is not counted: the SDK asks again, and DynamoDB would have answered the first time.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	service, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if !strings.HasPrefix(service, "DynamoDB_") {
		p.forward(w, r, r.Body) // streams, and what is no DynamoDB request at all
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, requestLimit))
	if err != nil {
		http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
		return
	}
	call := &call{operation: operation, app: Caller(r.UserAgent()), body: body}
	if p.options.Authorize != nil {
		if err := p.options.Authorize(call.app, operation, body); err != nil {
			p.counts.add(call, units{})
			refuseAccess(w, err.Error())
			return
		}
	}
	fault := p.strike(call)
	if fault != nil && fault.refuses() {
		p.counts.add(call, units{})
		fault.refuse(w, call)
		return
	}
	account := p.begin(r.Context(), call)
	response, err := p.upstream.pass(r, bytes.NewReader(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusInternalServerError {
		send(w, response, response.Body)
		return
	}
	answer, err := p.settle(r.Context(), call, account, response)
	if err != nil {
		p.options.Log.ErrorContext(r.Context(), "read an answer of DynamoDB", "operation", operation, "error", err)
		panic(http.ErrAbortHandler) // as if the connection had broken, which it has
	}
	if response.StatusCode == http.StatusOK {
		p.schemas.forget(call)
		if writes[operation] && p.options.OnWrite != nil {
			p.options.OnWrite()
		}
	}
	if fault != nil { // the caller never learns that it was done
		panic(http.ErrAbortHandler)
	}
	send(w, response, answer)
}

// forward passes on what is not counted.
func (p *Proxy) forward(w http.ResponseWriter, r *http.Request, body io.Reader) {
	response, err := p.upstream.pass(r, body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	send(w, response, response.Body)
}

func send(w http.ResponseWriter, response *http.Response, body io.Reader) {
	header := w.Header()
	for name, values := range response.Header {
		if name != "Connection" && name != "Keep-Alive" && name != "Transfer-Encoding" {
			header[name] = values
		}
	}
	w.WriteHeader(response.StatusCode)
	_, _ = io.Copy(w, body) // a caller that does not read has gone
}

// call is one request.
type call struct {
	operation string
	app       string
	body      []byte
}

var writes = map[string]bool{
	"PutItem": true, "UpdateItem": true, "DeleteItem": true, "BatchWriteItem": true, "TransactWriteItems": true,
	"ExecuteStatement": true, "BatchExecuteStatement": true, "ExecuteTransaction": true,
}

// Caller is what the SDK was told by AWS_SDK_UA_APP_ID, which it says in its user agent: in the local stack the name of a
// function.
func Caller(userAgent string) string {
	for field := range strings.FieldsSeq(userAgent) {
		if id, found := strings.CutPrefix(field, "app/"); found {
			return id
		}
	}
	return ""
}
