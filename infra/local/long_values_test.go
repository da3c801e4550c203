package local_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"sync"
	"testing"

	"samplepath/infra/local"
	"samplepath/shared/api"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/id"
	"samplepath/shared/table"
	"samplepath/shared/table/tabletest"
)

// Every action, derived from the contract, with each parameter, header and member of its sample events made as long as a
// request can be, and each list filled up with {}: whatever the function answers, it is no fault of ours, and it is short
// enough for Lambda.
func TestNoValueOfARequestIsTooLongForUs(t *testing.T) {
	t.Parallel()
	suffix := "-" + id.Code(t.Context())
	stack := startStack(t, local.Options{Start: tabletest.Day(7, 12), TableSuffix: suffix})
	tab := table.New(tabletest.Client(stack.DatabaseURL), stack.App.Tables[0].Name+suffix)
	tabletest.In(t, tab, nil).Authorized().Order()

	var group sync.WaitGroup
	free := make(chan struct{}, 4)
	for _, action := range contract.Actions() {
		if !action.Routed() || action.Signed() {
			continue
		}
		free <- struct{}{}
		group.Go(func() {
			defer func() { <-free }()
			for what, e := range longRequests(t, action) {
				payload, err := json.Marshal(e)
				if err != nil {
					t.Error(err)
				}
				answer, err := stack.Lambda.Invoke(t.Context(), "samplepath-"+action.Name, payload)
				var response struct {
					Status int    `json:"statusCode"`
					Body   string `json:"body"`
				}
				if err == nil {
					err = json.Unmarshal(answer, &response)
				}
				if err != nil || response.Status < 200 || response.Status > 499 {
					t.Errorf("%s, %s: %d %.300s %v", action.Name, what, response.Status, response.Body, err)
				}
				if err := apitest.Listed(action, response.Status, []byte(response.Body)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

// long are values that are too long for a key, in letters of one byte, of two, and as one that a client would escape.
func long() map[string]string {
	return map[string]string{
		"2,050 letters": strings.Repeat("a", 2050), "1,030 digits": strings.Repeat("7", 1030), "1,100 letters of two bytes": strings.Repeat("é", 1100),
		"9,000 letters": strings.Repeat("Z", 9000),
	}
}

// longRequests are the sample events of an action with one value each that is too long.
func longRequests(t *testing.T, action *contract.Action) map[string]apitest.Request {
	t.Helper()
	out := map[string]apitest.Request{}
	e := apitest.Event(t, apitest.Cases(t, action.Name)[0])
	for length, value := range long() {
		for _, field := range reflect.VisibleFields(action.Request) {
			if name := field.Tag.Get("path"); name != "" {
				one := e
				one.PathParameters = with(e.PathParameters, name, value)
				out[length+" as {"+name+"}"] = one
			}
			if name, _, _ := strings.Cut(field.Tag.Get("query"), ","); name != "" {
				one := e
				one.QueryStringParameters = with(e.QueryStringParameters, name, value)
				out[length+" as ?"+name] = one
			}
		}
		for _, header := range []string{"idempotency-key", "content-type", "accept", "user-agent"} {
			one := e
			one.Headers = with(e.Headers, header, value)
			out[length+" as "+header] = one
		}
	}
	var body any
	if json.Unmarshal([]byte(e.Body), &body) == nil {
		for what, changed := range longBodies(body) {
			encoded, err := json.Marshal(changed)
			if err != nil || len(encoded) > api.MaxBody {
				t.Errorf("%s: %d bytes, %v", what, len(encoded), err)
			}
			one := e
			one.Headers = with(e.Headers, "idempotency-key", fmt.Sprint("long ", len(out))[5:])
			one.Body = string(encoded)
			out[what] = one
		}
	}
	return out
}

func with(values map[string]string, name, value string) map[string]string {
	out := maps.Clone(values)
	if out == nil {
		out = map[string]string{}
	}
	out[name] = value
	return out
}

// longBodies are a body with one text or list in it made long each, by where that is.
func longBodies(node any) map[string]any {
	out := map[string]any{}
	switch n := node.(type) {
	case map[string]any:
		for name, member := range n {
			for where, changed := range longBodies(member) {
				copied := maps.Clone(n)
				copied[name] = changed
				out["."+name+where] = copied
			}
		}
	case []any:
		for items, item := range map[string]any{"objects": map[string]any{}, "nulls": nil, "lists": []any{}, "texts": "x", "numbers": 1} {
			many := make([]any, 50_000)
			for i := range many {
				many[i] = item
			}
			out[" of 50,000 "+items] = many
			out[" of 100 "+items] = many[:100]
		}
		unknown := map[string]any{}
		for i := range 200 {
			unknown[fmt.Sprintf("<member %d>", i)] = i
		}
		many := make([]any, 40)
		for i := range many {
			many[i] = unknown
		}
		out[" of objects with 200 unknown members"] = many
		if len(n) > 0 {
			for where, changed := range longBodies(n[0]) {
				out["[0]"+where] = []any{changed}
			}
		}
	case string:
		for length, value := range long() {
			out[" of "+length] = value
		}
		out[" of 40,000 letters of markup"] = strings.Repeat("<", 40_000)
	}
	return out
}
