package api

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/shared/contract"
)

// Every sample event of an action with a route is one that its handler would get: of the action's own route, by one who
// may call it, with a request as it should be.
func TestSampleEventsAreGoodRequests(t *testing.T) {
	for _, action := range contract.Actions() {
		if !action.Routed() {
			continue
		}
		files, err := filepath.Glob("../../events/" + action.Name + "/*.json")
		if err != nil || len(files) == 0 {
			t.Errorf("%s has no event: %v", action.Name, err)
		}
		for _, file := range files {
			t.Run(action.Name+"/"+filepath.Base(file), func(t *testing.T) {
				encoded, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				var e events.APIGatewayV2HTTPRequest
				if err := json.Unmarshal(encoded, &e); err != nil {
					t.Fatal(err)
				}
				checkEvent(t, action, &e)
			})
		}
	}
}

func checkEvent(t *testing.T, action *contract.Action, e *events.APIGatewayV2HTTPRequest) {
	t.Helper()
	path := action.Path
	for name, value := range e.PathParameters {
		path = strings.Replace(path, "{"+name+"}", value, 1)
	}
	if route := action.Method + " " + action.Path; e.Version != "2.0" || e.RouteKey != route || e.RequestContext.RouteKey != route ||
		e.RawPath != path || e.RequestContext.HTTP.Path != path || e.RequestContext.HTTP.Method != action.Method {
		t.Errorf("the event is of route %s, path %s", e.RouteKey, e.RawPath)
	}
	at := time.UnixMilli(e.RequestContext.TimeEpoch).UTC()
	if stamp := at.Format("02/Jan/2006:15:04:05 -0700"); e.RequestContext.Time != stamp || e.RequestContext.RequestID == "" {
		t.Errorf("time %s, want %s", e.RequestContext.Time, stamp)
	}
	if (e.RequestContext.Authorizer == nil) != (action.Signed() || action.Public()) {
		t.Error("it has claims although it needs none, or has none")
	}
	if _, err := callerOf(action, e); err != nil {
		t.Errorf("caller: %v", err)
	}
	body, err := bodyOf(e)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := decode(action, e, body, at, reflect.New(action.Request).Interface()); err != nil || len(rows) > 0 {
		t.Errorf("request: %v, rows: %v", err, rows)
	}
}
