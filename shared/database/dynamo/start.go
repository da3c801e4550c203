package dynamo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
)

// Options of Start; the zero value is fine.
type Options struct {
	Log *slog.Logger // says which DynamoDB Local was taken and why others were not; nil discards it
}

// Server is a DynamoDB Local that answers.
type Server struct {
	Endpoint string // base URL without a trailing slash, such as http://127.0.0.1:41235
	stop     func()
}

// Close ends the process if Start made it, and waits for its end.
func (s *Server) Close() {
	if s.stop != nil {
		s.stop()
	}
}

// Start finds or starts a DynamoDB Local and returns once it answers ListTables. A process it starts ends with Close, or
// with this process. The error, when there is none to be had, says what to install and why each candidate failed.
func Start(ctx context.Context, options Options) (*Server, error) {
	log := options.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if endpoint := os.Getenv("DYNAMODB_ENDPOINT"); endpoint != "" {
		return reuse(ctx, endpoint)
	}
	var failed []error
	for _, candidate := range candidates {
		server, err := candidate.start(ctx)
		if err == nil {
			log.InfoContext(ctx, "DynamoDB Local is up", "source", candidate.name, "endpoint", server.Endpoint)
			return server, nil
		}
		if ctx.Err() != nil {
			return nil, fmt.Errorf("start DynamoDB Local from %s: %w", candidate.name, err)
		}
		log.WarnContext(ctx, "DynamoDB Local cannot be had here", "source", candidate.name, "error", err)
		failed = append(failed, fmt.Errorf("%s: %w", candidate.name, err))
	}
	return nil, unavailable(failed)
}

// Prepare downloads ahead of time what Start would download, and does nothing when DYNAMODB_ENDPOINT is set.
func Prepare(ctx context.Context) error {
	if os.Getenv("DYNAMODB_ENDPOINT") != "" {
		return nil
	}
	var failed []error
	for _, candidate := range candidates {
		err := candidate.prepare(ctx)
		if err == nil {
			return nil
		}
		failed = append(failed, fmt.Errorf("%s: %w", candidate.name, err))
	}
	return unavailable(failed)
}

// A candidate is one way to come by a DynamoDB Local.
type candidate struct {
	name    string
	prepare func(context.Context) error
	start   func(context.Context) (*Server, error)
}

var candidates = []candidate{
	{"Maven", maven.prepare, maven.start},
	{"Docker", pullImage, startContainer},
	{"npm", npm.prepare, npm.start},
}

func unavailable(failed []error) error {
	return fmt.Errorf("no DynamoDB Local: install Java %d or newer and Maven (or start Docker, or set DYNAMODB_ENDPOINT to a running one):\n%w",
		oldestJava, errors.Join(failed...))
}
