package dynamo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"sync"
	"time"

	"samplepath/shared/database/child"
)

const (
	startTimeout = time.Minute
	portAttempts = 3
)

// run starts the command made for a free port and waits until the database behind it answers. Somebody else may take the
// port in between: then the process ends, and the next port is tried.
func run(ctx context.Context, command func(port string) *exec.Cmd) (*Server, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	var failed []error
	for range portAttempts {
		port, err := freePort()
		if err != nil {
			return nil, err
		}
		server, err := runAt(ctx, command(port), "http://127.0.0.1:"+port)
		if err == nil {
			return server, nil
		}
		failed = append(failed, err)
		if ctx.Err() != nil {
			break
		}
	}
	return nil, errors.Join(failed...)
}

func runAt(ctx context.Context, cmd *exec.Cmd, endpoint string) (*Server, error) {
	output := &tail{}
	cmd.Stdout, cmd.Stderr = output, output
	if err := child.Start(cmd); err != nil {
		return nil, err
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	server := &Server{Endpoint: endpoint, stop: func() {
		child.Kill(cmd)
		<-ended
	}}
	for {
		if err := ping(ctx, endpoint); err == nil {
			return server, nil
		}
		select {
		case <-time.After(25 * time.Millisecond):
		case <-ended:
			return nil, fmt.Errorf("it ended instead of answering (%s): %s", cmd.ProcessState, output)
		case <-ctx.Done():
			server.Close()
			return nil, fmt.Errorf("it did not answer: %w: %s", ctx.Err(), output)
		}
	}
}

func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, errors.Join(err, listener.Close())
}

// tail keeps the last of what a process prints, for the error message. Safe for concurrent use.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailSize = 2 << 10

// Write is for the process's output.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if excess := len(t.text) - tailSize; excess > 0 {
		t.text = append(t.text[:0], t.text[excess:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.text))
}
