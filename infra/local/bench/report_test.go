package bench

import (
	"bytes"
	"strings"
	"testing"

	"samplepath/shared/contract"
)

func TestTableIsAlignedAndNamesWhatIsOver(t *testing.T) {
	s := newSection("Things")
	s.most("small", 1, 2, " MB")
	s.most("large", 3.5, 2, " MB")
	s.least("fast", 3, 2, "")
	s.add("excused", "3", "2", accepted)
	s.add("forgotten", "", "", missing)
	s.note("counted by hand")
	var out bytes.Buffer
	if err := print(&out, []*section{s}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"small 1 MB at most 2 MB ok", "large 3.5 MB at most 2 MB over", "fast 3 at least 2 ok", "excused 3 2 known",
		"forgotten not measured", "- counted by hand",
	}
	text := strings.Join(strings.Fields(out.String()), " ")
	for _, line := range want {
		if !strings.Contains(text, line) {
			t.Errorf("%q is not in\n%s", line, out.String())
		}
	}
	if err := failure([]*section{s}); err == nil || err.Error() != "1 budgets are exceeded: large" {
		t.Errorf("got %v", err)
	}
}

// An exception lets a command go as far as it says, and no further.
func TestJudge(t *testing.T) {
	most := overBudget["order-sample"].units
	for name, test := range map[string]struct {
		action string
		call   call
		want   verdict
	}{
		"within":                    {"create-campaign", call{reads: 1, writes: 1, writeUnits: 8}, within},
		"an exception":              {"order-sample", call{reads: 1, writes: 1, writeUnits: most}, accepted},
		"above the exception":       {"order-sample", call{reads: 1, writes: 1, writeUnits: most + 1}, over},
		"two writes":                {"order-sample", call{reads: 1, writes: 2, writeUnits: 8}, over},
		"no exception":              {"create-campaign", call{reads: 1, writes: 1, writeUnits: 9}, over},
		"a query in two trips":      {"list-showcase", call{reads: 2}, within},
		"a query in three":          {"list-showcase", call{reads: 3}, over},
		"a query that writes":       {"list-showcase", call{reads: 1, writes: 1}, over},
		"a query with an exception": {"open-link", call{reads: 3}, accepted},
	} {
		s := newSection("")
		judge(s, contract.Find(test.action), test.call)
		if got := s.rows[0].verdict; got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

func TestExceptionsAreOfActionsThatExist(t *testing.T) {
	for name, e := range overBudget {
		if contract.Find(name) == nil || e.why == "" {
			t.Errorf("%s: no such action, or no reason", name)
		}
	}
}
