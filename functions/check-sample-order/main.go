// Command check-sample-order lists every reason that would block the order of a sample, with the codes that ordering answers
// with (features F8, F9).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.CheckSampleOrder, handle) }

func handle(ctx context.Context, call *api.Call[contract.CheckSampleOrderRequest]) (contract.SampleOrderCheck, error) {
	r := call.Request
	facts, err := samples.FactsOf(ctx, call.Table, call.Caller.ID, samples.Row{
		CampaignID: r.CampaignID, RegistrationID: r.RegistrationID, CreatorID: r.CreatorID, Repeats: true,
	})
	if err != nil {
		return contract.SampleOrderCheck{}, err
	}
	facts.AwaitAuthorization = r.AwaitAuthorization
	blocks := facts.Blocks(call.Now)
	orderable := len(blocks) == 0
	return contract.SampleOrderCheck{
		Orderable: orderable, Available: facts.Registration.Available(), Reasons: api.Reasons(blocks), Repeatable: facts.Repeatable(),
		AwaitsAuthorization: orderable && facts.Authorization.Status != authorization.StatusAuthorized,
	}, nil
}
