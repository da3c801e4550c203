// Command list-tasks lists what the agency has to do in all of its campaigns, by when it is due (feature N3).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/tasks"
)

type call = api.Call[contract.ListTasksRequest]

func main() { api.Start(contract.ListTasks, handle) }

func handle(ctx context.Context, c *call) (contract.Tasks, error) {
	var list []tasks.Listed
	var cursor string
	r := c.Request
	counts, err := api.WithCounts(ctx, r.Counts, func(ctx context.Context) (err error) {
		filter := tasks.Filter{Kind: r.Kind, Assignee: r.Assignee, CampaignID: r.CampaignID}
		list, cursor, err = tasks.List(ctx, c.Table, c.Caller.ID, filter, c.Now, c.Page(r.Paging))
		return err
	}, func(ctx context.Context) (contract.TaskCounts, error) {
		n, err := tasks.Counts(ctx, c.Table, c.Caller.ID, c.Now)
		return contract.TaskCountsOf(n), err
	})
	return contract.Tasks{Counts: counts, Page: api.PageOfViews(list, cursor, func(l tasks.Listed) contract.ListedTask {
		return contract.ListedTask{Task: contract.TaskOf(l.Task), CampaignName: l.CampaignName}
	})}, err
}
