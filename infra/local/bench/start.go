package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"samplepath/infra/local"
	"samplepath/infra/local/clock"
	"samplepath/infra/local/demo"
)

// start brings the stack up behind an observer, and times its first answer.
func (b *bench) start(ctx context.Context) error {
	passed := clock.Stopwatch()
	stack, err := local.Start(ctx, local.Options{App: b.App, Units: true, OnItem: b.items.note})
	if err != nil {
		return err
	}
	b.stack = stack
	b.campaign = demo.NewCampaign(ctx, stack, nil)
	answer, err := b.campaign.Agency.Do(ctx, http.MethodGet, "/v1/notifications", "", nil)
	if err == nil && answer.Status != http.StatusOK {
		err = fmt.Errorf("the first answer was %d: %s", answer.Status, answer.Body)
	}
	b.firstAnswer = passed()
	if err == nil {
		_, err = stack.Hasten()
	}
	if err == nil {
		err = b.putObserver(ctx)
	}
	if err != nil {
		stack.Close()
	}
	return err
}

// putObserver sends everything that calls the API from now on past an observer.
func (b *bench) putObserver(ctx context.Context) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	b.observer = observe(b.stack)
	server := &http.Server{Handler: b.observer, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) && ctx.Err() == nil {
			_, _ = fmt.Fprintln(b.Progress, "the observer ended:", err)
		}
	}()
	b.stack.URL = "http://" + listener.Addr().String()
	return nil
}
