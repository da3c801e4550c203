package registration

import (
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/fault"
)

// Register makes the pending registration of a draft whose own fields have been checked (feature C1).
func Register(c campaign.Campaign, draft Registration, now time.Time) (Registration, error) {
	if err := checkRate(c, draft.TotalRate); err != nil {
		return Registration{}, err
	}
	draft.CampaignID, draft.AgencyID, draft.RegisteredAt = c.ID, c.AgencyID, now
	draft.Status, draft.Version, draft.Ordered = "", 0, 0
	return move(draft, EventRegistered, actor.Seller)
}

func checkRate(c campaign.Campaign, rate int) error {
	var fields fault.Fields
	fields.Check(rate >= c.MinTotalRate, "totalCommissionRate", "below_campaign_minimum")
	return fields.Err()
}

// Offer is what a seller changes when registering a rejected product again. What is nil stays as it was.
type Offer struct {
	TotalRate *int
	Samples   *int
	Stock     *int
	UnitCost  *Money
	Email     *string
	WhatsApp  *string
	ImageURL  *string
	Price     *Money
	Category  *string
}

// Resubmit registers a rejected product again (feature C3). It stays the same registration; its rate can change, since
// nobody has approved it yet (feature C4). One that was rejected for good answers ErrBlocked.
func Resubmit(c campaign.Campaign, r Registration, offer Offer, now time.Time) (Registration, error) {
	if r.Status == StatusBlocked {
		return r, ErrBlocked
	}
	next, err := move(r, EventResubmitted, actor.Seller)
	if err != nil {
		return r, err
	}
	take(&next.TotalRate, offer.TotalRate)
	take(&next.Samples, offer.Samples)
	take(&next.Stock, offer.Stock)
	take(&next.UnitCost, offer.UnitCost)
	take(&next.Email, offer.Email)
	take(&next.WhatsApp, offer.WhatsApp)
	take(&next.ImageURL, offer.ImageURL)
	take(&next.Category, offer.Category)
	if offer.Price != nil {
		next.Price = offer.Price
	}
	if err := checkRate(c, next.TotalRate); err != nil {
		return r, err
	}
	next.RegisteredAt, next.ReviewedAt, next.Reason = now, nil, ""
	return next, nil
}

func take[T any](into *T, from *T) {
	if from != nil {
		*into = *from
	}
}
