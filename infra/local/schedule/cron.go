package schedule

import (
	"fmt"
	"strings"
	"time"
)

// lastYear is the last that EventBridge's cron knows.
const lastYear = 2199

// cron ticks at the minutes that its fields name, in local time. A local time that the change to summer time leaves out
// is skipped; one that comes twice in autumn ticks once.
type cron struct {
	minutes, hours, months, years set
	day                           func(time.Time) bool
	location                      *time.Location
}

func (c *cron) next(after time.Time) (time.Time, bool) {
	local := after.In(c.location)
	year, month, day := local.Date()
	for date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC); date.Year() <= lastYear; {
		switch {
		case !c.years[date.Year()]:
			date = time.Date(date.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
			continue
		case !c.months[int(date.Month())]:
			date = time.Date(date.Year(), date.Month()+1, 1, 0, 0, 0, 0, time.UTC)
			continue
		case c.day(date):
			if tick, ok := c.on(date, after); ok {
				return tick, true
			}
		}
		date = date.AddDate(0, 0, 1)
	}
	return time.Time{}, false
}

// on is the first tick of a day that comes after a time.
func (c *cron) on(date, after time.Time) (time.Time, bool) {
	for hour := range 24 {
		for minute := range 60 {
			if !c.hours[hour] || !c.minutes[minute] {
				continue
			}
			tick := time.Date(date.Year(), date.Month(), date.Day(), hour, minute, 0, 0, c.location)
			if tick.After(after) && tick.Hour() == hour && tick.Minute() == minute {
				return tick.UTC(), true
			}
		}
	}
	return time.Time{}, false
}

// parseCron reads minutes, hours, day of month, month, day of week and year. One of the two days has to be "?".
func parseCron(source string, location *time.Location) (expression, error) {
	fields := strings.Fields(strings.ToUpper(source))
	if len(fields) != 6 {
		return nil, fmt.Errorf("cron(%s): want six fields, not %d", source, len(fields))
	}
	c := &cron{location: location}
	var err error
	fail := func(field string, err error) (expression, error) {
		return nil, fmt.Errorf("cron(%s): %s: %w", source, field, err)
	}
	if c.minutes, err = parseSet(fields[0], 0, 59, nil); err != nil {
		return fail("minutes", err)
	}
	if c.hours, err = parseSet(fields[1], 0, 23, nil); err != nil {
		return fail("hours", err)
	}
	if c.months, err = parseSet(fields[3], 1, 12, months); err != nil {
		return fail("month", err)
	}
	if c.years, err = parseSet(fields[5], 1970, lastYear, nil); err != nil {
		return fail("year", err)
	}
	switch {
	case (fields[2] == "?") == (fields[4] == "?"):
		return fail("days", fmt.Errorf(`day of month or day of week, and only one of them, has to be "?"`))
	case fields[4] == "?":
		c.day, err = parseDayOfMonth(fields[2])
	default:
		c.day, err = parseDayOfWeek(fields[4])
	}
	if err != nil {
		return fail("days", err)
	}
	return c, nil
}
