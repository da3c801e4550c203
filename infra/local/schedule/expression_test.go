package schedule

import (
	"strings"
	"testing"
	"time"
)

func TestTicks(t *testing.T) {
	for _, test := range []struct {
		source, after string
		want          []string
	}{
		{"rate(5 minutes)", "2026-03-01T12:01:00Z", []string{"2026-03-01T12:06:00Z", "2026-03-01T12:11:00Z"}},
		{"rate(1 day)", "2026-03-01T12:00:00Z", []string{"2026-03-02T12:00:00Z"}},
		{"cron(15 * * * ? *)", "2026-03-01T12:14:59Z", []string{"2026-03-01T12:15:00Z", "2026-03-01T13:15:00Z"}},
		{"cron(15 * * * ? *)", "2026-03-01T23:15:00Z", []string{"2026-03-02T00:15:00Z"}},
		{"cron(0 * * * ? *)", "2026-03-01T12:00:01Z", []string{"2026-03-01T13:00:00Z"}},
	} {
		parsed, err := parse(test.source, "Etc/UTC")
		if err != nil {
			t.Errorf("%s: %v", test.source, err)
			continue
		}
		after, err := time.Parse(time.RFC3339, test.after)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range test.want {
			after = parsed.next(after)
			if got := after.Format(time.RFC3339); got != want {
				t.Errorf("%s: got %q, want %q", test.source, got, want)
				break
			}
		}
	}
}

// What no schedule of the application uses is refused by name, and so is what EventBridge itself would not take.
func TestRefusedExpressions(t *testing.T) {
	for _, source := range []string{
		"", "rate(5)", "rate(0 minutes)", "rate(1 minutes)", "rate(5 minute)", "rate(5 seconds)", "at(2026-03-01T12:00:00)", "every(5 minutes)",
		"cron(60 * * * ? *)", "cron(x * * * ? *)", "cron(0/20 * * * ? *)", "cron(0 3 * * ? *)", "cron(0 * * * ?)", "cron(0 * ? * MON *)",
	} {
		if _, err := parse(source, "UTC"); err == nil || !strings.Contains(err.Error(), source) {
			t.Errorf("%s: %v", source, err)
		}
	}
	if _, err := parse("rate(5 minutes)", "Europe/Paris"); err == nil || !strings.Contains(err.Error(), "Europe/Paris") {
		t.Errorf("a time zone: %v", err)
	}
}
