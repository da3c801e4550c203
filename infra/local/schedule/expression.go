package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// expression tells the first tick after a time.
type expression interface {
	next(after time.Time) time.Time
}

var (
	form = regexp.MustCompile(`^(rate|cron)\((.*)\)$`)
	hour = regexp.MustCompile(`^([0-9]|[1-5][0-9]) \* \* \* \? \*$`)
)

// parse reads rate(5 minutes), or cron(15 * * * ? *), which ticks every hour at a minute. All other expressions and time
// zones are refused.
func parse(source, timezone string) (expression, error) {
	if timezone != "UTC" && timezone != "Etc/UTC" {
		return nil, fmt.Errorf("the time zone %q is not supported, only UTC", timezone)
	}
	parts := form.FindStringSubmatch(source)
	switch {
	case parts == nil:
		return nil, fmt.Errorf("%q is not supported, only rate(...) and cron(...)", source)
	case parts[1] == "rate":
		return parseRate(parts[2])
	}
	minute := hour.FindStringSubmatch(parts[2])
	if minute == nil {
		return nil, fmt.Errorf("%s is not supported, only a minute of every hour: cron(15 * * * ? *)", source)
	}
	at, err := strconv.Atoi(minute[1])
	return hourly(at), err
}

// rate ticks at an interval; the first tick comes one interval after the schedule is set.
type rate time.Duration

func (r rate) next(after time.Time) time.Time { return after.Add(time.Duration(r)) }

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

// hourly ticks at a minute of every hour.
type hourly int

func (h hourly) next(after time.Time) time.Time {
	tick := after.Truncate(time.Hour).Add(time.Duration(h) * time.Minute)
	if !tick.After(after) {
		tick = tick.Add(time.Hour)
	}
	return tick
}
