package samples

import (
	"context"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/authorization"
	"samplepath/shared/candidate"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
)

// AvailableCreators lists one page of the creators for whom an agency may request samples in a campaign, by handle, as far
// as they are looked for. GSI1, PK = CAMPAIGN#id#CREATORS#authorized, beside it the product that is looked for; then all
// that the agency knows of each creator, up to date. Filters other than the handle are applied to what was read, so a page
// may be shorter than its limit, or even empty, before the last one. It answers not found for another agency's campaign and
// for a product that is not in it. For list-available-samples.
func AvailableCreators(ctx context.Context, t *table.Table, agencyID, campaignID string, s candidate.Search, p table.Page) ([]candidate.Candidate, string, error) {
	q := creators.CreatorsQuery(campaignID, authorization.StatusAuthorized, s.Handle)
	q.Bound = s.Key()
	var entries []table.Item
	var cursor string
	var product registration.Registration
	group, reading := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		entries, cursor, err = t.Page(reading, q, p)
		return err
	})
	if s.RegistrationID != "" {
		group.Go(func() (err error) {
			product, err = campaigns.Registration(reading, t, agencyID, campaignID, s.RegistrationID)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, "", err
	}
	out, err := candidatesFrom(ctx, t, agencyID, campaignID, entries, product)
	if err != nil {
		return nil, "", err
	}
	wanted := make([]candidate.Candidate, 0, len(out))
	for _, c := range out {
		if c.Open() && s.Wants(c) {
			wanted = append(wanted, c)
		}
	}
	return wanted, cursor, nil
}

// candidatesFrom are creators of a campaign with all that their agency knows of them, and of a product if it has an id.
func candidatesFrom(ctx context.Context, t *table.Table, agencyID, campaignID string, entries []table.Item, product registration.Registration) ([]candidate.Candidate, error) {
	wanted := append(campaigns.PolicyKeys(agencyID, campaignID), keys.Campaign(campaignID))
	for _, entry := range entries {
		creatorID := creators.CreatorIn(table.KeyOf(entry))
		wanted = append(wanted, table.KeyOf(entry), keys.Authorization(agencyID, creatorID), keys.Profile(creatorID), keys.CreatorRecord(agencyID, creatorID))
		if product.ID != "" {
			wanted = append(wanted, keys.Showcase(creatorID, product.ProductID, product.ID), keys.Sampled(creatorID, agencyID, product.ProductID))
		}
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	if _, err := campaigns.From(items, agencyID, campaignID); err != nil {
		return nil, err
	}
	holds, err := campaigns.PolicyFrom(items, agencyID, campaignID)
	if err != nil {
		return nil, err
	}
	out := make([]candidate.Candidate, 0, len(entries))
	for _, entry := range entries {
		one, err := creators.PromoterFrom(items, agencyID, table.KeyOf(entry))
		if err != nil {
			return nil, err
		}
		c := candidate.Candidate{
			Creator: one.Creator, Products: one.Products, Authorization: one.Authorization,
			Record: recordFrom(items[keys.CreatorRecord(agencyID, one.Creator.ID)], campaignID, holds),
		}
		if product.ID != "" {
			_, c.InShowcase = items[keys.Showcase(one.Creator.ID, product.ProductID, product.ID)]
			c.Earlier = table.TextOf(items[keys.Sampled(one.Creator.ID, agencyID, product.ProductID)], "sampleId")
		}
		out = append(out, c)
	}
	return out, nil
}

// recordFrom reads what an agency's samples to a creator have come to.
func recordFrom(record table.Item, campaignID string, holds policy.Policy) candidate.Record {
	out := candidate.Record{Posted: table.NumberOf(record, postedSamples), Missed: table.NumberOf(record, missedSamples)}
	out.Facts.Policy = holds
	countFrom(&out.Facts, record, campaignID)
	return out
}
