package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/shared/api"
	"samplepath/shared/api/apitest"
	"samplepath/shared/cloud"
	"samplepath/shared/contract"
	"samplepath/shared/database/meter"
	"samplepath/shared/fault"
	"samplepath/shared/secret"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// tryAgain checks that an answer is 503 with a time to try again, and tells nothing of what lies inside.
func tryAgain(t *testing.T, a apitest.Answer) {
	t.Helper()
	p := apitest.Refused(t, a, http.StatusServiceUnavailable, "try_again_later")
	if p.Detail != fault.Busy.Message() {
		t.Errorf("the caller is told %q", p.Detail)
	}
	if got := a.Header["retry-after"]; got != "5" {
		t.Errorf("Retry-After is %q", got)
	}
}

// reading answers from a table in a database of the test's own.
func reading(t *testing.T, endpoint string) func(ctx context.Context, e apitest.Request) (events.APIGatewayV2HTTPResponse, error) {
	t.Helper()
	t.Setenv("AWS_ENDPOINT_URL", endpoint)
	t.Setenv("AWS_REGION", "us-east-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "local")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "local")
	tab := table.New(dynamodb.NewFromConfig(cloud.Config()), "table")
	return api.Serve(contract.GetSample, tab, func(ctx context.Context, call *api.Call[contract.SampleRequest]) (any, error) {
		return samples.Get(ctx, call.Table, call.Request.SampleID)
	})
}

func answerOf(t *testing.T, ctx context.Context, serve func(context.Context, apitest.Request) (events.APIGatewayV2HTTPResponse, error)) apitest.Answer {
	t.Helper()
	answer, err := serve(ctx, apitest.Event(t, "get-sample/as-agency"))
	if err != nil {
		t.Fatalf("the function failed: %v", err)
	}
	return apitest.Answer{Status: answer.StatusCode, Header: answer.Headers, Body: answer.Body}
}

func TestADatabaseThatRefusesConnections(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	tryAgain(t, answerOf(t, t.Context(), reading(t, closed.URL)))
}

func TestADatabaseThatFailsInside(t *testing.T) {
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write([]byte(`{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"arn:aws:secret"}`))
	}))
	defer broken.Close()
	tryAgain(t, answerOf(t, t.Context(), reading(t, broken.URL)))
}

// A database that does not answer at all costs a caller no more than the function's time: it is answered before Lambda ends it.
func TestADatabaseThatHangs(t *testing.T) {
	release := make(chan struct{})
	hanging := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-release:
		}
	}))
	defer hanging.Close()
	defer close(release)
	lambda := time.Now().Add(1100 * time.Millisecond) //nolint:forbidigo // what Lambda allows is real time
	ctx, done := context.WithDeadline(t.Context(), lambda)
	defer done()
	tryAgain(t, answerOf(t, ctx, reading(t, hanging.URL)))
}

// What a handler calls ends a second before Lambda ends the function.
func TestAHandlerEndsBeforeItsFunction(t *testing.T) {
	lambda := time.Now().Add(time.Hour) //nolint:forbidigo // what Lambda allows is real time
	ctx, done := context.WithDeadline(t.Context(), lambda)
	defer done()
	var until time.Time
	answerOf(t, ctx, api.Serve(contract.GetSample, nil, func(ctx context.Context, _ *api.Call[contract.SampleRequest]) (any, error) {
		until, _ = ctx.Deadline()
		return contract.AgencySampleDetail{}, nil
	}))
	if left := lambda.Sub(until); left != time.Second {
		t.Errorf("%s are left to answer", left)
	}
}

func TestAThrottledDatabase(t *testing.T) {
	endpoint, proxy := tabletest.Proxy(t)
	proxy.Inject(meter.Fault{Kind: meter.Throttle, Probability: 1})
	tryAgain(t, answerOf(t, t.Context(), reading(t, endpoint)))
}

// It is the same for whatever else a handler asks.
func TestSecretsThatCannotBeReached(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	t.Setenv("AWS_ENDPOINT_URL", closed.URL)
	t.Setenv("AWS_REGION", "us-east-1")
	store := secret.Open("carriers")
	tryAgain(t, apitest.Server(contract.GetSample, nil, func(ctx context.Context, _ *api.Call[contract.SampleRequest]) (any, error) {
		return store.Value(ctx, "easypost")
	})(t, apitest.Event(t, "get-sample/as-agency")))
}

// A row of a bulk call says so for itself.
func TestARowOfADatabaseThatCannotBeReached(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	t.Setenv("AWS_REGION", "us-east-1")
	gone := table.New(tabletest.Client(closed.URL), "table")
	type orders = api.Call[contract.OrderSamplesRequest]
	rows := func(ctx context.Context, call *orders) (contract.Rows[contract.AgencySample], error) {
		return api.Rows(ctx, call, inTurn(1, func(ctx context.Context, _ *orders, _ int) (contract.AgencySample, error) {
			s, err := samples.Get(ctx, gone, tabletest.SampleID)
			return contract.AgencySampleOf(s), err
		}))
	}
	answer := apitest.Server(contract.OrderSamples, tabletest.NewWorld(t).Table, rows)(t, apitest.Event(t, "order-samples/two-rows"))
	got := apitest.Decode[contract.Rows[contract.AgencySample]](t, answer, http.StatusOK)
	if got.Rows[0].Status != http.StatusServiceUnavailable || got.Rows[0].Error.Code != "try_again_later" {
		t.Errorf("the row is answered %+v", got.Rows[0])
	}
}
