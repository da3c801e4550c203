package contract

import (
	"slices"

	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
)

// What several actions are refused with.
var (
	// notOrderable is what stands in the way of an order: what sample.Facts.Blocks lists.
	notOrderable = []*fault.Error{
		sample.ErrAlreadySampled, campaign.ErrCampaignOver, registration.ErrNotInLive, registration.ErrClosed,
		registration.ErrNotApproved, registration.ErrOutOfStock, registration.ErrExhausted, showcase.ErrNotInShowcase,
		authorization.ErrNotAuthorized, sample.ErrCreatorRestricted, sample.ErrOpenSamples, sample.ErrCampaignSamples,
		sample.ErrOneItem, sample.ErrBundleClosed, sample.ErrReviewRequired,
	}
	// notOffered is why nothing behind a link can be had: what showcase.Unavailable answers.
	notOffered = []*fault.Error{campaign.ErrCampaignOver, showcase.ErrEmptyList, registration.ErrClosed, showcase.ErrNoProducts}
	// notMoved is why a sample does not change.
	notMoved = []*fault.Error{sample.ErrNotFound, sample.ErrMove}
	// registrationFixed is why a registration does not change.
	registrationFixed = []*fault.Error{registration.ErrNotFound, registration.ErrMove, campaign.ErrCampaignOver}
)

// with is a list of faults and some more.
func with(list []*fault.Error, more ...*fault.Error) []*fault.Error {
	return append(slices.Clip(list), more...)
}
