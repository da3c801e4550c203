package main

import (
	"context"
	"os"
	"os/exec"

	"samplepath/shared/database/dynamo"
)

// dynamodb runs a command beside a DynamoDB Local, so that many test processes share one. Without a command it fetches
// what it would start.
func dynamodb(ctx context.Context, arguments []string) error {
	if len(arguments) > 0 && arguments[0] == "--" {
		arguments = arguments[1:]
	}
	if len(arguments) == 0 {
		return dynamo.Prepare(ctx)
	}
	server, err := dynamo.Start(ctx, dynamo.Options{Log: quietly()})
	if err != nil {
		return err
	}
	defer server.Close()
	command := exec.CommandContext(ctx, arguments[0], arguments[1:]...)
	command.Env = append(os.Environ(), "DYNAMODB_ENDPOINT="+server.Endpoint)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	return command.Run()
}
