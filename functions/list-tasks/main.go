// Command list-tasks lists what the agency has to do in all of its campaigns, what is due first first (feature N3).
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
	r := c.Request
	list, cursor, err := tasks.List(ctx, c.Table, c.Caller.ID, tasks.Filter{Kind: r.Kind, Assignee: r.Assignee, CampaignID: r.CampaignID}, c.Now, c.Page(r.Paging))
	if err != nil {
		return contract.Tasks{}, err
	}
	counts, err := count(ctx, c)
	return contract.Tasks{Counts: counts, Page: api.PageOfViews(list, cursor, func(l tasks.Listed) contract.ListedTask {
		return contract.ListedTask{Task: contract.TaskOf(l.Task), CampaignName: l.CampaignName}
	})}, err
}

// count is nil where the counts are not asked for.
func count(ctx context.Context, c *call) (*contract.TaskCounts, error) {
	if !c.Request.Counts {
		return nil, nil
	}
	n, err := tasks.Counts(ctx, c.Table, c.Caller.ID, c.Now)
	counts := contract.TaskCountsOf(n)
	return &counts, err
}
