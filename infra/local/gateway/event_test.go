package gateway_test

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/infra/local/gateway"
)

func TestTheEventOfARequest(t *testing.T) {
	f := &functions{}
	_, server, clk := newGateway(t, gateway.Config{AccountID: "000000000000", APIID: "api1", Domain: "api1.execute-api.us-east-1.amazonaws.com",
		Routes: routes("POST /v1/samples/{sampleId}")}, f)
	if err := clk.Advance(t.Context(), 90*time.Minute); err != nil {
		t.Fatal(err)
	}
	response, _ := do(t, "POST", server.URL+"/v1/samples/smp%201?a=1&b=x%20y&a=2", `{"n":1}`, "Content-Type: application/json",
		"X-Many: one", "X-Many: two", "Cookie: c=1; d=2", "User-Agent: test", "Idempotency-Key: k")
	got := f.last(t)
	if got.Version != "2.0" || got.RouteKey != "POST /v1/samples/{sampleId}" || got.RawPath != "/v1/samples/smp 1" ||
		got.RawQueryString != "a=1&b=x%20y&a=2" || got.Body != `{"n":1}` || got.IsBase64Encoded {
		t.Errorf("got %+v", got)
	}
	want := map[string]string{"a": "1,2", "b": "x y"}
	if diff := cmp.Diff(want, got.QueryStringParameters); diff != "" {
		t.Errorf("the query (-want +got):\n%s", diff)
	}
	if want := []string{"c=1", "d=2"}; !slices.Equal(got.Cookies, want) {
		t.Errorf("cookies are %v, want %v", got.Cookies, want)
	}
	for name, want := range map[string]string{"x-many": "one,two", "idempotency-key": "k", "content-type": "application/json", "cookie": "",
		"x-forwarded-for": "127.0.0.1", "host": strings.TrimPrefix(server.URL, "http://")} {
		if got.Headers[name] != want {
			t.Errorf("header %s is %q, want %q", name, got.Headers[name], want)
		}
	}
	context := got.RequestContext
	if context.Time != "01/Mar/2026:13:30:00 +0000" || context.TimeEpoch != start.Add(90*time.Minute).UnixMilli() {
		t.Errorf("time is %s, %d", context.Time, context.TimeEpoch)
	}
	if context.RequestID == "" || context.RequestID != response.Header.Get("Apigw-Requestid") || context.Stage != "$default" ||
		context.APIID != "api1" || context.DomainPrefix != "api1" || context.AccountID != "000000000000" || context.Authorizer != nil {
		t.Errorf("context is %+v", context)
	}
	if want := "POST /v1/samples/smp 1 HTTP/1.1 127.0.0.1 test"; strings.Join([]string{context.HTTP.Method, context.HTTP.Path,
		context.HTTP.Protocol, context.HTTP.SourceIP, context.HTTP.UserAgent}, " ") != want {
		t.Errorf("http is %+v, want %s", context.HTTP, want)
	}
}

func TestBodiesThatAreNotTextAreBase64(t *testing.T) {
	f := &functions{}
	_, server, _ := newGateway(t, gateway.Config{Routes: routes("POST /a")}, f)
	for kind, text := range map[string]bool{
		"text/csv": true, "application/json; charset=utf-8": true, "application/xml": true,
		"application/octet-stream": false, "application/x-www-form-urlencoded": false, "image/png": false,
	} {
		do(t, "POST", server.URL+"/a", "a=1", "Content-Type: "+kind)
		want := base64.StdEncoding.EncodeToString([]byte("a=1"))
		if text {
			want = "a=1"
		}
		if got := f.last(t); got.IsBase64Encoded == text || got.Body != want {
			t.Errorf("%s: got %q, base64 %t", kind, got.Body, got.IsBase64Encoded)
		}
	}
	do(t, "POST", server.URL+"/a", "\xff\xfe", "Content-Type: application/json")
	if got := f.last(t); !got.IsBase64Encoded {
		t.Error("bytes that are no text went as text")
	}
}

func TestResponses(t *testing.T) {
	for name, test := range map[string]struct {
		result, body, contentType string
		status                    int
	}{
		"full":           {`{"statusCode": 201, "headers": {"Content-Type": "application/json", "X-N": 5}, "body": "{}"}`, "{}", "application/json", 201},
		"base64":         {`{"statusCode": 200, "body": "aGk=", "isBase64Encoded": true}`, "hi", "text/plain;charset=UTF-8", 200},
		"text as status": {`{"statusCode": "202", "body": "x"}`, "x", "text/plain;charset=UTF-8", 202},
		"no body":        {`{"statusCode": 204}`, "", "", 204},
		"bare object":    {`{"a": 1}`, `{"a": 1}`, "application/json", 200},
		"bare text":      {`"hi"`, `"hi"`, "application/json", 200},
		"null":           {`null`, `null`, "application/json", 200},
		"broken json":    {`{`, `{"message":"Internal Server Error"}`, "application/json", 500},
		"bad base64":     {`{"statusCode": 200, "body": "%", "isBase64Encoded": true}`, `{"message":"Internal Server Error"}`, "application/json", 500},
		"bad status":     {`{"statusCode": 99}`, `{"message":"Internal Server Error"}`, "application/json", 500},
		"body no text":   {`{"statusCode": 200, "body": {}}`, `{"message":"Internal Server Error"}`, "application/json", 500},
	} {
		_, server, _ := newGateway(t, gateway.Config{Routes: routes("GET /a")}, answering(test.result))
		response, body := do(t, "GET", server.URL+"/a", "")
		if response.StatusCode != test.status || body != test.body || response.Header.Get("Content-Type") != test.contentType {
			t.Errorf("%s: got %d %q %q", name, response.StatusCode, body, response.Header.Get("Content-Type"))
		}
	}
}

func TestResponseHeadersAndCookies(t *testing.T) {
	_, server, _ := newGateway(t, gateway.Config{Routes: routes("GET /a")}, answering(`{"statusCode": 200, "headers": {"x-one": "1", "Content-Length": "99"},
		"multiValueHeaders": {"X-Two": ["a", "b"]}, "cookies": ["c=1; HttpOnly", "d=2"]}`))
	response, _ := do(t, "GET", server.URL+"/a", "")
	for name, want := range map[string][]string{"X-One": {"1"}, "X-Two": {"a", "b"}, "Set-Cookie": {"c=1; HttpOnly", "d=2"}} {
		if got := response.Header[http.CanonicalHeaderKey(name)]; !slices.Equal(got, want) {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}
