package api

import (
	"fmt"
	"testing"
)

// Rows that share something are in one lane in their order, also by way of a third row, and the others in lanes of their own.
func TestLanes(t *testing.T) {
	for name, test := range map[string]struct {
		things [][]string
		want   string
	}{
		"no rows":                     {nil, "[]"},
		"nothing shared":              {[][]string{{"a"}, {"b"}, nil}, "[[0] [1] [2]]"},
		"one product":                 {[][]string{{"p", "a"}, {"p", "b"}, {"p", "c"}}, "[[0 1 2]]"},
		"two products side by side":   {[][]string{{"p", "a"}, {"q", "b"}, {"p", "c"}, {"q", "d"}}, "[[0 2] [1 3]]"},
		"a creator gets two products": {[][]string{{"p", "a"}, {"q", "b"}, {"r", "c"}, {"p", "b"}}, "[[0 1 3] [2]]"},
		"joined late":                 {[][]string{{"p"}, {"q"}, {"r"}, {"r", "q"}, {"q", "p"}}, "[[0 1 2 3 4]]"},
	} {
		t.Run(name, func(t *testing.T) {
			got := fmt.Sprint(lanes(len(test.things), func(row int) []string { return test.things[row] }))
			if got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}
