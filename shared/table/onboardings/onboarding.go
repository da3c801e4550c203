package onboardings

import (
	"context"

	"samplepath/shared/event"
	"samplepath/shared/onboarding"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

func layout(o onboarding.Onboarding) (keys.Key, table.Places) {
	var in table.Places
	if o.Status == onboarding.StatusUnderReview && o.SubmittedAt != nil {
		in.GSI1 = keys.AwaitingReview(*o.SubmittedAt, o.AgencyID)
	}
	return keys.Onboarding(o.AgencyID), in
}

// TaxSubmitted stores an onboarding whose tax information was submitted: the first, or one in the place of a rejected
// one, which is not kept.
func TaxSubmitted(before, after onboarding.Onboarding, tax onboarding.TaxInformation, e event.Event) table.Change {
	var c table.Change
	if before.Version == 0 {
		c = table.Made(after, e, layout, table.Always(table.ErrChanged))
	} else {
		c = Changed(before, after, e)
	}
	table.Put(&c, tax, keys.Tax(after.AgencyID))
	return c
}

// Changed stores a change of an onboarding.
func Changed(before, after onboarding.Onboarding, e event.Event) table.Change {
	return table.Moved(before, after, e, layout)
}

// paymentReference is how a payment processor knows an account. Whoever pays out reads it; no answer holds it.
type paymentReference struct {
	Processor string `json:"processor"`
	Reference string `json:"reference"`
}

// PaymentAccountLinked stores an onboarding whose payment account was linked, with the processor's reference of it.
func PaymentAccountLinked(before, after onboarding.Onboarding, reference string, e event.Event) table.Change {
	c := Changed(before, after, e)
	table.Put(&c, paymentReference{after.PaymentAccount.Processor, reference}, keys.Payment(after.AgencyID))
	return c
}

// Get reads how far an agency has come, up to date. It answers onboarding.ErrNotFound where nothing was submitted.
func Get(ctx context.Context, t *table.Table, agencyID string) (onboarding.Onboarding, error) {
	items, err := t.Read(ctx, keys.Onboarding(agencyID))
	if err != nil {
		return onboarding.Onboarding{}, err
	}
	return from(items, agencyID)
}

func from(items table.Found, agencyID string) (onboarding.Onboarding, error) {
	o, ok, err := table.As[onboarding.Onboarding](items, keys.Onboarding(agencyID))
	if err == nil && !ok {
		err = onboarding.ErrNotFound
	}
	return o, err
}

// WithTax reads how far an agency has come with its tax information, up to date: personal data. It answers
// onboarding.ErrNotFound where nothing was submitted. For get-onboarding.
func WithTax(ctx context.Context, t *table.Table, agencyID string) (onboarding.Onboarding, onboarding.TaxInformation, error) {
	var tax onboarding.TaxInformation
	items, err := t.Read(ctx, keys.Onboarding(agencyID), keys.Tax(agencyID))
	if err != nil {
		return onboarding.Onboarding{}, tax, err
	}
	o, err := from(items, agencyID)
	if err != nil {
		return o, tax, err
	}
	tax, _, err = table.As[onboarding.TaxInformation](items, keys.Tax(agencyID))
	return o, tax, err
}

// UnderReview lists one page of the onboardings that wait for an operator, oldest first. GSI1, PK =
// ONBOARDINGS#UNDER_REVIEW. For list-onboardings.
func UnderReview(ctx context.Context, t *table.Table, p table.Page) ([]onboarding.Onboarding, string, error) {
	list, cursor, err := table.PageOf[onboarding.Onboarding](ctx, t, table.Query{Index: "GSI1", Partition: keys.OnboardingsAwaitingReview}, p)
	waiting := list[:0]
	for _, o := range list {
		if o.Status == onboarding.StatusUnderReview { // an index lags behind a review
			waiting = append(waiting, o)
		}
	}
	return waiting, cursor, err
}
