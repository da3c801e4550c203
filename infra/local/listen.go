package local

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"
)

// listen serves a handler on loopback and returns its address as a URL.
func (s *Stack) listen(ctx context.Context, address, what string, handler http.Handler) (string, error) {
	if address == "" {
		address = "127.0.0.1:0"
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("%s: %s is not an address such as 127.0.0.1:3000", what, address)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return "", fmt.Errorf("%s listens on loopback only, not on %s", what, host)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return "", fmt.Errorf("port %s is in use: stop what listens there, or choose another address for %s (SAMPLEPATH_API_ADDRESS, SAMPLEPATH_CLOUD_ADDRESS)", port, what)
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", what, err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	s.closers = append(s.closers, func() { _ = server.Close() })
	return "http://" + listener.Addr().String(), nil
}
