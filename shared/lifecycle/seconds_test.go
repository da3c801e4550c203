package lifecycle_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/workflow"
)

func TestSecondsOfAWait(t *testing.T) {
	const most = 99_999_999
	for d, want := range map[time.Duration]int{
		-time.Hour: 1, 0: 1, time.Nanosecond: 1, time.Second: 1, time.Second + time.Nanosecond: 2, 90 * time.Second: 90,
		most * time.Second: most, (most + 1) * time.Second: most, 1<<63 - 1: most, -1 << 63: 1,
	} {
		if got := lifecycle.Seconds(d); got != want {
			t.Errorf("%s: %d s, want %d", d, got, want)
		}
	}
}

// Whatever happened to a sample in whatever order, and whatever its policy says, each number of seconds that a state machine
// gets is one that Step Functions takes: any other fails the execution.
func TestNoSampleMakesAnIllegalLimit(t *testing.T) {
	now := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	legal := func(r *rapid.T, what string, n int) {
		if n < 1 || n > 99_999_999 {
			r.Errorf("%s: %d s", what, n)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		when := func(name string) *time.Time {
			if rapid.IntRange(0, 3).Draw(r, name+" is unknown") == 0 {
				return nil
			}
			at := now.Add(time.Duration(rapid.Int64Range(-1e9, 1e9).Draw(r, name)) * time.Second)
			return &at
		}
		days := func(name string) int { return rapid.IntRange(0, 1e9).Draw(r, name) }
		s := sample.Sample{
			ID: "smp_1", Status: rapid.SampledFrom(statuses).Draw(r, "status"), OrderedAt: now, Reships: rapid.IntRange(0, 2).Draw(r, "reships"),
			AuthorizedAt: when("authorized"), ReshippedAt: when("reshipped"), DeliveredAt: when("delivered"), ReceivedAt: when("received"), ContentDueAt: when("due"),
		}
		if at := when("trouble"); at != nil {
			s.Exception = &sample.Exception{At: *at}
		}
		if rapid.Bool().Draw(r, "labelled") {
			s.Shipment = &sample.Shipment{DispatchedAt: when("dispatched")}
		}
		s.Held = policy.Policy{Version: 2, Settings: policy.Settings{
			AnswerDays: days("answer"), ShipByDays: days("ship"), DeliverByDays: days("deliver"), ContentDays: days("content"),
			MissedDays: days("missed"), ResolveDays: days("resolve"),
		}}.Hold()
		for _, wait := range waits {
			legal(r, "the wait after "+string(wait), lifecycle.SampleOutcome(wait, s, now).Seconds)
		}
		input := reflect.ValueOf(lifecycle.Resume(s, now))
		for i := range input.NumField() {
			if n, ok := input.Field(i).Interface().(int); ok {
				legal(r, input.Type().Field(i).Name, n)
			}
		}
	})
}

// A post before anybody heard of the delivery, and a confirmation, leave the next wait a legal time.
func TestTheWaitAfterThePostIsLegal(t *testing.T) {
	now := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	for _, status := range statuses {
		outcome := lifecycle.SampleOutcome(workflow.WaitReceipt, sample.Sample{Status: status}, now)
		if want := 60; outcome.Seconds != want { // nothing to wait for: the next registration completes it
			t.Errorf("%s, never delivered: %d s, want %d", status, outcome.Seconds, want)
		}
	}
}
