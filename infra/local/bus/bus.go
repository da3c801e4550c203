package bus

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/pattern"
	"samplepath/infra/local/template"
)

// kept is how many events Recent remembers.
const kept = 10_000

// Event is an event as targets get it.
type Event struct {
	Version    string          `json:"version"`
	ID         string          `json:"id"`
	DetailType string          `json:"detail-type"`
	Source     string          `json:"source"`
	Account    string          `json:"account"`
	Time       time.Time       `json:"time"` // UTC, whole seconds
	Region     string          `json:"region"`
	Resources  []string        `json:"resources"`
	Detail     json.RawMessage `json:"detail"`
}

// Bus is all the event buses of the account. Safe for concurrent use.
type Bus struct {
	buses   map[string]string // name by name and by ARN
	clock   *clock.Clock
	courier *Courier
	log     *slog.Logger

	mu     sync.Mutex
	down   bool
	rules  []rule
	recent []Event
	count  int64
}

type rule struct {
	template.Rule
	pattern *pattern.Pattern
}

// New returns the default bus and the given ones, with their rules.
func New(buses []template.Bus, rules []template.Rule, clk *clock.Clock, courier *Courier, log *slog.Logger) (*Bus, error) {
	b := &Bus{clock: clk, courier: courier, log: log, buses: map[string]string{
		"": "default", "default": "default",
		"arn:aws:events:" + template.Region + ":" + template.AccountID + ":event-bus/default": "default",
	}}
	for _, bus := range buses {
		b.buses[bus.Name], b.buses[bus.ARN] = bus.Name, bus.Name
	}
	var faults []error
	for _, r := range rules {
		parsed, err := pattern.Parse(r.Pattern)
		if err != nil {
			faults = append(faults, fmt.Errorf("rule %s: %w", r.Name, err))
		}
		b.rules = append(b.rules, rule{r, parsed})
	}
	return b, errors.Join(faults...)
}

// SetEnabled switches a rule on or off, as EnableRule and DisableRule do. What happens meanwhile is lost to it.
func (b *Bus) SetEnabled(name string, enabled bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	at := slices.IndexFunc(b.rules, func(r rule) bool { return r.Name == name })
	if at < 0 {
		return fmt.Errorf("there is no rule %q", name)
	}
	b.rules[at].Enabled = enabled
	return nil
}

// SetDown makes the bus refuse every entry of every request with an internal failure, as in an outage, or take them again.
func (b *Bus) SetDown(down bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.down = down
}

func (b *Bus) isDown() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.down
}

// Count is how many events were accepted so far.
func (b *Bus) Count() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}

// Recent are the newest n events that were accepted, oldest first; no more than the last 10,000 are remembered.
func (b *Bus) Recent(n int) []Event {
	b.mu.Lock()
	defer b.mu.Unlock()
	from := max(len(b.recent)-max(n, 0), 0)
	return append([]Event(nil), b.recent[from:]...)
}

// accept records an event and hands it to the targets of the rules that match it.
func (b *Bus) accept(busName string, event Event) error {
	defer b.clock.Begin()()
	payload, err := json.Marshal(event)
	if err != nil {
		return err
	}
	var decoded any
	if err := json.Unmarshal(payload, &decoded); err != nil {
		return err
	}
	b.mu.Lock()
	b.count++
	if b.recent = append(b.recent, event); len(b.recent) >= 2*kept {
		b.recent = append([]Event(nil), b.recent[len(b.recent)-kept:]...)
	}
	rules := slices.Clone(b.rules)
	b.mu.Unlock()
	matched := 0
	for _, r := range rules {
		if !r.Enabled || r.Bus != busName || !r.pattern.Match(decoded) {
			continue
		}
		matched++
		for _, target := range r.Targets {
			input := payload
			if target.Input != "" {
				input = []byte(target.Input)
			}
			b.courier.Deliver(Delivery{Target: target, Sender: r.ARN, Payload: input})
		}
	}
	b.log.Debug("event accepted", "bus", busName, "id", event.ID, "detailType", event.DetailType, "rules", matched)
	return nil
}

// newID is a random UUID.
func newID() string {
	var id [16]byte
	_, _ = rand.Read(id[:])
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

func isReserved(source string) bool { return strings.HasPrefix(source, "aws.") }
