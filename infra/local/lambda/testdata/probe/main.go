// Probe is a Lambda function that does what its event asks for.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type event struct {
	Do   string `json:"do"`
	Text string `json:"text"`
}

type answer struct {
	PID         int               `json:"pid"`
	Text        string            `json:"text,omitempty"`
	Environment []string          `json:"environment,omitempty"`
	Custom      map[string]string `json:"custom,omitempty"`
	Installed   string            `json:"installed,omitempty"`
	ARN         string            `json:"arn,omitempty"`
	RequestID   string            `json:"requestId,omitempty"`
	LeftMS      int64             `json:"leftMs,omitempty"`
}

// RateLimited is an error whose type name a state machine could catch.
type RateLimited struct{ text string }

func (r *RateLimited) Error() string { return r.text }

func handle(ctx context.Context, e event) (any, error) {
	a := answer{PID: os.Getpid(), Text: e.Text}
	switch e.Do {
	case "echo":
	case "context":
		lc, _ := lambdacontext.FromContext(ctx)
		a.Custom, a.Installed, a.ARN, a.RequestID = lc.ClientContext.Custom, lc.ClientContext.Client.InstallationID, lc.InvokedFunctionArn, lc.AwsRequestID
		deadline, _ := ctx.Deadline()
		a.LeftMS = time.Until(deadline).Milliseconds()
	case "environment":
		a.Environment = os.Environ()
	case "error":
		return nil, &RateLimited{e.Text}
	case "panic":
		panic(e.Text)
	case "exit":
		os.Exit(3)
	case "print":
		fmt.Println(e.Text)
		fmt.Fprintln(os.Stderr, "second "+e.Text)
	case "wait": // until the file named by text exists
		for {
			if _, err := os.Stat(e.Text); err == nil {
				return a, nil
			}
			if err := os.WriteFile(fmt.Sprintf("%s.%d", e.Text, a.PID), nil, 0o600); err != nil {
				return nil, err
			}
			<-time.After(2 * time.Millisecond)
		}
	case "hang":
		select {}
	case "large":
		return strings.Repeat("x", 7<<20), nil
	}
	return a, nil
}

func main() {
	if os.Getenv("PROBE_FAILS_TO_START") != "" {
		fmt.Println("no configuration")
		os.Exit(1)
	}
	lambda.Start(handle)
}
