package cloud

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
)

// Transient reports whether the cause of an error passes by itself: a service that throttles, answers 5xx, cannot be reached,
// or did not answer in time. The same call may succeed in a few seconds.
func Transient(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) ||
		retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary
}
