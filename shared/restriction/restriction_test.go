package restriction_test

import (
	"errors"
	"testing"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/restriction"
)

// Feature I8: every state with every change.
func TestEveryChange(t *testing.T) {
	now := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	free, restricted := restriction.Restriction{Version: 1, RestrictedBy: "smp_0", LiftedAt: &now}, restriction.Restriction{Version: 1, RestrictedSince: &now, RestrictedBy: "smp_1"}
	for _, test := range []struct {
		before restriction.Restriction
		set    bool
		kind   string
	}{{free, true, "restriction.set"}, {free, false, ""}, {restricted, true, ""}, {restricted, false, "restriction.lifted"}} {
		after, kind, err := restriction.Change(test.before, test.set, "why", now)
		if test.kind == "" {
			if !errors.Is(err, restriction.ErrUnchanged) {
				t.Errorf("%s, %t: %v", test.before.State(), test.set, err)
			}
			continue
		}
		if err != nil || string(kind) != test.kind || (after.RestrictedSince != nil) != test.set || (after.LiftedAt != nil) == test.set || (after.RestrictedBy != "") == test.set || after.Reason != "why" || after.Version != 2 {
			t.Errorf("%s, %t: %+v %s %v", test.before.State(), test.set, after, kind, err)
		}
	}
}

func TestAnExcuseComesWhole(t *testing.T) {
	for _, test := range []struct{ restricted, sample, excuse, ok bool }{
		{false, true, true, true}, {false, false, false, true}, {true, false, false, true},
		{true, true, true, false}, {false, true, false, false}, {false, false, true, false},
	} {
		var fields fault.Fields
		if restriction.CheckExcuse(test.restricted, test.sample, test.excuse, &fields); (len(fields) == 0) != test.ok {
			t.Errorf("%+v: %v", test, fields)
		}
	}
}
