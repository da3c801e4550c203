package tasks

import (
	"context"
	"time"

	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/task"
)

// Get reads a task of an agency, up to date. It answers task.ErrNotFound for one that is over, and for another agency's. For
// assign-task.
func Get(ctx context.Context, t *table.Table, agencyID, taskID string, now time.Time) (task.Task, error) {
	kind, subject, err := task.ParseID(taskID)
	if err != nil {
		return task.Task{}, err
	}
	items, err := t.Read(ctx, keys.Task(subject, kind))
	if err != nil {
		return task.Task{}, err
	}
	one, there, err := table.As[task.Task](items, keys.Task(subject, kind))
	if err == nil && (!there || one.AgencyID != agencyID || !one.Shown(now)) {
		err = task.ErrNotFound
	}
	return one, err
}

// Assigned stores to whom a task is assigned, while it is the same task. It is no event: nothing follows from it.
func Assigned(before, after task.Task) table.Change {
	var c table.Change
	since, err := table.EncodeTime(before.Since)
	due, err2 := table.EncodeTime(before.DueAt)
	if err != nil || err2 != nil {
		c.Fail(err)
		c.Fail(err2)
		return c
	}
	place := table.Indexes[1].PartitionKey + ", " + table.Indexes[1].SortKey
	values := table.Item{":since": since, ":due": due}
	expression := "REMOVE assignee, assignedAt, " + place
	if after.Assignee != "" {
		at, err := table.EncodeTime(*after.AssignedAt)
		if err != nil {
			c.Fail(err)
		}
		in := keys.TaskOfAssignee(after)
		values[":assignee"], values[":at"] = table.Text(after.Assignee), at
		values[":place"], values[":order"] = table.Text(in.PK), table.Text(in.SK)
		expression = "SET assignee = :assignee, assignedAt = :at, " + table.Indexes[1].PartitionKey + " = :place, " + table.Indexes[1].SortKey + " = :order"
	}
	c.Update(keys.Task(before.Subject, before.Kind), expression, "since = :since AND dueAt = :due", nil, values, table.Always(table.ErrChanged))
	return c
}
