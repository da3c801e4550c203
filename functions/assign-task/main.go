// Command assign-task assigns a task to a member of the agency, or to nobody (feature N3). It stays assigned until it is done.
package main

import (
	"context"
	"strings"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/tasks"
)

func main() { api.Start(contract.AssignTask, handle) }

func handle(ctx context.Context, call *api.Call[contract.AssignTaskRequest]) (contract.Task, error) {
	before, err := tasks.Get(ctx, call.Table, call.Caller.ID, call.Request.TaskID, call.Now)
	if err != nil {
		return contract.Task{}, err
	}
	name := call.Caller.Name
	if given := call.Request.Assignee; given != nil {
		name = strings.TrimSpace(*given)
	}
	after := before.Assigned(name, call.Now)
	return api.Commit(ctx, call, contract.TaskOf(after), tasks.Assigned(before, after))
}
