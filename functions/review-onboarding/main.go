// Command review-onboarding approves an agency's tax information, or rejects it with a reason (feature A1).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/onboardings"
)

func main() { api.Start(contract.ReviewOnboarding, handle) }

func handle(ctx context.Context, call *api.Call[contract.ReviewOnboardingRequest]) (contract.Onboarding, error) {
	none, r := contract.Onboarding{}, call.Request
	before, err := onboardings.Get(ctx, call.Table, r.AgencyID)
	if err != nil {
		return none, err
	}
	after, kind, err := onboarding.Review(before, r.Decision, r.Reason, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, kind, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.OnboardingOf(after), onboardings.Changed(before, after, e))
}
