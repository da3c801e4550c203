// Command set-sample-policy sets a new version of the sample policy: of all the agency's campaigns, or of one (feature K1). What
// was ordered before keeps its own.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.SetSamplePolicy, handle) }

func handle(ctx context.Context, call *api.Call[contract.SetSamplePolicyRequest]) (contract.SamplePolicy, error) {
	none, r := contract.SamplePolicy{}, call.Request
	holding, latest, err := campaigns.ForPolicy(ctx, call.Table, call.Caller.ID, r.CampaignID)
	if err != nil {
		return none, err
	}
	before, after, document, err := policy.Set(holding, r.Document(call.Caller.ID), r.ExpectedVersion, latest, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, policy.EventSet, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.SamplePolicyOf(document), campaigns.PolicySet(before, after, document, latest, e))
}
