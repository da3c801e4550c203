package table

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/id"
)

// A transaction that meets another on one of its items is cancelled at once, and the other goes on. So transactions that
// want the same item pass it one after the other, about 15 ms each, as long as those who wait ask again often: the longest
// pause is what an item may stand idle for, and a longer one helps nobody. Two hundred at once are through in less than
// four seconds (TestOrdersOfOneProductAtOnceSucceed).
const (
	firstPause   = 5 * time.Millisecond
	longestPause = 160 * time.Millisecond
	patience     = 8 * time.Second // how long anything is tried, at most
	maxAttempts  = 12              // of a decision
)

// Patient limits ctx to the time in which something that did not succeed may be tried again.
func Patient(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, patience)
}

// pause waits before a retry: a random time, longer with each attempt; nothing before the first.
func pause(ctx context.Context, attempt int) error {
	if attempt == 0 {
		return nil
	}
	most := min(firstPause<<min(attempt, 10), longestPause)
	timer := time.NewTimer(time.Duration(id.Jitter(ctx, int64(most))))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// passing reports whether a transaction was cancelled by what passes: other transactions, and throttling. The other
// reasons stay what they are.
func passing(reasons []types.CancellationReason) bool {
	for _, reason := range reasons {
		switch aws.ToString(reason.Code) {
		case "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded":
			return true
		}
	}
	return false
}
