package tabletest

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/table"
)

// Between is the same table for a function that is looked at step by step: before each of its requests it calls before with the
// operation and how many requests came before it. What a test changes there, by the table itself, happens between two steps of
// the function.
func Between(t testing.TB, tab *table.Table, before func(operation string, done int)) *table.Table {
	t.Helper()
	options := Client(dynamotest.Endpoint(t)).Options()
	return table.New(dynamodb.New(options, func(o *dynamodb.Options) { o.HTTPClient = &steps{before: before} }), tab.Name())
}

type steps struct {
	before func(string, int)
	done   atomic.Int32 // requests may be made side by side
}

func (s *steps) Do(r *http.Request) (*http.Response, error) {
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	s.before(operation, int(s.done.Add(1))-1)
	return http.DefaultClient.Do(r) //nolint:gosec // the address is that of the test's own database
}
