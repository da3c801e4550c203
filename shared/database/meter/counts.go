package meter

import (
	"maps"
	"sync"
)

// Tally is what some requests cost.
type Tally struct {
	RoundTrips  int
	ReadUnits   float64 // 4 KB each, strongly consistent
	WriteUnits  float64 // 1 KB each, those of indexes included
	Unaccounted int     // round trips whose units could not be determined; the log says why
}

// Counts are what all requests cost.
type Counts struct {
	Tally
	ByOperation map[string]Tally  // PutItem, Query, ...
	ByApp       map[string]Counts // by the caller's AWS_SDK_UA_APP_ID, "" for callers without; they have no ByApp themselves
}

// Counts returns what was counted since the beginning or the last Reset.
func (p *Proxy) Counts() Counts {
	p.counts.mu.Lock()
	defer p.counts.mu.Unlock()
	return p.counts.total.clone()
}

// Reset begins anew and returns what was counted until now.
func (p *Proxy) Reset() Counts {
	p.counts.mu.Lock()
	defer p.counts.mu.Unlock()
	before := p.counts.total
	p.counts.total = newCounts()
	return before
}

// Since returns what was counted between two readings. Entries without a round trip in between are left out.
func (c Counts) Since(before Counts) Counts {
	difference := Counts{Tally: c.minus(before.Tally), ByOperation: map[string]Tally{}, ByApp: map[string]Counts{}}
	for operation, tally := range c.ByOperation {
		if d := tally.minus(before.ByOperation[operation]); d.RoundTrips > 0 {
			difference.ByOperation[operation] = d
		}
	}
	for app, counts := range c.ByApp {
		if d := counts.Since(before.ByApp[app]); d.RoundTrips > 0 {
			difference.ByApp[app] = d
		}
	}
	return difference
}

func (t Tally) minus(o Tally) Tally {
	return Tally{t.RoundTrips - o.RoundTrips, t.ReadUnits - o.ReadUnits, t.WriteUnits - o.WriteUnits, t.Unaccounted - o.Unaccounted}
}

func (t Tally) plus(u units) Tally {
	t.RoundTrips++
	t.ReadUnits += u.read
	t.WriteUnits += u.write
	if u.unknown {
		t.Unaccounted++
	}
	return t
}

// units are what one request costs.
type units struct {
	read, write float64
	unknown     bool
}

func newCounts() Counts { return Counts{ByOperation: map[string]Tally{}, ByApp: map[string]Counts{}} }

func (c Counts) clone() Counts {
	c.ByOperation = maps.Clone(c.ByOperation)
	apps := map[string]Counts{}
	for app, counts := range c.ByApp {
		apps[app] = counts.clone()
	}
	c.ByApp = apps
	return c
}

// ledger is where requests are entered. Safe for concurrent use.
type ledger struct {
	mu    sync.Mutex
	total Counts
}

func newLedger() *ledger { return &ledger{total: newCounts()} }

func (l *ledger) add(c *call, u units) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.total.Tally = l.total.plus(u)
	l.total.ByOperation[c.operation] = l.total.ByOperation[c.operation].plus(u)
	app, found := l.total.ByApp[c.app]
	if !found {
		app = newCounts()
	}
	app.Tally = app.plus(u)
	app.ByOperation[c.operation] = app.ByOperation[c.operation].plus(u)
	l.total.ByApp[c.app] = app
}
