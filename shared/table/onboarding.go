package table

import (
	"context"

	"samplepath/shared/event"
	"samplepath/shared/onboarding"
)

func onboardingLayout(o onboarding.Onboarding) (Key, indexed) {
	var in indexed
	if o.Status == onboarding.UnderReview && o.SubmittedAt != nil {
		in.GSI1 = awaitingReview(*o.SubmittedAt, o.AgencyID)
	}
	return onboardingKey(o.AgencyID), in
}

// TaxSubmitted stores an onboarding whose tax information was submitted: the first, or one in the place of a rejected
// one, which is not kept.
func TaxSubmitted(before, after onboarding.Onboarding, tax onboarding.TaxInformation, e event.Event) Change {
	var c Change
	if before.Version == 0 {
		c = made(after, e, onboardingLayout, always(ErrChanged))
	} else {
		c = OnboardingChanged(before, after, e)
	}
	put(&c, tax, taxKey(after.AgencyID))
	return c
}

// OnboardingChanged stores a change of an onboarding.
func OnboardingChanged(before, after onboarding.Onboarding, e event.Event) Change {
	return moved(before, after, e, onboardingLayout)
}

// paymentReference is how a payment processor knows an account. Whoever pays out reads it; no answer holds it.
type paymentReference struct {
	Processor string `json:"processor"`
	Reference string `json:"reference"`
}

// PaymentAccountLinked stores an onboarding whose payment account was linked, with the processor's reference of it.
func PaymentAccountLinked(before, after onboarding.Onboarding, reference string, e event.Event) Change {
	c := OnboardingChanged(before, after, e)
	put(&c, paymentReference{after.PaymentAccount.Processor, reference}, paymentKey(after.AgencyID))
	return c
}

// Onboarding reads how far an agency has come, up to date. It answers onboarding.ErrNotFound where nothing was submitted.
func (t *Table) Onboarding(ctx context.Context, agencyID string) (onboarding.Onboarding, error) {
	items, err := t.read(ctx, onboardingKey(agencyID))
	if err != nil {
		return onboarding.Onboarding{}, err
	}
	return onboardingFrom(items, agencyID)
}

func onboardingFrom(items found, agencyID string) (onboarding.Onboarding, error) {
	o, ok, err := as[onboarding.Onboarding](items, onboardingKey(agencyID))
	if err == nil && !ok {
		err = onboarding.ErrNotFound
	}
	return o, err
}

// OnboardingWithTax reads how far an agency has come with its tax information, up to date: personal data. It answers
// onboarding.ErrNotFound where nothing was submitted. For get-onboarding.
func (t *Table) OnboardingWithTax(ctx context.Context, agencyID string) (onboarding.Onboarding, onboarding.TaxInformation, error) {
	var tax onboarding.TaxInformation
	items, err := t.read(ctx, onboardingKey(agencyID), taxKey(agencyID))
	if err != nil {
		return onboarding.Onboarding{}, tax, err
	}
	o, err := onboardingFrom(items, agencyID)
	if err != nil {
		return o, tax, err
	}
	tax, _, err = as[onboarding.TaxInformation](items, taxKey(agencyID))
	return o, tax, err
}

// OnboardingsUnderReview lists one page of the onboardings that wait for an operator, oldest first. GSI1, PK =
// ONBOARDINGS#UNDER_REVIEW. For list-onboardings.
func (t *Table) OnboardingsUnderReview(ctx context.Context, p Page) ([]onboarding.Onboarding, string, error) {
	list, cursor, err := pageOf[onboarding.Onboarding](ctx, t, query{index: "GSI1", partition: onboardingsAwaitingReview}, p)
	waiting := list[:0]
	for _, o := range list {
		if o.Status == onboarding.UnderReview { // an index lags behind a review
			waiting = append(waiting, o)
		}
	}
	return waiting, cursor, err
}
