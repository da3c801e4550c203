// Command list-my-samples is the Lambda function of that action (features H4, I4).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.ListMySamples, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListMySamplesRequest]) (contract.Page[contract.CreatorSample], error) {
	list, cursor, err := samples.OfCreator(ctx, call.Table, call.Caller.ID, call.Request.Status, call.Page(call.Request.Paging))
	return api.PageOf(api.Each(list, contract.CreatorSampleOf), cursor), err
}
