// Command list-onboardings lists the onboardings that wait for a review, oldest first (feature A1).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/onboardings"
)

func main() { api.Start(contract.ListOnboardings, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListOnboardingsRequest]) (contract.Page[contract.Onboarding], error) {
	list, cursor, err := onboardings.UnderReview(ctx, call.Table, call.Page(call.Request.Paging))
	views := make([]contract.Onboarding, 0, len(list))
	for _, o := range list {
		views = append(views, contract.OnboardingOf(o))
	}
	return api.PageOf(views, cursor), err
}
