package lifecycle

import (
	"time"

	"samplepath/shared/policy"
)

// What Step Functions takes as the limit of a wait. Anything else fails the execution, and no Catch sees it.
const (
	fewest = 1
	most   = 99_999_999
)

// Seconds is a time as the limit of a wait, whatever the rules say of it: a time that is over or not needed is a second, and
// none is too long. It is rounded up, so that a wait does not end before its time. Every number of seconds that reaches a
// state machine comes from here.
func Seconds(d time.Duration) int {
	whole := d / time.Second
	if d > whole*time.Second {
		whole++
	}
	return int(min(max(whole, fewest), most))
}

// ofDays is Seconds of a policy's days, of which no number is too large.
func ofDays(n int) int { return Seconds(policy.Days(min(n, most/60/60/24+1))) }
