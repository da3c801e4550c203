package table

import (
	"context"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/authorization"
	"samplepath/shared/candidate"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
)

// AvailableCreators lists one page of the creators for whom an agency may request samples in a campaign, by handle, as far
// as they are looked for. GSI1, PK = CAMPAIGN#id#CREATORS#authorized, beside it the product that is looked for; then all
// that the agency knows of each creator, up to date. Filters other than the handle are applied to what was read, so a page
// may be shorter than its limit, or even empty, before the last one. It answers not found for another agency's campaign and
// for a product that is not in it. For list-available-samples.
func (t *Table) AvailableCreators(ctx context.Context, agencyID, campaignID string, s candidate.Search, p Page) ([]candidate.Candidate, string, error) {
	q := creatorsQuery(campaignID, authorization.Authorized, s.Handle)
	q.bound = s.Key()
	var entries []attributes
	var cursor string
	var product registration.Registration
	group, reading := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		entries, cursor, err = t.page(reading, q, p)
		return err
	})
	if s.RegistrationID != "" {
		group.Go(func() (err error) {
			product, err = t.Registration(reading, agencyID, campaignID, s.RegistrationID)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, "", err
	}
	out, err := t.candidates(ctx, agencyID, campaignID, entries, product)
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

// candidates are creators of a campaign with all that their agency knows of them, and of a product if it has an id.
func (t *Table) candidates(ctx context.Context, agencyID, campaignID string, entries []attributes, product registration.Registration) ([]candidate.Candidate, error) {
	keys := []Key{campaignKey(campaignID)}
	for _, entry := range entries {
		creatorID := creatorIn(keyOf(entry))
		keys = append(keys, keyOf(entry), authorizationKey(agencyID, creatorID), profileKey(creatorID), creatorRecordKey(agencyID, creatorID))
		if product.ID != "" {
			keys = append(keys, showcaseKey(creatorID, product.ProductID, product.ID), sampledKey(creatorID, agencyID, product.ProductID))
		}
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, err
	}
	if _, err := campaignFrom(items, agencyID, campaignID); err != nil {
		return nil, err
	}
	out := make([]candidate.Candidate, 0, len(entries))
	for _, entry := range entries {
		one, err := promoterFrom(items, agencyID, keyOf(entry))
		if err != nil {
			return nil, err
		}
		c := candidate.Candidate{
			Creator: one.Creator, Products: one.Products, Authorization: one.Authorization,
			Record: recordFrom(items[creatorRecordKey(agencyID, one.Creator.ID)], campaignID),
		}
		if product.ID != "" {
			_, c.InShowcase = items[showcaseKey(one.Creator.ID, product.ProductID, product.ID)]
			c.Earlier = textOf(items[sampledKey(one.Creator.ID, agencyID, product.ProductID)], "sampleId")
		}
		out = append(out, c)
	}
	return out, nil
}

// recordFrom reads what an agency's samples to a creator have come to.
func recordFrom(record attributes, campaignID string) candidate.Record {
	out := candidate.Record{Posted: numberOf(record, postedSamples), Missed: numberOf(record, missedSamples)}
	out.Facts.Policy = policy.Default
	countFrom(&out.Facts, record, campaignID)
	return out
}
