package table

import (
	"context"

	"samplepath/shared/policy"
	"samplepath/shared/sample"
)

// OrderOf names what is ordered for whom.
type OrderOf struct{ CampaignID, RegistrationID, CreatorID string }

func (o OrderOf) keys(agencyID string) []Key {
	return []Key{
		campaignKey(o.CampaignID), registrationKey(o.CampaignID, o.RegistrationID), campaignCreatorKey(o.CampaignID, o.CreatorID),
		authorizationKey(agencyID, o.CreatorID), creatorRecordKey(agencyID, o.CreatorID), profileKey(o.CreatorID),
	}
}

// SampleOrder reads what an order rests on, in one round trip. It answers not found for another agency's campaign and
// for a product that is not in it. For order-sample.
func (t *Table) SampleOrder(ctx context.Context, agencyID, campaignID, registrationID, creatorID string) (sample.Facts, error) {
	o := OrderOf{campaignID, registrationID, creatorID}
	items, err := t.read(ctx, o.keys(agencyID)...)
	if err != nil {
		return sample.Facts{}, err
	}
	return factsFrom(items, agencyID, o)
}

// Facts are an order's facts, or why there are none.
type Facts struct {
	sample.Facts
	Err error
}

// SampleOrders is SampleOrder for many, in their order: a hundred orders read at most six hundred items, in one round
// trip. For order-samples.
func (t *Table) SampleOrders(ctx context.Context, agencyID string, orders []OrderOf) ([]Facts, error) {
	var keys []Key
	for _, o := range orders {
		keys = append(keys, o.keys(agencyID)...)
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, err
	}
	out := make([]Facts, 0, len(orders))
	for _, o := range orders {
		facts, err := factsFrom(items, agencyID, o)
		out = append(out, Facts{facts, err})
	}
	return out, nil
}

func factsFrom(items found, agencyID string, o OrderOf) (sample.Facts, error) {
	none, facts := sample.Facts{}, sample.Facts{Policy: policy.Default}
	var err error
	if facts.Campaign, err = campaignFrom(items, agencyID, o.CampaignID); err != nil {
		return none, err
	}
	if facts.Registration, err = registrationFrom(items, o.CampaignID, o.RegistrationID); err != nil {
		return none, err
	}
	creator, ok, err := as[campaignCreator](items, campaignCreatorKey(o.CampaignID, o.CreatorID))
	if err != nil {
		return none, err
	}
	facts.Creator, facts.InShowcase = creator.Creator, ok && creator.Products > 0
	countFrom(&facts, items[creatorRecordKey(agencyID, o.CreatorID)], o.CampaignID)
	facts.Authorization, err = effectiveFrom(items, agencyID, o.CreatorID)
	return facts, err
}
