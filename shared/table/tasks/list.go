package tasks

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/campaign"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/task"
)

// Filter says which tasks are looked for. The zero value finds all.
type Filter struct {
	Kind       task.Kind
	Assignee   string
	CampaignID string
}

// Listed is a task with the name of its campaign.
type Listed struct {
	Task         task.Task
	CampaignName string
}

const (
	// MostCounted is up to how many tasks of a kind are counted.
	MostCounted = 1000
	// looked is how many entries of each kind, or of a member, a list looks at for one page where a campaign is looked for.
	looked = 250
)

// List lists one page of what an agency has to do, what is due first first. GSI1, PK = AGENCY#id#TASKS#kind: one query for each kind, side by
// side; or GSI2, PK = AGENCY#id#ASSIGNED#name. The tasks and their campaigns come up to date in a second round trip. A page may be
// short, or empty with a cursor, where a campaign, or a kind of a member's tasks, is looked for. For list-tasks.
func List(ctx context.Context, t *table.Table, agencyID string, f Filter, now time.Time, p table.Page) ([]Listed, string, error) {
	bound := table.Query{Partition: keys.TasksPartition(agencyID, f.Kind), Prefix: f.Assignee + "#" + f.CampaignID}
	after, err := bound.Resume(p.Caller, p.Cursor)
	if err != nil {
		return nil, "", err
	}
	limit := p.Limit
	if f.CampaignID != "" || f.Assignee != "" && f.Kind != "" {
		limit = looked
	}
	parts, err := ask(ctx, t, f.queries(agencyID, table.TextOf(after, table.SK), now, limit))
	if err != nil {
		return nil, "", err
	}
	found, next := merge(parts, f, now, p.Limit)
	list, err := read(ctx, t, found, f, now)
	if err != nil {
		return nil, "", err
	}
	cursor := ""
	if next != "" {
		cursor = bound.Cursor(p.Caller, table.Item{table.SK: table.Text(next)})
	}
	return list, cursor, nil
}

// queries ask for the entries behind a sort key: of each kind, or of the member. Of what comes with time alone they ask up to what is
// shown by now.
func (f Filter) queries(agencyID, after string, now time.Time, limit int) (out []table.Query) {
	from := "0"
	if after != "" {
		from = after + "!" // the least that is more
	}
	if f.Assignee != "" {
		return []table.Query{{Index: "GSI2", Partition: keys.AssignedPartition(agencyID, f.Assignee), From: from, UpTo: "~", Limit: limit}}
	}
	for _, kind := range task.Kinds {
		if f.Kind != "" && f.Kind != kind {
			continue
		}
		upTo := "~"
		if kind == task.ChaseShipment {
			upTo = keys.Stamp(now.Add(task.ChasedBefore)) + "~"
		}
		if from <= upTo {
			out = append(out, table.Query{Index: "GSI1", Partition: keys.TasksPartition(agencyID, kind), From: from, UpTo: upTo, Limit: limit})
		}
	}
	return out
}

// part is what was read of one query: sort keys in their order, and whether there are more.
type part struct {
	order []string
	more  bool
}

func ask(ctx context.Context, t *table.Table, queries []table.Query) ([]part, error) {
	parts := make([]part, len(queries))
	group, ctx := errgroup.WithContext(ctx)
	for i, q := range queries {
		group.Go(func() error {
			entries, next, err := t.Ask(ctx, q)
			name := table.Indexes[0].SortKey
			if q.Index == table.Indexes[1].Name {
				name = table.Indexes[1].SortKey
			}
			for _, entry := range entries {
				parts[i].order = append(parts[i].order, table.TextOf(entry, name))
			}
			parts[i].more = len(next) > 0
			return err
		})
	}
	return parts, group.Wait()
}

// merge takes what is due first of all parts and is looked for, up to limit; and says behind which sort key to go on, or "" at the end.
func merge(parts []part, f Filter, now time.Time, limit int) (found []task.Task, next string) {
	var all []string
	until := "" // what lies behind the last entry of a part that has more must wait for it
	for _, one := range parts {
		all = append(all, one.order...)
		if last := len(one.order) - 1; one.more && last >= 0 && (until == "" || one.order[last] < until) {
			until = one.order[last]
		}
	}
	slices.Sort(all)
	for i, place := range all {
		if until != "" && place > until {
			break
		}
		t, ok := keys.TaskIn(place)
		if !ok || !t.Shown(now) || f.Kind != "" && t.Kind != f.Kind || f.CampaignID != "" && t.CampaignID != f.CampaignID {
			continue
		}
		if found = append(found, t); len(found) == limit && (i+1 < len(all) || until != "") {
			return found, place
		}
	}
	return found, until
}

// read reads the tasks that an index showed, up to date. One that is over, or is somebody else's meanwhile, is left out.
func read(ctx context.Context, t *table.Table, found []task.Task, f Filter, now time.Time) ([]Listed, error) {
	if len(found) == 0 {
		return nil, nil
	}
	var wanted []keys.Key
	for _, one := range found {
		wanted = append(wanted, keys.Task(one.Subject, one.Kind), keys.Campaign(one.CampaignID))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	out := make([]Listed, 0, len(found))
	for _, one := range found {
		stands, there, err := table.As[task.Task](items, keys.Task(one.Subject, one.Kind))
		if err != nil {
			return nil, err
		}
		if !there || !stands.Shown(now) || f.Assignee != "" && stands.Assignee != f.Assignee {
			continue
		}
		c, _, err := table.As[campaign.Campaign](items, keys.Campaign(one.CampaignID))
		if err != nil {
			return nil, err
		}
		out = append(out, Listed{stands, c.Name})
	}
	slices.SortStableFunc(out, func(a, b Listed) int {
		return cmp.Or(a.Task.DueAt.Compare(b.Task.DueAt), strings.Compare(a.Task.ID(), b.Task.ID()))
	})
	return out, nil
}

// Counts counts what an agency has to do by kind, up to MostCounted of each. GSI1, PK = AGENCY#id#TASKS#kind: one query for each kind,
// side by side, of keys alone. For list-tasks.
func Counts(ctx context.Context, t *table.Table, agencyID string, now time.Time) (map[task.Kind]int, error) {
	parts, err := ask(ctx, t, Filter{}.queries(agencyID, "", now, MostCounted))
	if err != nil {
		return nil, err
	}
	out := map[task.Kind]int{}
	for _, one := range parts {
		for _, place := range one.order {
			if t, ok := keys.TaskIn(place); ok && t.Shown(now) {
				out[t.Kind]++
			}
		}
	}
	return out, nil
}
