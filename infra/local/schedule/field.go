package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// set holds the values that a field allows.
type set map[int]bool

var (
	months   = []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}
	weekdays = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}
)

// parseSet reads a list of values, ranges (2-5), steps (*/10, 0/15, 8-18/2) and *. The first of names stands for 1.
func parseSet(source string, low, high int, names []string) (set, error) {
	values := set{}
	for item := range strings.SplitSeq(source, ",") {
		span, step, stepped := strings.Cut(item, "/")
		from, to, ranged := strings.Cut(span, "-")
		first, last, every := low, high, 1
		var err error
		if span != "*" {
			if first, err = parseValue(from, names); err != nil {
				return nil, err
			}
			switch {
			case ranged:
				if last, err = parseValue(to, names); err != nil {
					return nil, err
				}
			case !stepped:
				last = first
			}
		}
		if stepped {
			if every, err = strconv.Atoi(step); err != nil || every < 1 {
				return nil, fmt.Errorf("%q is not a step", item)
			}
		}
		if first < low || last > high || first > last {
			return nil, fmt.Errorf("%q is not within %d-%d", item, low, high)
		}
		for value := first; value <= last; value += every {
			values[value] = true
		}
	}
	return values, nil
}

func parseValue(source string, names []string) (int, error) {
	for i, name := range names {
		if source == name {
			return i + 1, nil
		}
	}
	value, err := strconv.Atoi(source)
	if err != nil {
		return 0, fmt.Errorf("%q is not a value", source)
	}
	return value, nil
}

// parseDayOfMonth reads a set of days, L (the last day), or 15W (the weekday nearest to the 15th, in the same month).
func parseDayOfMonth(source string) (func(time.Time) bool, error) {
	if source == "L" {
		return func(date time.Time) bool { return date.Day() == lastDay(date) }, nil
	}
	if number, ok := strings.CutSuffix(source, "W"); ok {
		day, err := strconv.Atoi(number)
		if err != nil || day < 1 || day > 31 {
			return nil, fmt.Errorf("%q is not a day of the month", source)
		}
		return func(date time.Time) bool { return day <= lastDay(date) && date.Day() == nearestWeekday(date, day) }, nil
	}
	days, err := parseSet(source, 1, 31, nil)
	return func(date time.Time) bool { return days[date.Day()] }, err
}

// parseDayOfWeek reads a set of days (1 or SUN to 7 or SAT), L (Saturday), 6L (the month's last Friday) or 3#2 (its
// second Tuesday).
func parseDayOfWeek(source string) (func(time.Time) bool, error) {
	if source == "L" {
		source = "SAT"
	}
	if name, ok := strings.CutSuffix(source, "L"); ok {
		day, err := parseWeekday(name)
		return func(date time.Time) bool {
			return int(date.Weekday())+1 == day && date.Day()+7 > lastDay(date)
		}, err
	}
	if name, number, ok := strings.Cut(source, "#"); ok {
		day, err := parseWeekday(name)
		if err != nil {
			return nil, err
		}
		nth, err := strconv.Atoi(number)
		if err != nil || nth < 1 || nth > 5 {
			return nil, fmt.Errorf("%q is not one of the first to fifth of a weekday", source)
		}
		return func(date time.Time) bool {
			return int(date.Weekday())+1 == day && (date.Day()-1)/7+1 == nth
		}, nil
	}
	days, err := parseSet(source, 1, 7, weekdays)
	return func(date time.Time) bool { return days[int(date.Weekday())+1] }, err
}

func parseWeekday(source string) (int, error) {
	day, err := parseValue(source, weekdays)
	if err == nil && (day < 1 || day > 7) {
		err = fmt.Errorf("%q is not a weekday", source)
	}
	return day, err
}

func lastDay(date time.Time) int {
	return time.Date(date.Year(), date.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// nearestWeekday is the day of date's month, Monday to Friday, that is nearest to day.
func nearestWeekday(date time.Time, day int) int {
	switch time.Date(date.Year(), date.Month(), day, 0, 0, 0, 0, time.UTC).Weekday() {
	case time.Saturday:
		if day == 1 {
			return 3
		}
		return day - 1
	case time.Sunday:
		if day == lastDay(date) {
			return day - 2
		}
		return day + 1
	default:
		return day
	}
}
