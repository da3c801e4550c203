// Command submit-tax-information submits the business category and the US W-9 for review; after a rejection, anew (feature
// A1).
package main

import (
	"context"
	"errors"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/onboardings"
)

func main() { api.Start(contract.SubmitTaxInformation, handle) }

func handle(ctx context.Context, call *api.Call[contract.SubmitTaxInformationRequest]) (contract.Onboarding, error) {
	none, r := contract.Onboarding{}, call.Request
	tax := r.TaxInformation()
	before, err := onboardings.Get(ctx, call.Table, call.Caller.ID)
	if errors.Is(err, onboarding.ErrNotFound) {
		before, err = onboarding.New(call.Caller.ID, call.Caller.Name), nil
	}
	if err != nil {
		return none, err
	}
	after, err := onboarding.Submit(before, r.Category, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, onboarding.EventSubmitted, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.OnboardingOf(after), onboardings.TaxSubmitted(before, after, tax, e))
}
