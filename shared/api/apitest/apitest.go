// Package apitest calls handlers as Lambda does, with the sample events of the folder events/.
package apitest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table"
)

// Request is an API Gateway event.
type Request = events.APIGatewayV2HTTPRequest

// Folder is the path of events/.
func Folder(t testing.TB) string {
	t.Helper()
	for folder, err := os.Getwd(); ; folder = filepath.Dir(folder) {
		if err != nil || folder == filepath.Dir(folder) {
			t.Fatal("the test does not run inside of the module")
		}
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return filepath.Join(folder, "events")
		}
	}
}

// Event reads a sample event, such as order-sample/order-sample.
func Event(t testing.TB, name string) Request {
	t.Helper()
	encoded, err := os.ReadFile(filepath.Join(Folder(t), name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var e Request
	if err := json.Unmarshal(encoded, &e); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return e
}

// BusEvent reads a sample event of a consumer of the bus, such as index-creators/showcase-added.
func BusEvent(t testing.TB, name string) event.Event {
	t.Helper()
	encoded, err := os.ReadFile(filepath.Join(Folder(t), name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var envelope struct{ Detail event.Event }
	if err := json.Unmarshal(encoded, &envelope); err != nil || envelope.Detail.ID == "" {
		t.Fatalf("%s: %v", name, err)
	}
	return envelope.Detail
}

// As is e called by somebody else.
func As(e Request, kind actor.Kind, id string) Request {
	claims := map[string]string{"custom:actor": string(kind), "custom:actor_id": id}
	e.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
		JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: claims},
	}
	return e
}

// At is an event that arrives at a time, under an Idempotency-Key of its own.
func At(e Request, at time.Time) Request {
	e = WithKey(e, "at-"+strconv.FormatInt(at.UnixMilli(), 10))
	e.RequestContext.TimeEpoch = at.UnixMilli()
	return e
}

// WithKey is e with another Idempotency-Key, or none where key is empty.
func WithKey(e Request, key string) Request {
	headers := map[string]string{"idempotency-key": key}
	for name, value := range e.Headers {
		if name != "idempotency-key" {
			headers[name] = value
		}
	}
	if key == "" {
		delete(headers, "idempotency-key")
	}
	e.Headers = headers
	return e
}

// Answer is what a handler answered.
type Answer struct {
	Status int
	Header map[string]string
	Body   string
	Base64 bool // the body is bytes, in base64
}

// Serve is an action bound to its handler and a table.
type Serve func(t testing.TB, e Request) Answer

// Server binds an action. Each call happens at the event's own time.
func Server[Q, A any](action contract.Of[Q, A], tab *table.Table, handle api.Handler[Q, A]) Serve {
	serve := api.Serve(action, tab, handle)
	return func(t testing.TB, e Request) Answer {
		t.Helper()
		answer, err := serve(clock.With(t.Context(), time.UnixMilli(e.RequestContext.TimeEpoch)), e)
		if err != nil {
			t.Fatalf("the function failed: %v", err)
		}
		if err := Listed(action.Action, answer.StatusCode, []byte(answer.Body)); err != nil {
			t.Error(err)
		}
		out := Answer{answer.StatusCode, answer.Headers, answer.Body, answer.IsBase64Encoded}
		note(action.Action, out)
		offer(t, action.Action, e, out)
		return out
	}
}

// Decode reads an answer that should have a status.
func Decode[A any](t testing.TB, a Answer, status int) A {
	t.Helper()
	var out A
	if a.Status != status {
		t.Fatalf("status %d, want %d: %s", a.Status, status, a.Body)
	}
	if err := json.Unmarshal([]byte(a.Body), &out); err != nil {
		t.Fatalf("%v in %s", err, a.Body)
	}
	return out
}

// Refused checks that an answer is a problem of a status and code, and gives it.
func Refused(t testing.TB, a Answer, status int, code string) contract.Problem {
	t.Helper()
	p := Decode[contract.Problem](t, a, status)
	if p.Code != code || p.Status != status || a.Header["content-type"] != "application/problem+json" {
		t.Fatalf("got %s %s, want code %s", a.Header["content-type"], a.Body, code)
	}
	return p
}

// Cases lists the sample events of an action, as Event takes them.
func Cases(t testing.TB, action string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(Folder(t), action, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no sample event: %v", action, err)
	}
	var out []string
	for _, file := range files {
		out = append(out, action+"/"+strings.TrimSuffix(filepath.Base(file), ".json"))
	}
	return out
}
