package apitest

import (
	"slices"
	"testing"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Refusal is a call that an action's rules refuse, or one of whose rows they refuse.
type Refusal struct {
	After func(*tabletest.World) // what has happened in tabletest's world; nothing unless it is given
	Ask   func(*Request)         // how the call differs from the sample event; not at all unless it is given
}

// Refuses makes calls that are each refused, in a world of its own and with nothing changed in it, by the code that they are
// refused with. The status of a code is the contract's, as in every answer of a Server.
func Refuses[Q, A any](t *testing.T, action contract.Of[Q, A], handle api.Handler[Q, A], event string, refusals map[string]Refusal) {
	t.Helper()
	for code, refusal := range refusals {
		t.Run(code, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			if refusal.After != nil {
				refusal.After(w)
			}
			e := WithKey(Event(t, event), "")
			if refusal.Ask != nil {
				refusal.Ask(&e)
			}
			before := tabletest.Items(t, w.Table)
			answer := Server(action, w.Table, handle)(t, e)
			own, rows := Codes(answer.Status, []byte(answer.Body))
			if got := slices.Concat(own, rows); !slices.Equal(got, []string{code}) {
				t.Fatalf("refused with %q, want %s: %d %s", got, code, answer.Status, answer.Body)
			}
			if after := tabletest.Items(t, w.Table); after != before {
				t.Errorf("the refusal changed the table from\n%s\nto\n%s", before, after)
			}
		})
	}
}
