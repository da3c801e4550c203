package samples

import (
	"context"

	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
)

// Row names what is ordered for whom.
type Row struct{ CampaignID, RegistrationID, CreatorID string }

func (o Row) keys(agencyID string) []keys.Key {
	return append(campaigns.PolicyKeys(agencyID, o.CampaignID),
		keys.Campaign(o.CampaignID), keys.Registration(o.CampaignID, o.RegistrationID), keys.CampaignCreator(o.CampaignID, o.CreatorID),
		keys.Authorization(agencyID, o.CreatorID), keys.CreatorRecord(agencyID, o.CreatorID), keys.Profile(o.CreatorID))
}

// FactsOf reads what an order rests on, in one round trip. It answers not found for another agency's campaign and
// for a product that is not in it. For order-sample.
func FactsOf(ctx context.Context, t *table.Table, agencyID, campaignID, registrationID, creatorID string) (sample.Facts, error) {
	o := Row{campaignID, registrationID, creatorID}
	items, err := t.Read(ctx, o.keys(agencyID)...)
	if err != nil {
		return sample.Facts{}, err
	}
	return factsFrom(items, agencyID, o)
}

// RowFacts are an order's facts, or why there are none.
type RowFacts struct {
	sample.Facts
	Err error
}

// FactsOfRows is FactsOf for many orders, in their order: a hundred orders read at most seven hundred items and the policies of their agency, in one round
// trip. For order-samples.
func FactsOfRows(ctx context.Context, t *table.Table, agencyID string, placed []Row) ([]RowFacts, error) {
	var wanted []keys.Key
	for _, o := range placed {
		wanted = append(wanted, o.keys(agencyID)...)
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	out := make([]RowFacts, 0, len(placed))
	for _, o := range placed {
		facts, err := factsFrom(items, agencyID, o)
		out = append(out, RowFacts{facts, err})
	}
	return out, nil
}

func factsFrom(items table.Found, agencyID string, o Row) (sample.Facts, error) {
	none, facts := sample.Facts{}, sample.Facts{}
	var err error
	if facts.Campaign, err = campaigns.From(items, agencyID, o.CampaignID); err != nil {
		return none, err
	}
	if facts.Registration, err = campaigns.RegistrationFrom(items, o.CampaignID, o.RegistrationID); err != nil {
		return none, err
	}
	creator, ok, err := table.As[creators.CampaignCreator](items, keys.CampaignCreator(o.CampaignID, o.CreatorID))
	if err != nil {
		return none, err
	}
	facts.Creator, facts.InShowcase = creator.Creator, ok && creator.Products > 0
	if facts.Policy, err = campaigns.PolicyFrom(items, agencyID, o.CampaignID); err != nil {
		return none, err
	}
	countFrom(&facts, items[keys.CreatorRecord(agencyID, o.CreatorID)], o.CampaignID)
	facts.Authorization, err = creators.EffectiveFrom(items, agencyID, o.CreatorID)
	return facts, err
}
