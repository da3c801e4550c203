package bench

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// verdict is what the last column says.
type verdict string

const (
	within   verdict = "ok"
	over     verdict = "over"
	accepted verdict = "known" // over the budget for a reason that over_budget.go gives
	missing  verdict = "not measured"
	noBudget verdict = ""
)

// row is one line of the table.
type row struct {
	what, measured, budget string
	verdict                verdict
}

// section is a part of the table: one budget.
type section struct {
	title string
	rows  []row
	notes []string // how it was measured, and why something is over
}

func newSection(title string) *section { return &section{title: title} }

func (s *section) add(what, measured, budget string, v verdict) {
	s.rows = append(s.rows, row{what, measured, budget, v})
}

// check adds a row that is ok where its condition holds.
func (s *section) check(what, measured, budget string, holds bool) {
	v := over
	if holds {
		v = within
	}
	s.add(what, measured, budget, v)
}

// most adds a row for a number and its upper limit, both in a unit.
func (s *section) most(what string, measured, limit float64, unit string) {
	s.check(what, number(measured)+unit, "at most "+number(limit)+unit, measured <= limit)
}

// worst adds a row for the greatest of some functions' numbers and their upper limit, in MB. Those that may be larger, for
// a reason, have a row of their own.
func (s *section) worst(what string, sizes map[string]int, limit float64, larger map[string]larger) {
	most := ""
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		reason, allowed := larger[plain(name)]
		if !allowed {
			if most == "" || sizes[name] > sizes[most] {
				most = name
			}
			continue
		}
		v := accepted
		if megabytes(sizes[name]) > reason.limit {
			v = over
		}
		s.add(what+", "+plain(name), number(megabytes(sizes[name]))+" MB", fmt.Sprintf("at most %s MB", number(limit)), v)
		s.note("%s, %s: may have %s MB, for %s.", what, plain(name), number(reason.limit), reason.why)
	}
	s.most(what+", "+plain(most), megabytes(sizes[most]), limit, " MB")
}

// least adds a row for a number and its lower limit.
func (s *section) least(what string, measured, limit float64, unit string) {
	s.check(what, number(measured)+unit, "at least "+number(limit)+unit, measured >= limit)
}

// tell adds a row without a budget.
func (s *section) tell(what, measured string) { s.add(what, measured, "", noBudget) }

func (s *section) note(format string, arguments ...any) {
	s.notes = append(s.notes, fmt.Sprintf(format, arguments...))
}

// number prints at most two decimals, and none that say nothing.
func number(n float64) string {
	text := fmt.Sprintf("%.2f", n)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// print writes all sections as one table, and the notes below it.
func print(out io.Writer, sections []*section) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "WHAT\tMEASURED\tBUDGET\t")
	for _, s := range sections {
		_, _ = fmt.Fprintf(w, "\t\t\t\n%s\t\t\t\n", s.title)
		for _, r := range s.rows {
			_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", r.what, r.measured, r.budget, r.verdict)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, s := range sections {
		if len(s.notes) == 0 {
			continue
		}
		_, _ = fmt.Fprintf(out, "\n%s:\n", s.title)
		for _, note := range s.notes {
			_, _ = fmt.Fprintf(out, "  - %s\n", note)
		}
	}
	return nil
}

// failure names the rows that are over their budget; nil where there is none.
func failure(sections []*section) error {
	var failed []string
	for _, s := range sections {
		for _, r := range s.rows {
			if r.verdict == over {
				failed = append(failed, r.what)
			}
		}
	}
	if len(failed) == 0 {
		return nil
	}
	return fmt.Errorf("%d budgets are exceeded: %s", len(failed), strings.Join(failed, ", "))
}
