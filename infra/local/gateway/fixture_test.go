package gateway_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/gateway"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// functions is an Invoker that keeps the events and answers with answer.
type functions struct {
	mu     sync.Mutex
	events []events.APIGatewayV2HTTPRequest
	raw    []string
	called []string
	answer func(ctx context.Context, function string) ([]byte, error)
}

func (f *functions) Invoke(ctx context.Context, function string, payload []byte) ([]byte, error) {
	var event events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal(payload, &event); err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.events, f.called, f.raw = append(f.events, event), append(f.called, function), append(f.raw, string(payload))
	f.mu.Unlock()
	if f.answer != nil {
		return f.answer(ctx, function)
	}
	return []byte(`{"statusCode": 200}`), nil
}

// last is the newest event.
func (f *functions) last(t *testing.T) events.APIGatewayV2HTTPRequest {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.events) == 0 {
		t.Fatal("no function was invoked")
	}
	return f.events[len(f.events)-1]
}

func answering(result string) *functions {
	return &functions{answer: func(context.Context, string) ([]byte, error) { return []byte(result), nil }}
}

func newGateway(t *testing.T, config gateway.Config, f *functions) (*gateway.Gateway, *httptest.Server, *clock.Clock) {
	t.Helper()
	if config.Stage == "" {
		config.Stage = "$default"
	}
	clk := clock.New(start)
	g, err := gateway.New(config, clk, f, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	return g, server, clk
}

// answer is a response without its body.
type answer struct {
	StatusCode int
	Header     http.Header
}

// do sends a request and reads the whole answer; header lines are "Name: value".
func do(t *testing.T, method, url, body string, header ...string) (answer, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		request.Header.Add(name, value)
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header}, string(text)
}
