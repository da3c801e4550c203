package lives_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/event"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/table/tasks"
	"samplepath/shared/task"
)

// keeper is the consumer that keeps the agency's tasks, as the bus may call it: late, twice and in any order.
type keeper struct {
	*stage
	dice   *rand.Rand
	seen   int // events of the sample's timeline that are on their way or told
	untold []event.Event
}

// hear tells some of the events that are on their way, in any order, and some of them again later; all of them where all is true.
func (k *keeper) hear(all bool) {
	k.t.Helper()
	_, events, err := samples.WithEvents(k.ctx(), k.w.Table, tabletest.SampleID)
	if err != nil {
		k.t.Fatal(err)
	}
	k.untold = append(k.untold, events[k.seen:]...)
	k.seen = len(events)
	k.dice.Shuffle(len(k.untold), func(i, j int) { k.untold[i], k.untold[j] = k.untold[j], k.untold[i] })
	k.untold = slices.DeleteFunc(k.untold, func(e event.Event) bool {
		if !all && k.dice.IntN(2) == 0 {
			return false
		}
		k.consume(e)
		return all || k.dice.IntN(3) > 0
	})
}

// consume is what the function does.
func (k *keeper) consume(e event.Event) {
	k.t.Helper()
	keep := tasks.Keep
	switch {
	case !task.MayChange(e):
		return
	case task.OnlyEnds(e):
		keep = tasks.End
	}
	if err := keep(k.ctx(), k.w.Table, e.Subject); err != nil {
		k.t.Fatal(err)
	}
}

// wrong finds what is wrong with the tasks when all is told: those that are stored are those that the state calls for; of a sample
// that has ended there is none (feature N3).
func (k *keeper) wrong() string {
	k.t.Helper()
	if len(k.untold) > 0 {
		return ""
	}
	now := k.sample()
	if task.Chased(now, k.clk.Now()) { // the reconciler comes by
		if err := tasks.Keep(k.ctx(), k.w.Table, now.ID); err != nil {
			k.t.Fatal(err)
		}
	}
	want := map[task.Kind]task.Task{}
	for _, one := range task.OfSample(now, k.clk.Now()) {
		want[one.Kind] = one
	}
	if now.Status.Final() && len(want) > 0 {
		return fmt.Sprintf("%s, and there is something to do: %v", now.Status, want)
	}
	if diff := cmp.Diff(want, k.stored()); diff != "" {
		return fmt.Sprintf("the tasks of a sample that is %s (-called for +stored):\n%s", now.Status, diff)
	}
	return ""
}

func (k *keeper) stored() map[task.Kind]task.Task {
	k.t.Helper()
	all := keys.Task(tabletest.SampleID, "")
	items, err := k.w.Table.All(k.ctx(), table.Query{Partition: all.PK, Prefix: all.SK})
	if err != nil {
		k.t.Fatal(err)
	}
	out := map[task.Kind]task.Task{}
	for _, item := range items {
		one, err := table.Decode[task.Task](item)
		if err != nil || strings.TrimPrefix(table.KeyOf(item).SK, all.SK) != string(one.Kind) {
			k.t.Fatal(one, err)
		}
		out[one.Kind] = one
	}
	return out
}
