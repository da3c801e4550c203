package meter_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/database/meter"
	"samplepath/shared/table/tabletest"
)

// An emulator that is too busy for the first request, or breaks its connection, costs the caller no round trip more.
func TestWhatTheEmulatorFailsAtIsNotCounted(t *testing.T) {
	for name, fail := range map[string]http.HandlerFunc{
		"an internal error":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"a broken connection": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			through := meter.New(dynamotest.Endpoint(t), meter.Options{RoundTripsOnly: true})
			defer func() { _ = through.Close() }()
			var requests atomic.Int64
			busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if requests.Add(1) == 1 {
					fail(w, r)
					return
				}
				through.ServeHTTP(w, r)
			}))
			defer busy.Close()
			proxy := meter.New(busy.URL, meter.Options{RoundTripsOnly: true})
			endpoint, err := proxy.Listen("127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = proxy.Close() }()
			if _, err := tabletest.Client(endpoint).ListTables(t.Context(), &dynamodb.ListTablesInput{}); err != nil {
				t.Fatal(err)
			}
			if requests.Load() != 2 {
				t.Errorf("the emulator was asked %d times, want twice", requests.Load())
			}
			if got := proxy.Counts().RoundTrips; got != 1 {
				t.Errorf("%d round trips, want one", got)
			}
		})
	}
}
