package sample_test

import (
	"errors"
	"fmt"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/sample"
)

// A rule takes a state and the time, and returns the next state or says why not. It writes nothing: event.Changed records the
// difference, and a transaction of shared/table stores both.
func ExampleReceive() {
	delivered := time.Date(2030, time.June, 10, 14, 0, 0, 0, time.UTC)
	due := delivered.Add(14 * 24 * time.Hour)
	before := sample.Sample{ID: "smp_1", CreatorID: "crt_1", Status: sample.StatusDelivered, DeliveredAt: &delivered, ContentDueAt: &due, Version: 4}

	now := delivered.Add(3 * time.Hour)
	after, err := sample.Receive(before, sample.Intact, now)
	fmt.Println(before.Status, "->", after.Status, err)

	e := event.Changed(before, after, sample.EventReceived, event.Party{Actor: actor.Creator, ID: "crt_1"}, now)
	fmt.Println(e.ID, e.Type, e.From, e.To, e.Change["condition"])

	_, err = sample.Receive(after, sample.Intact, now)
	fmt.Println(errors.Is(err, sample.ErrMove))
	// Output:
	// delivered -> received <nil>
	// smp_1.000005 sample.received delivered received intact
	// true
}
