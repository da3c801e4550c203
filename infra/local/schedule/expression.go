package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // time zones wherever this runs
)

// expression tells the first tick after a time; false: there is none.
type expression interface {
	next(after time.Time) (time.Time, bool)
}

var form = regexp.MustCompile(`^(rate|cron|at)\((.*)\)$`)

// parse reads rate(5 minutes), cron(0 3 * * ? *) or at(2026-03-01T12:00:00). The time zone does not matter to a rate.
func parse(source, timezone string) (expression, error) {
	location, err := time.LoadLocation(timezone)
	if err != nil {
		return nil, fmt.Errorf("time zone %q: %w", timezone, err)
	}
	parts := form.FindStringSubmatch(source)
	if parts == nil {
		return nil, fmt.Errorf("%q is neither rate(...) nor cron(...) nor at(...)", source)
	}
	switch parts[1] {
	case "rate":
		return parseRate(parts[2])
	case "cron":
		return parseCron(parts[2], location)
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", parts[2], location)
	if err != nil {
		return nil, fmt.Errorf("%s: want at(yyyy-mm-ddThh:mm:ss): %w", source, err)
	}
	return once(at), nil
}

// rate ticks at an interval; the first tick comes one interval after the schedule is set.
type rate time.Duration

func (r rate) next(after time.Time) (time.Time, bool) { return after.Add(time.Duration(r)), true }

func parseRate(source string) (expression, error) {
	number, unit, _ := strings.Cut(source, " ")
	value, err := strconv.Atoi(number)
	units := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}
	length, known := units[strings.TrimSuffix(unit, "s")]
	if err != nil || value < 1 || !known || strings.HasSuffix(unit, "s") != (value > 1) {
		return nil, fmt.Errorf("rate(%s): want a positive number and minute(s), hour(s) or day(s), in the singular for 1", source)
	}
	return rate(time.Duration(value) * length), nil
}

// once ticks at one time.
type once time.Time

func (o once) next(after time.Time) (time.Time, bool) {
	return time.Time(o).UTC(), time.Time(o).After(after)
}
