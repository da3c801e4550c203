package tasks

import (
	"context"
	"reflect"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/clock"
	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
	"samplepath/shared/task"
)

// Keep makes the stored tasks about a sample or a product equal to what its state calls for now. However often, late, out of order or
// side by side it is called, they end as the newest state says: its write is refused where that has gone on since it was read, and
// looks again. Where the tasks are right already, nothing is written. For keep-tasks and reconcile-lifecycles.
func Keep(ctx context.Context, t *table.Table, subject string) error {
	_, err := table.Decide(ctx, func() (struct{}, error) { return struct{}{}, keep(ctx, t, subject) })
	return err
}

// End is Keep after an event that only ends tasks: where there are none, the state is not even read. For keep-tasks.
func End(ctx context.Context, t *table.Table, subject string) error {
	all := keys.Task(subject, "")
	stored, err := t.All(ctx, table.Query{Partition: all.PK, Prefix: all.SK})
	if err != nil || len(stored) == 0 {
		return err
	}
	return Keep(ctx, t, subject)
}

// called is what a state calls for, and the tasks that are stored about it.
type called struct {
	key     keys.Key // of the state
	version int
	kinds   []task.Kind // that there are about such a thing
	wanted  map[task.Kind]task.Task
	stored  map[task.Kind]task.Task
}

func keep(ctx context.Context, t *table.Table, subject string) error {
	read := ofProduct
	if id.Is(subject, id.Sample) {
		read = ofSample
	}
	now, err := read(ctx, t, subject)
	if err != nil {
		return err
	}
	var c table.Change
	c.Check(now.key, "#version = :version", map[string]string{"#version": "version"}, table.Item{":version": table.Number(now.version)}, table.Always(table.ErrChanged))
	changed := false
	for _, kind := range now.kinds {
		changed = now.correct(&c, subject, kind) || changed
	}
	if !changed {
		return nil
	}
	return t.Commit(ctx, c)
}

// correct adds to a change what makes the stored task of a kind right, and says whether that is needed. A task that was assigned
// meanwhile has to be read again.
func (n called) correct(c *table.Change, subject string, kind task.Kind) bool {
	wanted, want := n.wanted[kind]
	stored, have := n.stored[kind]
	if want && have {
		wanted = wanted.Kept(stored)
	}
	switch {
	case want == have && reflect.DeepEqual(wanted, stored):
		return false
	case !want:
		c.Remove(keys.Task(subject, kind), "", nil, nil, nil)
	case !have:
		put(c, wanted, table.NotThere, nil)
	case stored.Assignee == "":
		put(c, wanted, "attribute_not_exists(assignee)", nil)
	default:
		put(c, wanted, "assignee = :was", table.Item{":was": table.Text(stored.Assignee)})
	}
	return true
}

func put(c *table.Change, t task.Task, condition string, values table.Item) {
	item, err := table.Encode(t)
	if err != nil {
		c.Fail(err)
		return
	}
	if t.Until != nil {
		item[table.TTLAttribute] = table.Epoch(*t.Until)
	}
	c.Put(table.Place(item, keys.Task(t.Subject, t.Kind), places(t)), condition, values, table.Always(table.ErrChanged))
}

func places(t task.Task) table.Places {
	in := table.Places{GSI1: keys.TaskOfAgency(t)}
	if t.Assignee != "" {
		in.GSI2 = keys.TaskOfAssignee(t)
	}
	return in
}

func ofSample(ctx context.Context, t *table.Table, sampleID string) (called, error) {
	out := called{key: keys.Sample(sampleID), kinds: task.OfSamples}
	items, err := state(ctx, t, &out, sampleID, out.key)
	if err != nil {
		return out, err
	}
	s, ok, err := table.As[sample.Sample](items, out.key)
	if err == nil && !ok {
		err = sample.ErrNotFound
	}
	out.version = s.Version
	out.want(task.OfSample(s, clock.Now(ctx)))
	return out, err
}

func ofProduct(ctx context.Context, t *table.Table, registrationID string) (called, error) {
	campaignID := id.Owner(registrationID)
	out := called{key: keys.Registration(campaignID, registrationID), kinds: task.OfProducts}
	items, err := state(ctx, t, &out, registrationID, out.key, keys.Campaign(campaignID))
	if err != nil {
		return out, err
	}
	r, err := campaigns.RegistrationFrom(items, campaignID, registrationID)
	if err != nil {
		return out, err
	}
	c, err := campaigns.From(items, "", campaignID)
	out.version = r.Version
	out.want(task.OfProduct(c, r))
	return out, err
}

// state reads a state and what stands beside it, and its stored tasks, up to date and at once.
func state(ctx context.Context, t *table.Table, out *called, subject string, wanted ...keys.Key) (items table.Found, err error) {
	var stored []table.Item
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		items, err = t.Read(ctx, wanted...)
		return err
	})
	group.Go(func() (err error) {
		all := keys.Task(subject, "")
		stored, err = t.All(ctx, table.Query{Partition: all.PK, Prefix: all.SK})
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out.stored = map[task.Kind]task.Task{}
	for _, item := range stored {
		one, err := table.Decode[task.Task](item)
		if err != nil {
			return nil, err
		}
		out.stored[one.Kind] = one
	}
	return items, nil
}

func (n *called) want(wanted []task.Task) {
	n.wanted = map[task.Kind]task.Task{}
	for _, one := range wanted {
		n.wanted[one.Kind] = one
	}
}
