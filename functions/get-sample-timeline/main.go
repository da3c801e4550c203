// Command get-sample-timeline is the Lambda function of that action (feature O3).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.GetSampleTimeline, handle) }

func handle(ctx context.Context, call *api.Call[contract.TimelineRequest]) (contract.Page[event.Event], error) {
	s, err := samples.Get(ctx, call.Table, call.Request.SampleID)
	if err == nil {
		err = s.CheckParty(call.Caller.ID)
	}
	if err != nil {
		return contract.Page[event.Event]{}, err
	}
	events, cursor, err := samples.Timeline(ctx, call.Table, s.ID, call.Page(call.Request.Paging))
	return api.PageOf(events, cursor), err
}
