package states

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"
)

// retrier is one entry of Retry.
type retrier struct {
	errors   []string
	interval time.Duration // before the first retry
	attempts int64
	backoff  float64
}

// catcher is one entry of Catch.
type catcher struct {
	errors []string
	next   string
	result filter
}

func (p *parser) retriers(at string, raw json.RawMessage) []retrier {
	list := p.list(at, raw)
	var all []retrier
	for i, entry := range list {
		o := p.object(fmt.Sprintf("%s[%d]", at, i), entry)
		o.string("Comment")
		r := retrier{
			errors:   p.errorNames(o, i == len(list)-1),
			interval: time.Duration(o.count("IntervalSeconds", 1, 1, maxSeconds)) * time.Second,
			attempts: o.count("MaxAttempts", 3, 0, maxSeconds),
			backoff:  2,
		}
		if o.into("BackoffRate", &r.backoff) && r.backoff < 1 {
			p.refuse(o.at+".BackoffRate", "must be at least 1")
		}
		o.done()
		all = append(all, r)
	}
	return all
}

func (p *parser) catchers(at string, raw json.RawMessage) []catcher {
	list := p.list(at, raw)
	var all []catcher
	for i, entry := range list {
		o := p.object(fmt.Sprintf("%s[%d]", at, i), entry)
		o.string("Comment")
		all = append(all, catcher{
			errors: p.errorNames(o, i == len(list)-1),
			next:   o.required("Next"),
			result: o.resultPath(),
		})
		o.done()
	}
	return all
}

// errorNames reads ErrorEquals. States.ALL must stand alone and in the last entry.
func (p *parser) errorNames(o *object, last bool) []string {
	var names []string
	o.into("ErrorEquals", &names)
	at := o.at + ".ErrorEquals"
	if len(names) == 0 {
		p.refuse(at, "must name at least one error")
	}
	if slices.Contains(names, errAll) && (len(names) > 1 || !last) {
		p.refuse(at, "States.ALL must stand alone, and last")
	}
	return names
}

// delay is how long to wait before the next retry, done being how many this retrier made.
func (r retrier) delay(done int64) time.Duration {
	return time.Duration(min(float64(r.interval)*math.Pow(r.backoff, float64(done)), float64(maxExecution)))
}
