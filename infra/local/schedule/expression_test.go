package schedule

import (
	"testing"
	"time"
)

func TestTicks(t *testing.T) {
	for _, test := range []struct {
		source, timezone, after string
		want                    []string // in UTC
	}{
		{"rate(5 minutes)", "UTC", "2026-03-01T12:01:00Z", []string{"2026-03-01T12:06:00Z", "2026-03-01T12:11:00Z"}},
		{"rate(1 day)", "UTC", "2026-03-01T12:00:00Z", []string{"2026-03-02T12:00:00Z"}},
		{"at(2026-03-01T08:00:00)", "America/New_York", "2026-03-01T12:00:00Z", []string{"2026-03-01T13:00:00Z", ""}},
		{"at(2026-03-01T08:00:00)", "UTC", "2026-03-01T08:00:00Z", []string{""}},
		{"cron(0 3 * * ? *)", "UTC", "2026-03-01T03:00:00Z", []string{"2026-03-02T03:00:00Z"}},
		{"cron(0 3 * * ? *)", "UTC", "2026-03-01T02:59:59Z", []string{"2026-03-01T03:00:00Z"}},
		{"cron(0 18 ? * MON-FRI *)", "UTC", "2026-03-06T18:00:00Z", []string{"2026-03-09T18:00:00Z", "2026-03-10T18:00:00Z"}}, // over a weekend
		{"cron(0/20 8-9 * * ? *)", "UTC", "2026-03-01T08:30:00Z", []string{"2026-03-01T08:40:00Z", "2026-03-01T09:00:00Z", "2026-03-01T09:20:00Z", "2026-03-01T09:40:00Z", "2026-03-02T08:00:00Z"}},
		{"cron(*/30 0 1 JAN,JUL ? 2026-2027)", "UTC", "2026-01-01T00:30:00Z", []string{"2026-07-01T00:00:00Z", "2026-07-01T00:30:00Z", "2027-01-01T00:00:00Z"}},
		{"cron(0 0 1 1 ? 2026)", "UTC", "2026-01-01T00:00:00Z", []string{""}},
		{"cron(0 0 30 2 ? *)", "UTC", "2026-01-01T00:00:00Z", []string{""}}, // no such day
		{"cron(0 0 29 2 ? *)", "UTC", "2026-01-01T00:00:00Z", []string{"2028-02-29T00:00:00Z"}},
		{"cron(0 0 L * ? *)", "UTC", "2026-01-31T00:00:00Z", []string{"2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z"}},
		{"cron(0 0 1W * ? *)", "UTC", "2026-07-31T00:00:00Z", []string{"2026-08-03T00:00:00Z", "2026-09-01T00:00:00Z"}},  // 1 August is a Saturday
		{"cron(0 0 15W * ? *)", "UTC", "2026-02-01T00:00:00Z", []string{"2026-02-16T00:00:00Z", "2026-03-16T00:00:00Z"}}, // both Sundays
		{"cron(0 0 31W * ? *)", "UTC", "2026-05-01T00:00:00Z", []string{"2026-05-29T00:00:00Z", "2026-07-31T00:00:00Z"}}, // 31 May is a Sunday
		{"cron(0 0 ? * 6L *)", "UTC", "2026-03-01T00:00:00Z", []string{"2026-03-27T00:00:00Z"}},
		{"cron(0 0 ? * TUE#2 *)", "UTC", "2026-03-01T00:00:00Z", []string{"2026-03-10T00:00:00Z"}},
		{"cron(0 0 ? * L *)", "UTC", "2026-03-01T00:00:00Z", []string{"2026-03-07T00:00:00Z"}},
		{"cron(0 9 * * ? *)", "America/New_York", "2026-03-07T15:00:00Z", []string{"2026-03-08T13:00:00Z"}},                          // 9:00 is 14:00 UTC before, 13:00 after
		{"cron(30 2 * * ? *)", "America/New_York", "2026-03-07T07:30:00Z", []string{"2026-03-09T06:30:00Z"}},                         // left out on the 8th
		{"cron(30 1 * * ? *)", "America/New_York", "2026-10-31T05:30:00Z", []string{"2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"}}, // twice on the 1st
		{"cron(0 0 * * ? *)", "Asia/Kolkata", "2026-03-01T00:00:00Z", []string{"2026-03-01T18:30:00Z"}},
	} {
		parsed, err := parse(test.source, test.timezone)
		if err != nil {
			t.Errorf("%s: %v", test.source, err)
			continue
		}
		after, err := time.Parse(time.RFC3339, test.after)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range test.want {
			got := ""
			next, ok := parsed.next(after)
			if ok {
				got, after = next.Format(time.RFC3339), next
			}
			if got != want {
				t.Errorf("%s %s: got %q, want %q", test.source, test.timezone, got, want)
				break
			}
		}
	}
}

func TestRefusedExpressions(t *testing.T) {
	for _, source := range []string{
		"", "rate(5)", "rate(0 minutes)", "rate(1 minutes)", "rate(5 minute)", "rate(5 seconds)", "at(2026-03-01)", "every(5 minutes)",
		"cron(0 3 * * ?)", "cron(0 3 * * * *)", "cron(0 3 ? * ? *)", "cron(60 3 * * ? *)", "cron(0 24 * * ? *)", "cron(0 3 0 * ? *)",
		"cron(0 3 32 * ? *)", "cron(0 3 * 13 ? *)", "cron(0 3 ? * 8 *)", "cron(0 3 ? * MON#6 *)", "cron(0 3 ? * 9L *)", "cron(0 3 ? * X#1 *)",
		"cron(0 3 99W * ? *)", "cron(0 3 * * ? 1969)", "cron(5-3 3 * * ? *)", "cron(0/0 3 * * ? *)", "cron(x 3 * * ? *)", "cron(0-x 3 * * ? *)",
	} {
		if _, err := parse(source, "UTC"); err == nil {
			t.Errorf("%s was taken", source)
		}
	}
	if _, err := parse("rate(5 minutes)", "Nowhere/Land"); err == nil {
		t.Error("an unknown time zone was taken")
	}
}
