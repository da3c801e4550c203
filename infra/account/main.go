// Command account makes accounts in a deployed stage's user pool, and gets tokens for them, with the AWS credentials of the
// shell. "make account" and "make token" call it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
)

const usage = `usage: account create | token | factor

What it needs comes from the environment, so that no password shows in a list of processes:
  create  KIND (agency, seller, creator or operator), EMAIL; NAME of an agency or shop; SHOP, a seller's shop code;
          MARKET of an agency or seller; HANDLE and FOLLOWERS of a creator; ID of an agency or seller that has accounts
          already; PASSWORD, else one is made and shown once
  token   EMAIL; PASSWORD, else it is asked for
  factor  EMAIL; PASSWORD, else it is asked for: sets up an authenticator app, without which an operator's token is refused
  all     STAGE, as it was deployed with`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "account:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string, env func(string) string, out io.Writer) error {
	commands := map[string]func(context.Context, *cognitoidentityprovider.Client, stage, func(string) string, io.Writer) error{
		"create": create, "token": token, "factor": factor,
	}
	if len(arguments) != 1 || commands[arguments[0]] == nil {
		return errors.New(usage)
	}
	loaded, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return fmt.Errorf("find AWS credentials: %w", err)
	}
	users := cognitoidentityprovider.NewFromConfig(loaded)
	where, err := find(ctx, cloudformation.NewFromConfig(loaded), env("STAGE"))
	if err != nil {
		return err
	}
	return commands[arguments[0]](ctx, users, where, env, out)
}
