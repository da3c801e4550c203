package table

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/cloud"
	"samplepath/shared/fault"
)

// ErrBusy is the answer where the table is throttled or cannot be reached, or too many want the same item, after all attempts.
var ErrBusy = fault.Busy

// failed says which operation failed. Where a later attempt may succeed, the error is ErrBusy as well.
func failed(what string, err error) error {
	cancelled, ok := errors.AsType[*types.TransactionCanceledException](err)
	conflict := ok && passing(cancelled.CancellationReasons)
	_, running := errors.AsType[*types.TransactionInProgressException](err)
	if conflict || running || cloud.Transient(err) {
		return fmt.Errorf("%s: %w: %w", what, ErrBusy, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}
