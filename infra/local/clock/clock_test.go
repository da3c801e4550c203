package clock_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"samplepath/infra/local/clock"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func TestAdvanceFiresTimersInOrderAtTheirTime(t *testing.T) {
	c := clock.New(start)
	var mu sync.Mutex
	var fired []time.Duration
	note := func() {
		mu.Lock()
		defer mu.Unlock()
		fired = append(fired, c.Now().Sub(start))
	}
	c.After(3*time.Hour, note)
	c.After(time.Hour, func() {
		note()
		c.After(time.Hour, note) // a timer set by a timer is part of the same advance
	})
	stop := c.After(90*time.Minute, note)
	if !stop() || stop() {
		t.Fatal("stop must report true once, then false")
	}
	if err := c.Advance(t.Context(), 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour}; !slices.Equal(fired, want) {
		t.Fatalf("fired at %v, want %v", fired, want)
	}
	if got := c.Now().Sub(start); got != 24*time.Hour {
		t.Fatalf("the clock stands at +%s, want +24h", got)
	}
}

func TestAdvanceWaitsForWorkInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := clock.New(start)
		done := c.Begin()
		fired := make(chan struct{})
		c.After(time.Hour, func() { close(fired) })
		advanced := make(chan error, 1)
		go func() { advanced <- c.Advance(context.Background(), 2*time.Hour) }()
		synctest.Wait() // until nothing moves by itself any more
		select {
		case <-fired:
			t.Fatal("a timer fired over work in flight")
		default:
		}
		done()
		if err := <-advanced; err != nil {
			t.Fatal(err)
		}
		<-fired
	})
}

func TestSettleDrainsUntilEmpty(t *testing.T) {
	c := clock.New(start)
	left := 3
	c.OnSettle(func(context.Context) (bool, error) {
		if left == 0 {
			return false, nil
		}
		left--
		return true, nil
	})
	if err := c.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left != 0 {
		t.Fatalf("%d left undrained", left)
	}
}

func TestSettleEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := clock.New(start)
		defer c.Begin()()
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if c.Settle(ctx) == nil {
			t.Fatal("settled with work in flight")
		}
	})
}

func TestRunFollowsTheSpeed(t *testing.T) {
	c := clock.New(start)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go c.Run(ctx)
	if c.SetSpeed(-1) == nil {
		t.Fatal("a negative speed was taken")
	}
	if err := c.SetSpeed(1e6); err != nil {
		t.Fatal(err)
	}
	if err := c.Sleep(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := c.Now().Sub(start); got < time.Hour {
		t.Fatalf("woke after %s of virtual time", got)
	}
}
