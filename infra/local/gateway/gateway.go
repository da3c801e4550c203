package gateway

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/lambda"
)

// maxBody is the most that API Gateway takes: 10 MB.
const maxBody = 10 << 20

// Config describes an API.
type Config struct {
	AccountID, APIID, Domain string
	Stage                    string // "$default", or the first segment of every path
	Routes                   []Route
	CORS                     *CORS // nil: functions answer browsers
	Throttle                 Throttle
	RouteThrottles           map[string]Throttle                            // by route key, in place of Throttle
	Keys                     Keys                                           // may be nil where no route has an authorizer
	OnAnswer                 func(routeKey string, status int, body []byte) // is told of every answer of a function; may be nil
}

// Route sends requests to a function.
type Route struct {
	Key        string // "POST /v1/samples/{sampleId}", "ANY /{proxy+}" or "$default"
	Function   string // name or ARN
	Timeout    time.Duration
	Authorizer *Authorizer // nil: open
}

// Invoker runs a function and waits for its result. The error is a *lambda.FunctionError if the function failed.
type Invoker interface {
	Invoke(ctx context.Context, function string, payload []byte) ([]byte, error)
}

// Gateway serves an API.
type Gateway struct {
	config   Config
	routes   []route
	limits   map[string]*rate.Limiter
	clock    *clock.Clock
	invoker  Invoker
	log      *slog.Logger
	requests atomic.Int64
}

// New returns the gateway for an API. It fails on a route key that is not one.
func New(config Config, clk *clock.Clock, invoker Invoker, log *slog.Logger) (*Gateway, error) {
	g := &Gateway{config: config, clock: clk, invoker: invoker, log: log, limits: map[string]*rate.Limiter{}}
	shared := newLimiter(config.Throttle)
	var faults []error
	for _, r := range config.Routes {
		parsed, err := parseRoute(r)
		if r.Authorizer != nil && config.Keys == nil {
			err = errors.Join(err, errors.New("route "+r.Key+" has an authorizer, but there are no keys"))
		}
		g.routes, faults = append(g.routes, parsed), append(faults, err)
		g.limits[r.Key] = shared
		if own := config.RouteThrottles[r.Key]; own.Rate > 0 {
			g.limits[r.Key] = newLimiter(own)
		}
	}
	return g, errors.Join(faults...)
}

// Requests is how many requests the gateway has answered or is answering, preflights included.
func (g *Gateway) Requests() int64 { return g.requests.Load() }

// ServeHTTP answers one request.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.requests.Add(1)
	id := requestID()
	w.Header().Set("Apigw-Requestid", id)
	if g.config.CORS.answer(w, r) {
		return
	}
	routeKey, status := g.serve(w, r, id)
	g.log.InfoContext(r.Context(), "request", "requestId", id, "method", r.Method, "routeKey", routeKey, "status", status)
}

// serve finds the route and answers; it returns what to log.
func (g *Gateway) serve(w http.ResponseWriter, r *http.Request, id string) (routeKey string, status int) {
	route, parameters, found := g.match(r)
	if !found {
		return "", refuse(w, http.StatusNotFound, "Not Found")
	}
	if !g.limits[route.Key].Allow() {
		return route.Key, refuse(w, http.StatusTooManyRequests, "Too Many Requests")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return route.Key, refuse(w, http.StatusRequestEntityTooLarge, "Request Entity Too Large")
	case err != nil:
		return route.Key, refuse(w, http.StatusBadRequest, "Bad Request")
	}
	claims, err := g.authorize(r, route)
	if err != nil {
		g.log.DebugContext(r.Context(), "request denied", "requestId", id, "reason", err)
		return route.Key, unauthorized(w, err.Error())
	}
	payload, err := g.event(r, route, parameters, claims, body, id)
	if err != nil {
		g.log.ErrorContext(r.Context(), "request could not be made an event", "requestId", id, "error", err)
		return route.Key, refuse(w, http.StatusInternalServerError, "Internal Server Error")
	}
	result, err := g.invoke(r.Context(), route, payload)
	var failed *lambda.FunctionError
	switch {
	case errors.Is(err, errTimeout):
		return route.Key, refuse(w, http.StatusServiceUnavailable, "Service Unavailable")
	case r.Context().Err() != nil: // nobody waits for an answer any more
		return route.Key, 0
	case errors.As(err, &failed):
		g.log.ErrorContext(r.Context(), "function failed", "requestId", id, "function", route.Function, "errorType", failed.Type)
	case err != nil:
		g.log.ErrorContext(r.Context(), "function could not be invoked", "requestId", id, "function", route.Function, "error", err)
	default:
		if response, err := parseResponse(result); err == nil {
			if g.config.OnAnswer != nil {
				g.config.OnAnswer(route.Key, response.status, response.body)
			}
			return route.Key, response.write(w, g.config.CORS != nil)
		}
		g.log.ErrorContext(r.Context(), "function answered what is not a response", "requestId", id, "function", route.Function)
	}
	return route.Key, refuse(w, http.StatusInternalServerError, "Internal Server Error")
}

var errTimeout = errors.New("the integration timed out")

// invoke waits for the function as long as the route allows. As in the cloud, a function goes on when nobody waits for
// it any more.
func (g *Gateway) invoke(ctx context.Context, route *route, payload []byte) ([]byte, error) {
	type outcome struct {
		result []byte
		err    error
	}
	outcomes := make(chan outcome, 1)
	done := g.clock.Begin()
	go func() {
		defer done()
		result, err := g.invoker.Invoke(context.WithoutCancel(ctx), route.Function, payload)
		outcomes <- outcome{result, err}
	}()
	timeout := time.NewTimer(route.Timeout)
	defer timeout.Stop()
	select {
	case o := <-outcomes:
		return o.result, o.err
	case <-timeout.C:
		return nil, errTimeout
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// refuse writes an answer of the gateway's own.
func refuse(w http.ResponseWriter, status int, message string) int {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, `{"message":"`+message+`"}`)
	return status
}

func requestID() string {
	id := make([]byte, 11)
	_, _ = rand.Read(id)
	return base64.URLEncoding.EncodeToString(id)
}
