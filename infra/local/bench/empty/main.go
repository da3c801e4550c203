// Command empty is the least that a Lambda function in Go can be: it answers with its event. make bench compares the
// application's functions with it, and drives state machines with it.
package main

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	lambda.Start(func(_ context.Context, event json.RawMessage) (json.RawMessage, error) { return event, nil })
}
