package creators

import (
	"context"

	"samplepath/shared/policy"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
)

// WantedPolicy names a policy with its text: a version, or the one that holds for a campaign, or for all campaigns of an agency.
type WantedPolicy struct {
	AgencyID, CampaignID string
	Version              int
	CreatorID            string // who asks, or empty: the agency
}

// Policy reads a policy with its text, up to date, in two round trips. A creator sees what an agency has set for all campaigns
// once that has asked for authorization, and what it has set for a campaign whose products the creator has added to the showcase. It
// answers policy.ErrNotFound, and campaign.ErrNotFound for another's campaign. For get-sample-policy.
func Policy(ctx context.Context, t *table.Table, of WantedPolicy) (policy.Document, error) {
	none := policy.Document{}
	wanted := append(campaigns.PolicyKeys(of.AgencyID, of.CampaignID), keys.Authorization(of.AgencyID, of.CreatorID), keys.PolicyVersion(of.AgencyID, of.Version))
	if of.CampaignID != "" {
		wanted = append(wanted, keys.Campaign(of.CampaignID))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return none, err
	}
	if of.CreatorID != "" && items[keys.Authorization(of.AgencyID, of.CreatorID)] == nil {
		return none, policy.ErrNotFound
	}
	if of.CampaignID != "" {
		if _, err := campaigns.From(items, of.AgencyID, of.CampaignID); err != nil {
			return none, err
		}
	}
	if of.Version > 0 {
		d, err := campaigns.PolicyVersionFrom(items, of.AgencyID, of.Version)
		if err != nil || of.CreatorID == "" || d.CampaignID == "" {
			return d, err
		}
		return visible(ctx, t, of.CreatorID, d)
	}
	h, err := campaigns.HoldingFrom(items, of.AgencyID, of.CampaignID)
	if err != nil {
		return none, err
	}
	version := h.Policy().Version
	promoter := keys.CampaignCreator(of.CampaignID, of.CreatorID)
	if items, err = t.Read(ctx, keys.PolicyVersion(of.AgencyID, version), promoter); err != nil {
		return none, err
	}
	d, err := campaigns.PolicyVersionFrom(items, of.AgencyID, version)
	if err == nil && of.CreatorID != "" && d.CampaignID != "" && items[promoter] == nil {
		err = policy.ErrNotFound
	}
	return d, err
}

// visible is a campaign's own policy for a creator of that campaign.
func visible(ctx context.Context, t *table.Table, creatorID string, d policy.Document) (policy.Document, error) {
	promoter := keys.CampaignCreator(d.CampaignID, creatorID)
	items, err := t.Read(ctx, promoter)
	if err == nil && items[promoter] == nil {
		err = policy.ErrNotFound
	}
	if err != nil {
		return policy.Document{}, err
	}
	return d, nil
}
