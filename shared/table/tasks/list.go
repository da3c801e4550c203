package tasks

import (
	"cmp"
	"context"
	"fmt"
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

// MostCounted is up to how many tasks of a kind are counted.
const MostCounted = 1000

// List lists one page of what an agency has to do, by when it is due. GSI1, PK = AGENCY#id#TASKS#kind, one query for each kind, side by
// side; or GSI2, PK = AGENCY#id#ASSIGNED#name. The tasks and their campaigns come up to date in a second round trip. A page may be
// short, or empty with a cursor (table.Merged): where a campaign, or a kind of a member's tasks, is looked for, and around a task that
// is stored before it is shown. For list-tasks.
func List(ctx context.Context, t *table.Table, agencyID string, f Filter, now time.Time, p table.Page) ([]Listed, string, error) {
	m := f.places(agencyID)
	found, cursor, err := table.Merged(ctx, t, m, p, func(entry table.Item) (task.Task, bool, error) {
		one, ok := keys.TaskIn(table.TextOf(entry, m.Index+"SK"))
		return one, ok && f.finds(one, now), nil
	})
	if err != nil {
		return nil, "", err
	}
	list, err := read(ctx, t, found, f, now)
	if err != nil {
		return nil, "", err
	}
	return list, cursor, nil
}

// places are the partitions that are looked at: those of the kinds, or that of the member.
func (f Filter) places(agencyID string) table.Merge {
	m := table.Merge{Index: "GSI1", Bound: fmt.Sprint(f), All: f.CampaignID == ""}
	if f.Assignee != "" {
		m.Index, m.Partitions = "GSI2", []string{keys.AssignedPartition(agencyID, f.Assignee)}
		m.All = m.All && f.Kind == ""
		return m
	}
	for _, kind := range task.Kinds {
		if f.Kind == "" || f.Kind == kind {
			m.Partitions = append(m.Partitions, keys.TasksPartition(agencyID, kind))
		}
	}
	return m
}

func (f Filter) finds(t task.Task, now time.Time) bool {
	return t.Shown(now) && (f.Kind == "" || t.Kind == f.Kind) && (f.CampaignID == "" || t.CampaignID == f.CampaignID)
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
	counts := make([]int, len(task.Kinds))
	group, ctx := errgroup.WithContext(ctx)
	for i, kind := range task.Kinds {
		group.Go(func() error {
			entries, _, err := t.Ask(ctx, table.Query{Index: "GSI1", Partition: keys.TasksPartition(agencyID, kind), Limit: MostCounted})
			for _, entry := range entries {
				if one, ok := keys.TaskIn(table.TextOf(entry, "GSI1SK")); ok && one.Shown(now) {
					counts[i]++
				}
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := map[task.Kind]int{}
	for i, kind := range task.Kinds {
		out[kind] = counts[i]
	}
	return out, nil
}
