package samples

import (
	"context"

	"samplepath/shared/campaign"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
)

// Beside is what stands beside a sample: its campaign and its product, as they are now.
type Beside struct {
	Campaign     campaign.Campaign
	Registration registration.Registration
}

// Surrounded is a sample with what stands beside it.
type Surrounded struct {
	Sample sample.Sample
	Beside Beside
}

// besideKeys are the keys of what stands beside the samples of a product.
func besideKeys(campaignID, registrationID string) []keys.Key {
	return []keys.Key{keys.Campaign(campaignID), keys.Registration(campaignID, registrationID)}
}

// besideFrom is what stands beside a sample, from items that were read.
func besideFrom(items table.Found, s sample.Sample) (out Beside, err error) {
	if out.Campaign, _, err = table.As[campaign.Campaign](items, keys.Campaign(s.CampaignID())); err != nil {
		return out, err
	}
	out.Registration, _, err = table.As[registration.Registration](items, keys.Registration(s.CampaignID(), s.RegistrationID))
	return out, err
}

// Around reads what stands beside a sample and, while it waits for a resolution, what its creator authorizes now, up to date in
// one round trip. For get-sample.
func Around(ctx context.Context, t *table.Table, s sample.Sample) (Beside, creators.AddressOwner, error) {
	var owner creators.AddressOwner
	wanted := besideKeys(s.CampaignID(), s.RegistrationID)
	if s.AwaitsResolution() {
		wanted = append(wanted, creators.OwnerKeys(s.CreatorID, s.AgencyID)...)
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return Beside{}, owner, err
	}
	beside, err := besideFrom(items, s)
	if err == nil && s.AwaitsResolution() {
		owner, err = creators.OwnerFrom(items, s.CreatorID, s.AgencyID)
	}
	return beside, owner, err
}

// WithBeside reads what stands beside the samples of a page, up to date, in one round trip. For track-samples, whose entries do not
// name the products.
func WithBeside(ctx context.Context, t *table.Table, list []sample.Sample) ([]Surrounded, error) {
	var wanted []keys.Key
	for _, s := range list {
		wanted = append(wanted, besideKeys(s.CampaignID(), s.RegistrationID)...)
	}
	if len(wanted) == 0 {
		return nil, nil
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	out := make([]Surrounded, 0, len(list))
	for _, s := range list {
		beside, err := besideFrom(items, s)
		if err != nil {
			return nil, err
		}
		out = append(out, Surrounded{s, beside})
	}
	return out, nil
}
