// Command get-sample-timeline lists every change of a sample, oldest first (feature O3).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.GetSampleTimeline, handle) }

func handle(ctx context.Context, call *api.Call[contract.TimelineRequest]) (contract.Page[contract.TimelineEntry], error) {
	s, err := samples.Get(ctx, call.Table, call.Request.SampleID)
	if err == nil {
		err = s.CheckParty(call.Caller.ID)
	}
	if err != nil {
		return contract.Page[contract.TimelineEntry]{}, err
	}
	events, cursor, err := samples.Timeline(ctx, call.Table, s.ID, call.Page(call.Request.Paging))
	return api.PageOfViews(events, cursor, contract.TimelineEntryOf), err
}
