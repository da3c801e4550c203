// Command samplepath runs the synthesized application on this machine. The Makefile calls it; `samplepath help` lists
// what it does.
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// command is one thing this program does.
type command struct {
	name, arguments, help string
	run                   func(ctx context.Context, arguments []string) error
}

func commands() []command {
	return []command{
		{"run", "", "run the application with demo data until Ctrl-C", run},
		{"demo", "", "play one campaign through HTTP and print what it left behind", play},
		{"invoke", "<function> [event.json]", "run one function once on an event", invoke},
		{"bench", "", "measure the budgets; exits 1 where one is exceeded", measure},
		{"openapi", "", "print the OpenAPI 3.1 document of the API", describe},
		{"dynamodb", "[-- <command> ...]", "run a command with DYNAMODB_ENDPOINT set, or fetch DynamoDB Local ahead of time", dynamodb},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := dispatch(ctx, os.Args[1:])
	stop()
	if exit, failed := errors.AsType[*exec.ExitError](err); failed {
		os.Exit(exit.ExitCode())
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w (make builds and synthesizes first: call this by make)", err)
	}
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "samplepath:", err)
		os.Exit(1)
	}
}

func dispatch(ctx context.Context, arguments []string) error {
	if len(arguments) > 0 {
		for _, c := range commands() {
			if c.name == arguments[0] {
				return c.run(ctx, arguments[1:])
			}
		}
	}
	_, _ = fmt.Fprintln(os.Stderr, "Usage: samplepath <command>")
	for _, c := range commands() {
		_, _ = fmt.Fprintf(os.Stderr, "  %-32s %s\n", c.name+" "+c.arguments, c.help)
	}
	if len(arguments) > 0 && arguments[0] != "help" {
		return fmt.Errorf("there is no command %q", arguments[0])
	}
	return nil
}

// appFolder is where the application is synthesized to.
func appFolder() string {
	if folder := os.Getenv("SAMPLEPATH_APP"); folder != "" {
		return folder
	}
	return "build/app"
}

// quietly logs what matters to somebody at a terminal.
func quietly() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
}
