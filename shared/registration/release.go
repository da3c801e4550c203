package registration

import (
	"strings"
	"time"

	"samplepath/shared/actor"
)

// Release takes a product from a registration on the word of an operator, who has found that it is another seller's: one that
// waits for its review is rejected for good, one that creators promote is closed, as after the agency's own decision. The
// seller cannot register the product in the campaign again; everybody else can. One that was rejected or closed answers
// ErrMove: it holds nobody up.
func Release(r Registration, reason string, now time.Time) (Registration, error) {
	next, err := move(r, EventReleased, actor.Operator)
	if err != nil {
		return r, err
	}
	next.ReviewedAt, next.Reason = &now, strings.TrimSpace(reason)
	return next, nil
}
