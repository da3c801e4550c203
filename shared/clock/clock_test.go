package clock_test

import (
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"

	"samplepath/shared/clock"
)

func TestClientContextIsBelievedOnlyWhereSwitchedOn(t *testing.T) {
	claimed := time.Date(2031, 5, 6, 7, 8, 9, 123_000_000, time.UTC)
	ctx := lambdacontext.NewContext(t.Context(), &lambdacontext.LambdaContext{ClientContext: lambdacontext.ClientContext{
		Custom: map[string]string{clock.ClientContextKey: claimed.Format(time.RFC3339Nano)},
	}})
	if got := clock.Now(ctx); got.Equal(claimed) {
		t.Fatal("a caller's client context set the time of the deployed application")
	}
	t.Setenv(clock.Variable, clock.FromClientContext)
	if got := clock.Now(ctx); !got.Equal(claimed) {
		t.Fatalf("got %s, want the client context's %s", got, claimed)
	}
}

func TestNowIsUTCToTheMillisecond(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 6_789_000, time.FixedZone("", 3600))
	got := clock.Now(clock.With(t.Context(), at))
	if want := "2026-01-02T02:04:05.006Z"; got.Format(time.RFC3339Nano) != want {
		t.Fatalf("got %s, want %s", got.Format(time.RFC3339Nano), want)
	}
}
