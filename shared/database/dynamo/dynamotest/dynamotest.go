// Package dynamotest gives tests the address of a real DynamoDB Local, one for all tests of a process.
package dynamotest

import (
	"context"
	"crypto/rand"
	"sync"
	"testing"

	"samplepath/shared/database/dynamo"
)

var server = sync.OnceValues(func() (*dynamo.Server, error) {
	return dynamo.Start(context.Background(), dynamo.Options{})
})

// AccessKey is that of this process's database, so that processes which share a DynamoDB Local neither see nor slow each other.
var AccessKey = dynamo.AccessKey("test" + rand.Text())

// Endpoint returns the base URL of a DynamoDB Local: DYNAMODB_ENDPOINT's, or one that is started for this test process
// and ends with it. Tests share it, so each makes a table of its own. Without one the test fails; it is never skipped.
func Endpoint(t testing.TB) string {
	t.Helper()
	s, err := server()
	if err != nil {
		t.Fatal(err)
	}
	return s.Endpoint
}
