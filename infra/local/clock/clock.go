package clock

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Clock is a virtual clock. It stands still until it is advanced or given a speed. Safe for concurrent use.
type Clock struct {
	mu       sync.Mutex
	base     time.Time // virtual time at anchor
	anchor   time.Time // real time when base was set
	speed    float64   // virtual seconds per real second
	timers   timers
	sequence uint64
	kick     chan struct{} // wakes Run when timers or speed change

	inFlight int
	atRest   chan struct{} // closed while nothing is in flight
	drains   []func(context.Context) (bool, error)

	advancing sync.Mutex
}

// Real is the machine's own time, for a clock that begins at the present.
func Real() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// Stopwatch starts to measure real time, and gives what has passed of it since then.
func Stopwatch() (passed func() time.Duration) {
	begun := time.Now()
	return func() time.Duration { return time.Since(begun) }
}

// New returns a clock that stands at start.
func New(start time.Time) *Clock {
	rest := make(chan struct{})
	close(rest)
	return &Clock{base: start.UTC(), anchor: time.Now(), kick: make(chan struct{}, 1), atRest: rest}
}

// Now is the virtual time, in UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	if c.speed == 0 {
		return c.base
	}
	return c.base.Add(time.Duration(float64(time.Since(c.anchor)) * c.speed))
}

// SetSpeed makes virtual time flow by itself while Run runs: 1 is real time, 0 stands still.
func (c *Clock) SetSpeed(speed float64) error {
	if speed < 0 || speed > 1e6 {
		return fmt.Errorf("clock speed %g is not between 0 and 1,000,000", speed)
	}
	c.mu.Lock()
	c.base, c.anchor, c.speed = c.now(), time.Now(), speed
	c.mu.Unlock()
	c.wake()
	return nil
}

// Speed is how many virtual seconds pass in a real one.
func (c *Clock) Speed() float64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.speed
}

// At calls f on a goroutine of its own once the clock has reached t; a t that has passed is due at once. The call
// counts as work in flight from the moment it is due until it returns. stop reports whether it prevented the call.
func (c *Clock) At(t time.Time, f func()) (stop func() bool) {
	c.mu.Lock()
	c.sequence++
	timer := &timer{at: t, sequence: c.sequence, call: f}
	heap.Push(&c.timers, timer)
	c.mu.Unlock()
	c.wake()
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		if timer.index < 0 {
			return false
		}
		heap.Remove(&c.timers, timer.index)
		return true
	}
}

// After is At, d from now.
func (c *Clock) After(d time.Duration, f func()) (stop func() bool) {
	return c.At(c.Now().Add(d), f)
}

// Sleep waits until d of virtual time has passed or ctx ends. The sleeper must not hold work in flight open (see
// Begin), or the clock could never advance to wake it.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	woken := make(chan struct{})
	stop := c.After(d, func() { close(woken) })
	select {
	case <-woken:
		return nil
	case <-ctx.Done():
		stop()
		return ctx.Err()
	}
}

// Begin says that work is in flight until done is called (once). While any is, no timer fires in Advance.
func (c *Clock) Begin() (done func()) {
	c.mu.Lock()
	c.begin()
	c.mu.Unlock()
	return sync.OnceFunc(c.end)
}

func (c *Clock) begin() {
	if c.inFlight == 0 {
		c.atRest = make(chan struct{})
	}
	c.inFlight++
}

func (c *Clock) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inFlight--
	if c.inFlight == 0 {
		close(c.atRest)
	}
}

// OnSettle registers a drain: Settle calls it when nothing is in flight; it works off what waits outside the process
// (unread stream records) and reports whether it found any.
func (c *Clock) OnSettle(drain func(context.Context) (found bool, err error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drains = append(c.drains, drain)
}

// Settle waits until no work is in flight, due timers have fired and every drain comes back empty.
func (c *Clock) Settle(ctx context.Context) error {
	for {
		c.fire(c.Now())
		c.mu.Lock()
		rest, drains := c.atRest, slices.Clone(c.drains)
		c.mu.Unlock()
		select {
		case <-rest:
		case <-ctx.Done():
			return errors.Join(errors.New("the local stack did not come to rest"), ctx.Err())
		}
		again := false
		for _, drain := range drains {
			found, err := drain(ctx)
			if err != nil {
				return err
			}
			again = again || found
		}
		c.mu.Lock()
		again = again || c.inFlight > 0 || (len(c.timers) > 0 && !c.timers[0].at.After(c.now()))
		c.mu.Unlock()
		if !again {
			return nil
		}
	}
}

// Advance moves the clock on by d, stopping at every timer on the way and settling before and after each.
func (c *Clock) Advance(ctx context.Context, d time.Duration) error {
	if d < 0 {
		return fmt.Errorf("the clock cannot go back by %s", -d)
	}
	c.advancing.Lock()
	defer c.advancing.Unlock()
	target := c.Now().Add(d)
	for {
		if err := c.Settle(ctx); err != nil {
			return err
		}
		c.mu.Lock()
		if len(c.timers) == 0 || c.timers[0].at.After(target) {
			c.jump(target)
			c.mu.Unlock()
			return c.Settle(ctx)
		}
		c.jump(c.timers[0].at)
		c.mu.Unlock()
	}
}

// jump sets the time, never back. Called with mu held.
func (c *Clock) jump(to time.Time) {
	if now := c.now(); to.Before(now) {
		to = now
	}
	c.base, c.anchor = to, time.Now()
}

// fire starts every timer due by now, in order.
func (c *Clock) fire(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.timers) > 0 && !c.timers[0].at.After(now) {
		due := heap.Pop(&c.timers).(*timer)
		c.begin()
		go func() {
			defer c.end()
			due.call()
		}()
	}
}

// Run fires timers as the clock's own speed brings them due, until ctx ends.
func (c *Clock) Run(ctx context.Context) {
	for {
		c.fire(c.Now())
		var next <-chan time.Time
		c.mu.Lock()
		if c.speed > 0 && len(c.timers) > 0 {
			wait := time.Duration(float64(c.timers[0].at.Sub(c.now())) / c.speed)
			next = time.After(max(wait, time.Millisecond))
		}
		c.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-c.kick:
		case <-next:
		}
	}
}

func (c *Clock) wake() {
	select {
	case c.kick <- struct{}{}:
	default:
	}
}

type timer struct {
	at       time.Time
	sequence uint64
	index    int
	call     func()
}

// timers is a heap by time, then by the order of registration.
type timers []*timer

func (t timers) Len() int { return len(t) }
func (t timers) Less(i, j int) bool {
	if !t[i].at.Equal(t[j].at) {
		return t[i].at.Before(t[j].at)
	}
	return t[i].sequence < t[j].sequence
}
func (t timers) Swap(i, j int) {
	t[i], t[j] = t[j], t[i]
	t[i].index, t[j].index = i, j
}

// Push is for container/heap.
func (t *timers) Push(x any) {
	timer := x.(*timer)
	timer.index = len(*t)
	*t = append(*t, timer)
}

// Pop is for container/heap.
func (t *timers) Pop() any {
	last := len(*t) - 1
	timer := (*t)[last]
	(*t)[last] = nil
	*t = (*t)[:last]
	timer.index = -1
	return timer
}
