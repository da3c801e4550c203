// Command link-payment-account links a payment account once the tax information is approved, or another one in its place
// (feature A2).
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

func main() { api.Start(contract.LinkPaymentAccount, handle) }

func handle(ctx context.Context, call *api.Call[contract.LinkPaymentAccountRequest]) (contract.Onboarding, error) {
	none, r := contract.Onboarding{}, call.Request
	before, err := onboardings.Get(ctx, call.Table, call.Caller.ID)
	if errors.Is(err, onboarding.ErrNotFound) {
		return none, onboarding.ErrMissing
	}
	if err != nil {
		return none, err
	}
	after, err := onboarding.Link(before, onboarding.PaymentAccount{Processor: r.Processor, LastFour: r.LastFour}, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, onboarding.EventPaymentLinked, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.OnboardingOf(after), onboardings.PaymentAccountLinked(before, after, r.Token, e))
}
