package gateway_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/gateway"
	"samplepath/infra/local/lambda"
)

func routes(keys ...string) (all []gateway.Route) {
	for _, key := range keys {
		all = append(all, gateway.Route{Key: key, Function: key})
	}
	return all
}

func TestTheMostSpecificRouteWins(t *testing.T) {
	f := &functions{}
	_, server, _ := newGateway(t, gateway.Config{Routes: routes("$default", "ANY /{proxy+}", "GET /pets/{proxy+}",
		"GET /pets/dog/{id}", "GET /pets/dog/1", "ANY /pets/dog/1", "GET /pets/{kind}/1", "POST /things/{a}/parts/{b}")}, f)
	for _, test := range []struct {
		method, path, want string
		parameters         map[string]string
	}{
		{"GET", "/pets/dog/1", "GET /pets/dog/1", nil},
		{"POST", "/pets/dog/1", "ANY /pets/dog/1", nil},
		{"GET", "/pets/dog/2", "GET /pets/dog/{id}", map[string]string{"id": "2"}},
		{"GET", "/pets/dog/a%20b%2Fc", "GET /pets/dog/{id}", map[string]string{"id": "a b/c"}},
		{"GET", "/pets/cat/1", "GET /pets/{kind}/1", map[string]string{"kind": "cat"}},
		{"GET", "/pets/cat/2/3", "GET /pets/{proxy+}", map[string]string{"proxy": "cat/2/3"}},
		{"POST", "/test/5", "ANY /{proxy+}", map[string]string{"proxy": "test/5"}},
		{"POST", "/things/x/parts/y", "POST /things/{a}/parts/{b}", map[string]string{"a": "x", "b": "y"}},
		{"POST", "/things//parts/y", "ANY /{proxy+}", map[string]string{"proxy": "things//parts/y"}},
		{"GET", "/", "$default", nil},
	} {
		response, _ := do(t, test.method, server.URL+test.path, "")
		got := f.last(t)
		if response.StatusCode != http.StatusOK || got.RouteKey != test.want || f.called[len(f.called)-1] != test.want {
			t.Errorf("%s %s: got %d from %s, want %s", test.method, test.path, response.StatusCode, got.RouteKey, test.want)
		}
		for name, want := range test.parameters {
			if got.PathParameters[name] != want || len(got.PathParameters) != len(test.parameters) {
				t.Errorf("%s %s: parameters are %v, want %v", test.method, test.path, got.PathParameters, test.parameters)
			}
		}
	}
}

func TestNotFound(t *testing.T) {
	g, server, _ := newGateway(t, gateway.Config{Routes: routes("GET /a", "GET /a/{id}")}, &functions{})
	for _, path := range []string{"/b", "/a/", "/a/b/c"} {
		if response, body := do(t, "GET", server.URL+path, ""); response.StatusCode != http.StatusNotFound || body != `{"message":"Not Found"}` {
			t.Errorf("%s: got %d %s", path, response.StatusCode, body)
		}
	}
	if response, _ := do(t, "POST", server.URL+"/a", ""); response.StatusCode != http.StatusNotFound {
		t.Errorf("another method: got %d", response.StatusCode)
	}
	if g.Requests() != 4 {
		t.Errorf("counted %d requests, want 4", g.Requests())
	}
}

func TestANamedStageIsTheFirstSegment(t *testing.T) {
	f := &functions{}
	_, server, _ := newGateway(t, gateway.Config{Stage: "prod", Routes: routes("GET /a")}, f)
	if response, _ := do(t, "GET", server.URL+"/prod/a", ""); response.StatusCode != http.StatusOK || f.last(t).RawPath != "/prod/a" {
		t.Errorf("got %d, path %s", response.StatusCode, f.last(t).RawPath)
	}
	for _, path := range []string{"/a", "/production/a"} {
		if response, _ := do(t, "GET", server.URL+path, ""); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: got %d", path, response.StatusCode)
		}
	}
}

func TestBadRouteKeys(t *testing.T) {
	for _, key := range []string{"", "GET", "GET a", "GET /{a+}/b", "GET /{a", "GET /{}"} {
		_, err := gateway.New(gateway.Config{Routes: routes(key)}, clock.New(start), &functions{}, slog.New(slog.DiscardHandler))
		if err == nil {
			t.Errorf("%q was taken", key)
		}
	}
}

func TestBodyLimit(t *testing.T) {
	f := &functions{}
	_, server, _ := newGateway(t, gateway.Config{Routes: routes("POST /a")}, f)
	if response, _ := do(t, "POST", server.URL+"/a", strings.Repeat("x", 10<<20), "Content-Type: text/plain"); response.StatusCode != http.StatusOK || len(f.last(t).Body) != 10<<20 {
		t.Errorf("10 MB: got %d", response.StatusCode)
	}
	response, body := do(t, "POST", server.URL+"/a", strings.Repeat("x", 10<<20+1))
	if response.StatusCode != http.StatusRequestEntityTooLarge || body != `{"message":"Request Entity Too Large"}` || len(f.events) != 1 {
		t.Errorf("more: got %d %s", response.StatusCode, body)
	}
}

func TestFailures(t *testing.T) {
	release := make(chan struct{})
	f := &functions{answer: func(ctx context.Context, function string) ([]byte, error) {
		switch function {
		case "fails":
			return nil, &lambda.FunctionError{Type: "errorString", Message: "secret detail"}
		case "unreachable":
			return nil, errors.New("secret detail")
		case "slow":
			<-release
			return nil, ctx.Err()
		}
		return []byte(`{"statusCode": "x"}`), nil
	}}
	_, server, clk := newGateway(t, gateway.Config{Routes: []gateway.Route{
		{Key: "GET /fails", Function: "fails"}, {Key: "GET /unreachable", Function: "unreachable"},
		{Key: "GET /slow", Function: "slow", Timeout: 20 * time.Millisecond}, {Key: "GET /malformed", Function: "malformed"},
	}}, f)
	for _, path := range []string{"/fails", "/unreachable", "/malformed"} {
		response, body := do(t, "GET", server.URL+path, "")
		if response.StatusCode != http.StatusInternalServerError || body != `{"message":"Internal Server Error"}` {
			t.Errorf("%s: got %d %s", path, response.StatusCode, body)
		}
	}
	response, body := do(t, "GET", server.URL+"/slow", "")
	if response.StatusCode != http.StatusServiceUnavailable || body != `{"message":"Service Unavailable"}` {
		t.Errorf("/slow: got %d %s", response.StatusCode, body)
	}
	// The function runs on, and as long as it does the clock must not move.
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if clk.Settle(ctx) == nil {
		t.Error("settled over a function that runs on")
	}
	close(release)
	if err := clk.Settle(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestThrottling(t *testing.T) {
	_, server, _ := newGateway(t, gateway.Config{Routes: routes("GET /a", "GET /b", "GET /own"), Throttle: gateway.Throttle{Rate: 0.001, Burst: 2},
		RouteThrottles: map[string]gateway.Throttle{"GET /own": {Rate: 0.001, Burst: 1}}}, &functions{})
	var got []int
	for _, path := range []string{"/a", "/b", "/a", "/own", "/own"} {
		response, body := do(t, "GET", server.URL+path, "")
		got = append(got, response.StatusCode)
		if response.StatusCode == http.StatusTooManyRequests && body != `{"message":"Too Many Requests"}` {
			t.Errorf("got %s", body)
		}
	}
	if want := []int{200, 200, 429, 200, 429}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCORS(t *testing.T) {
	f := answering(`{"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "https://function.example"}}`)
	_, server, _ := newGateway(t, gateway.Config{Routes: routes("ANY /a"), CORS: &gateway.CORS{AllowOrigins: []string{"https://app.example"},
		AllowMethods: []string{"GET", "POST"}, AllowHeaders: []string{"authorization"}, ExposeHeaders: []string{"etag"}, AllowCredentials: true, MaxAge: 60}}, f)
	preflight := []string{"Access-Control-Request-Method: POST"}
	response, _ := do(t, "OPTIONS", server.URL+"/nowhere", "", append(preflight, "Origin: https://app.example")...)
	for name, want := range map[string]string{"Access-Control-Allow-Origin": "https://app.example", "Access-Control-Allow-Methods": "GET,POST",
		"Access-Control-Allow-Headers": "authorization", "Access-Control-Max-Age": "60", "Access-Control-Allow-Credentials": "true"} {
		if got := response.Header.Get(name); got != want || response.StatusCode != http.StatusNoContent {
			t.Errorf("preflight: got %d, %s %q, want %q", response.StatusCode, name, got, want)
		}
	}
	response, _ = do(t, "OPTIONS", server.URL+"/a", "", append(preflight, "Origin: https://app.example.evil")...)
	if got := response.Header.Get("Access-Control-Allow-Origin"); got != "" || len(f.events) != 0 {
		t.Errorf("another origin was let in as %q, or a preflight reached a function", got)
	}
	response, _ = do(t, "GET", server.URL+"/a", "", "Origin: https://app.example")
	if got := response.Header["Access-Control-Allow-Origin"]; !slices.Equal(got, []string{"https://app.example"}) || response.Header.Get("Access-Control-Expose-Headers") != "etag" {
		t.Errorf("got %v", response.Header)
	}
	response, _ = do(t, "GET", server.URL+"/a", "")
	if got := response.Header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("without an origin: got %q", got)
	}
}
