package table_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/tabletest"
)

// cancelled is a database that cancels the first transactions for given reasons, one each, and then takes every one.
type cancelled struct {
	reasons []string
	asked   int
}

func (c *cancelled) Do(*http.Request) (*http.Response, error) {
	c.asked++
	status, body := http.StatusOK, "{}"
	if c.asked <= len(c.reasons) {
		status = http.StatusBadRequest
		body = fmt.Sprintf(`{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","CancellationReasons":[{"Code":"None"},{"Code":%q}]}`, c.reasons[c.asked-1])
	}
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}},
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}, nil
}

// What passes is tried again: other transactions on the same items, and throttling. A transaction that is wrong in itself, or
// that a condition refuses, is not.
func TestOnlyWhatPassesIsTriedAgain(t *testing.T) {
	refused := errors.New("refused")
	for name, test := range map[string]struct {
		reasons []string
		asked   int
		want    string
	}{
		"another transaction":       {[]string{"TransactionConflict", "TransactionConflict"}, 3, ""},
		"throttled":                 {[]string{"ThrottlingError"}, 2, ""},
		"over the capacity":         {[]string{"ProvisionedThroughputExceeded"}, 2, ""},
		"one after the other":       {[]string{"ThrottlingError", "TransactionConflict", "ConditionalCheckFailed"}, 3, "refused"},
		"a condition":               {[]string{"ConditionalCheckFailed"}, 1, "refused"},
		"an expression is wrong":    {[]string{"ValidationError"}, 1, "another error"},
		"a collection is too large": {[]string{"ItemCollectionSizeLimitExceeded"}, 1, "another error"},
		"a reason nobody knows":     {[]string{"Eclipse"}, 1, "another error"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				database := &cancelled{reasons: slices.Clone(test.reasons)}
				options := tabletest.Client("http://database.example").Options()
				tab := table.New(dynamodb.New(options, func(o *dynamodb.Options) { o.HTTPClient = database }), "table")
				var c table.Change
				for _, sk := range []string{"a", "b"} {
					c.Check(keys.Key{PK: "p", SK: sk}, table.NotThere, nil, nil, table.Always(refused))
				}
				got := ""
				switch err := tab.Commit(t.Context(), c); {
				case errors.Is(err, refused):
					got = "refused"
				case errors.Is(err, table.ErrBusy):
					got = "busy"
				case err != nil:
					got = "another error"
				}
				if got != test.want || database.asked != test.asked {
					t.Errorf("%q after %d attempts, want %q after %d", got, database.asked, test.want, test.asked)
				}
			})
		})
	}
}
