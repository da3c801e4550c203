package bus

import (
	"log/slog"
	"strconv"
	"time"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/template"
)

// Async takes an invocation that nobody waits for. What happens if the function then fails is its affair; its error
// says that it could not take the invocation at all.
type Async interface {
	InvokeAsync(function string, payload []byte) error
}

// DeadLetters takes what could not be delivered. Queue is an ARN.
type DeadLetters interface {
	Send(queue string, body []byte, attributes map[string]string) error
}

// Delivery is one payload for one target.
type Delivery struct {
	template.Target
	Sender  string // ARN of the rule or schedule
	Payload []byte
}

// Courier delivers as EventBridge does: what a target cannot take is tried again by the target's retry policy, with
// growing pauses of virtual time, and becomes a dead letter when that is exhausted.
type Courier struct {
	clock       *clock.Clock
	async       Async
	deadLetters DeadLetters
	log         *slog.Logger
}

// NewCourier returns a courier.
func NewCourier(clk *clock.Clock, async Async, deadLetters DeadLetters, log *slog.Logger) *Courier {
	return &Courier{clk, async, deadLetters, log}
}

// longestPause is the most that lies between two tries.
const longestPause = 5 * time.Minute

// Deliver hands d over before it returns, or sets out to try again later.
func (c *Courier) Deliver(d Delivery) { c.try(d, c.clock.Now(), 0) }

func (c *Courier) try(d Delivery, since time.Time, retries int) {
	defer c.clock.Begin()()
	err := c.async.InvokeAsync(d.Function, d.Payload)
	if err == nil {
		return
	}
	pause := min(time.Second<<min(retries, 10), longestPause)
	exhausted := ""
	switch {
	case retries >= d.Retries:
		exhausted = "MaximumRetryAttempts"
	case c.clock.Now().Add(pause).Sub(since) > d.MaximumAge:
		exhausted = "MaximumEventAgeInSeconds"
	default:
		c.clock.After(pause, func() { c.try(d, since, retries+1) })
		return
	}
	c.log.Error("delivery given up", "sender", d.Sender, "function", d.Function, "retries", retries, "error", err)
	if d.DeadLetter == "" {
		return
	}
	if err := c.deadLetters.Send(d.DeadLetter, d.Payload, map[string]string{
		"RULE_ARN": d.Sender, "TARGET_ARN": d.Function, "ERROR_CODE": "SDK_CLIENT_ERROR", "ERROR_MESSAGE": err.Error(),
		"RETRY_ATTEMPTS": strconv.Itoa(retries), "EXHAUSTED_RETRY_CONDITION": exhausted,
	}); err != nil {
		c.log.Error("dead letter lost", "queue", d.DeadLetter, "error", err)
	}
}
