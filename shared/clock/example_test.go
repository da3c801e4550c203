package clock_test

import (
	"context"
	"fmt"
	"time"

	"samplepath/shared/clock"
)

// A test decides what time it is; whoever asks gets that, in UTC and to the millisecond.
func ExampleWith() {
	berlin := time.FixedZone("CEST", 2*60*60)
	ctx := clock.With(context.Background(), time.Date(2030, time.June, 6, 11, 0, 0, 123_456_789, berlin))
	fmt.Println(clock.Now(ctx).Format(time.RFC3339Nano))
	// Output: 2030-06-06T09:00:00.123Z
}
