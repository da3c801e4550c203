package states

import (
	"encoding/json"
	"fmt"
	"time"
)

// waitRule is how long a Wait state waits: exactly one of its fields is set.
type waitRule struct {
	seconds               *int64
	until                 *time.Time
	secondsPath, timePath *path
}

func (p *parser) wait(o *object) *waitRule {
	w := &waitRule{secondsPath: o.path("SecondsPath"), timePath: o.path("TimestampPath")}
	given := 0
	if _, ok := o.left["Seconds"]; ok {
		seconds := o.count("Seconds", 0, 0, maxSeconds)
		w.seconds = &seconds
		given++
	}
	if text := o.string("Timestamp"); text != "" {
		until, err := time.Parse(time.RFC3339, text)
		if err != nil {
			p.refuse(o.at+".Timestamp", "%v", err)
		}
		w.until = &until
		given++
	}
	if w.secondsPath != nil {
		given++
	}
	if w.timePath != nil {
		given++
	}
	if given != 1 {
		p.refuse(o.at, "must have exactly one of Seconds, SecondsPath, Timestamp and TimestampPath")
	}
	return w
}

// end is when a wait that begins now is over.
func (w *waitRule) end(s scope, now time.Time) (time.Time, *failure) {
	switch {
	case w.seconds != nil:
		return now.Add(time.Duration(*w.seconds) * time.Second), nil
	case w.until != nil:
		return *w.until, nil
	case w.secondsPath != nil:
		value, _ := s.get(*w.secondsPath)
		number, _ := value.(json.Number)
		seconds, err := number.Int64()
		if err != nil || seconds < 0 || seconds > maxSeconds {
			return now, badWait("SecondsPath", "a number of seconds", *w.secondsPath, value)
		}
		return now.Add(time.Duration(seconds) * time.Second), nil
	default:
		value, _ := s.get(*w.timePath)
		text, _ := value.(string)
		until, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return now, badWait("TimestampPath", "an ISO-8601 extended offset date-time", *w.timePath, value)
		}
		return until, nil
	}
}

func badWait(field, wanted string, p path, value any) *failure {
	return &failure{name: errRuntime, cause: fmt.Sprintf(
		"The %s parameter does not reference %s: %s == %s", field, wanted, p.text, encode(value))}
}

// failRule is what a Fail state ends with.
type failRule struct {
	name, cause         string
	namePath, causePath *path
}

func (p *parser) fail(o *object) *failRule {
	f := &failRule{
		name: o.string("Error"), cause: o.string("Cause"),
		namePath: o.path("ErrorPath"), causePath: o.path("CausePath"),
	}
	if (f.name != "" && f.namePath != nil) || (f.cause != "" && f.causePath != nil) {
		p.refuse(o.at, "gives its error or cause twice, as a text and as a path")
	}
	return f
}

// failure is what the state ends its execution with.
func (f *failRule) failure(s scope) *failure {
	out := &failure{name: f.name, cause: f.cause}
	for _, field := range []struct {
		path *path
		name string
		into *string
	}{{f.namePath, "ErrorPath", &out.name}, {f.causePath, "CausePath", &out.cause}} {
		if field.path == nil {
			continue
		}
		value, failed := lookup{path: *field.path, field: field.name}.eval(s)
		if failed != nil {
			return failed
		}
		text, ok := value.(string)
		if !ok {
			return &failure{name: errRuntime, cause: fmt.Sprintf("The %s field refers to %s, which is not a string", field.name, encode(value))}
		}
		*field.into = text
	}
	return out
}
