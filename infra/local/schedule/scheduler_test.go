package schedule_test

import (
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"samplepath/infra/local/bus"
	"samplepath/infra/local/clock"
	"samplepath/infra/local/schedule"
	"samplepath/infra/local/template"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// courier keeps what is delivered, and when.
type courier struct {
	mu         sync.Mutex
	clock      *clock.Clock
	deliveries []bus.Delivery
	ticks      []string // "<function> +<time since start>"
}

func (c *courier) Deliver(d bus.Delivery) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.deliveries = append(c.deliveries, d)
	c.ticks = append(c.ticks, d.Function+" +"+c.clock.Now().Sub(start).String())
}

func (c *courier) take() (ticks []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ticks, c.ticks = c.ticks, nil
	return ticks
}

func every(name, expression string) template.Schedule {
	return template.Schedule{Name: name, ARN: "arn:" + name, Expression: expression, Timezone: "UTC", Enabled: true, Target: template.Target{Function: name}}
}

func newScheduler(t *testing.T, schedules ...template.Schedule) (*schedule.Scheduler, *courier, func(time.Duration)) {
	t.Helper()
	clk := clock.New(start)
	c := &courier{clock: clk}
	s, err := schedule.New(schedules, clk, c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return s, c, func(d time.Duration) {
		t.Helper()
		if err := clk.Advance(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
}

func expect(t *testing.T, c *courier, want ...string) {
	t.Helper()
	if got := c.take(); !slices.Equal(got, want) {
		t.Errorf("ticked %q, want %q", got, want)
	}
}

func TestAnAdvanceTicksEverythingOnItsWayInOrder(t *testing.T) {
	disabled := every("disabled", "rate(1 minute)")
	disabled.Enabled = false
	_, c, advance := newScheduler(t, every("twenty", "rate(20 minutes)"), every("half", "cron(30 * * * ? *)"), every("later", "cron(50 * * * ? *)"), disabled)
	advance(time.Hour)
	expect(t, c, "twenty +20m0s", "half +30m0s", "twenty +40m0s", "later +50m0s", "twenty +1h0m0s")
}

func TestPauseResumeAndSetInterval(t *testing.T) {
	s, c, advance := newScheduler(t, every("job", "rate(5 minutes)"))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.Pause("job"))
	advance(30 * 24 * time.Hour)
	expect(t, c)
	if status := s.List()[0]; !status.Paused || !status.Next.IsZero() {
		t.Errorf("status is %+v", status)
	}
	must(s.SetInterval("job", "rate(12 hours)")) // stays paused
	advance(24 * time.Hour)
	expect(t, c)
	must(s.Resume("job"))
	if status := s.List()[0]; status.Next != start.Add(31*24*time.Hour+12*time.Hour) || status.Expression != "rate(12 hours)" {
		t.Errorf("status is %+v", status)
	}
	advance(24 * time.Hour)
	expect(t, c, "job +756h0m0s", "job +768h0m0s")
	must(s.SetInterval("job", "rate(1 hour)"))
	advance(time.Hour)
	expect(t, c, "job +769h0m0s")
	if s.Pause("nobody") == nil || s.Resume("nobody") == nil || s.SetInterval("nobody", "rate(1 hour)") == nil || s.SetInterval("job", "rate(1 hours)") == nil {
		t.Error("an unknown schedule or a bad expression was taken")
	}
}

func TestPayloads(t *testing.T) {
	plain, withInput := every("plain", "rate(1 hour)"), every("input", "rate(1 hour)")
	withInput.Target.Input = `{"shard":1}`
	_, c, advance := newScheduler(t, plain, withInput)
	advance(time.Hour)
	got := map[string]string{}
	for _, d := range c.deliveries {
		got[d.Function] = string(d.Payload)
		if d.Sender != "arn:"+d.Function {
			t.Errorf("%s was sent by %s", d.Function, d.Sender)
		}
	}
	event := func(name, source, detail string) string {
		var e struct{ ID string }
		if err := json.Unmarshal([]byte(got[name]), &e); err != nil || e.ID == "" {
			t.Fatalf("%s got %s", name, got[name])
		}
		return `{"version":"0","id":"` + e.ID + `","detail-type":"Scheduled Event","source":"` + source + `","account":"000000000000",` +
			`"time":"2026-03-01T13:00:00Z","region":"us-east-1","resources":["arn:` + name + `"],"detail":` + detail + `}`
	}
	for name, want := range map[string]string{
		"plain": event("plain", "aws.scheduler", `"{}"`), "input": `{"shard":1}`,
	} {
		if got[name] != want {
			t.Errorf("%s got %s, want %s", name, got[name], want)
		}
	}
}

func TestNewNamesEveryBadSchedule(t *testing.T) {
	_, err := schedule.New([]template.Schedule{every("a", "rate(x)"), every("good", "rate(1 hour)"), every("b", "cron(x)")}, clock.New(start), nil, nil)
	if err == nil || !strings.Contains(err.Error(), "schedule a") || !strings.Contains(err.Error(), "schedule b") || strings.Contains(err.Error(), "good") {
		t.Errorf("got %v", err)
	}
}
