package table

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/fault"
)

// ErrBusy is the answer where the table is throttled, or too many want the same item, after all attempts.
var ErrBusy = fault.New(fault.Unavailable, "try_again_later", "Too much is going on at the moment. Try again in a few seconds.")

// failed says what failed. What a later attempt may well get through is ErrBusy besides.
func failed(what string, err error) error {
	_, conflict := errors.AsType[*types.TransactionCanceledException](err)
	_, running := errors.AsType[*types.TransactionInProgressException](err)
	throttled := retry.ThrottleErrorCode{Codes: retry.DefaultThrottleErrorCodes}.IsErrorThrottle(err) == aws.TrueTernary
	if conflict || running || throttled {
		return fmt.Errorf("%s: %w: %w", what, ErrBusy, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}
