// Command get-sample-policy reads the sample policy that holds, or a version of it (features K1, K2). A creator reads those of an
// agency that has asked for authorization.
package main

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/table/creators"
)

func main() { api.Start(contract.GetSamplePolicy, handle) }

func handle(ctx context.Context, call *api.Call[contract.GetSamplePolicyRequest]) (contract.SamplePolicy, error) {
	none, r := contract.SamplePolicy{}, call.Request
	wanted := creators.WantedPolicy{AgencyID: r.AgencyID, CampaignID: r.CampaignID, Version: r.Version}
	var fields fault.Fields
	if call.Caller.Kind == actor.Creator {
		wanted.CreatorID = call.Caller.ID
		fields.Check(r.AgencyID != "", "agencyId", "required/of_creator")
	} else {
		wanted.AgencyID = call.Caller.ID
		fields.Check(r.AgencyID == "" || r.AgencyID == call.Caller.ID, "agencyId", "not_own")
	}
	if err := fields.Err(); err != nil {
		return none, err
	}
	d, err := creators.Policy(ctx, call.Table, wanted)
	if err != nil {
		return none, err
	}
	return contract.SamplePolicyOf(d), nil
}
