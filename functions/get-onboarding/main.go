// Command get-onboarding reads how far an agency has come: its own, or for an operator any (features A1, A4). The EIN is
// masked.
package main

import (
	"context"
	"errors"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/onboardings"
)

func main() { api.Start(contract.GetOnboarding, handle) }

func handle(ctx context.Context, call *api.Call[contract.GetOnboardingRequest]) (contract.OnboardingDetail, error) {
	none, agencyID := contract.OnboardingDetail{}, call.Request.AgencyID
	switch {
	case call.Caller.Kind == actor.Operator && agencyID == "":
		var fields fault.Fields
		fields.Add("agencyId", "required")
		return none, fields.Err()
	case call.Caller.Kind == actor.Agency && agencyID != "" && agencyID != call.Caller.ID:
		return none, onboarding.ErrNotFound
	case call.Caller.Kind == actor.Agency:
		agencyID = call.Caller.ID
	}
	o, tax, err := onboardings.WithTax(ctx, call.Table, agencyID)
	if errors.Is(err, onboarding.ErrNotFound) && call.Caller.Kind == actor.Agency {
		return contract.OnboardingDetail{Onboarding: contract.OnboardingOf(onboarding.New(agencyID, call.Caller.Name))}, nil
	}
	if err != nil {
		return none, err
	}
	return contract.OnboardingDetail{Onboarding: contract.OnboardingOf(o), TaxInformation: contract.TaxInformationOf(tax)}, nil
}
