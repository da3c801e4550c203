package apitest

import (
	"testing"
	"testing/synctest"
	"time"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table"
	"samplepath/shared/table/tabletest"
)

// Contended is what came of a call whose transactions take their time.
type Contended struct {
	Answer
	Conflicts int           // transactions of the call that met another one of it
	Took      time.Duration // by a clock that stands still while the machine works
}

// UnderContention serves a call alone, with transactions that take 15 ms and conflict as DynamoDB's do.
func UnderContention[Q, A any](t *testing.T, action contract.Of[Q, A], tab *table.Table, handle api.Handler[Q, A], e Request) Contended {
	t.Helper()
	contention := &tabletest.Contention{Transaction: 15 * time.Millisecond, Other: 4 * time.Millisecond}
	contended := tabletest.Contended(t, tab.Name(), contention)
	var out Contended
	synctest.Test(t, func(t *testing.T) {
		began := time.Now() //nolint:forbidigo // the bubble's
		out.Answer = Server(action, contended, handle)(t, e)
		out.Took = time.Since(began) //nolint:forbidigo // the bubble's
		_, out.Conflicts = contention.Counts()
	})
	return out
}
