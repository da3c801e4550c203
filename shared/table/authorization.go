package table

import (
	"context"

	"samplepath/shared/address"
	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
)

func authorizationLayout(a authorization.Authorization) (Key, indexed) {
	in := indexed{GSI1: authorizationOfCreator(a.CreatorID, a.RequestedAt, a.AgencyID)}
	if a.RemindAt != nil {
		in.GSI3 = dueEntry(*a.RemindAt, a.RequestID)
	}
	if a.Status == authorization.Pending {
		in.GSI4 = openRequestEntry(a.RequestID, a.AgencyID)
	}
	return authorizationKey(a.AgencyID, a.CreatorID), in
}

// Promoters reads an agency's campaign and some creators in it, in the order asked, in one round trip. One who does not
// promote the campaign has no id.
func (t *Table) Promoters(ctx context.Context, agencyID, campaignID string, creatorIDs []string) (campaign.Campaign, []Promoter, error) {
	keys := []Key{campaignKey(campaignID)}
	for _, creatorID := range creatorIDs {
		keys = append(keys, campaignCreatorKey(campaignID, creatorID), authorizationKey(agencyID, creatorID), profileKey(creatorID))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return campaign.Campaign{}, nil, err
	}
	c, err := campaignFrom(items, agencyID, campaignID)
	if err != nil {
		return campaign.Campaign{}, nil, err
	}
	out := make([]Promoter, 0, len(creatorIDs))
	for _, creatorID := range creatorIDs {
		one, err := promoterFrom(items, agencyID, campaignCreatorKey(campaignID, creatorID))
		if err != nil {
			return campaign.Campaign{}, nil, err
		}
		out = append(out, one)
	}
	return c, out, nil
}

// AuthorizationRequested stores a request: the first one, or one after an earlier one came to its end.
func AuthorizationRequested(before, after authorization.Authorization, e event.Event) Change {
	if before.Version == 0 {
		return made(after, e, authorizationLayout, always(ErrChanged))
	}
	return AuthorizationChanged(before, after, e)
}

// AuthorizationChanged stores a change of an authorization.
func AuthorizationChanged(before, after authorization.Authorization, e event.Event) Change {
	return moved(before, after, e, authorizationLayout)
}

// AuthorizationAccepted stores a creator's yes with the address it names. An address never changes afterwards.
func AuthorizationAccepted(before, after authorization.Authorization, to address.Address, e event.Event) Change {
	c := AuthorizationChanged(before, after, e)
	c.storeAddress(after.CreatorID, after.AddressID, to)
	return c
}

// Authorization reads how an agency and a creator stand, up to date. It answers authorization.ErrNotFound where the
// agency never asked.
func (t *Table) Authorization(ctx context.Context, agencyID, creatorID string) (authorization.Authorization, error) {
	key := authorizationKey(agencyID, creatorID)
	items, err := t.read(ctx, key)
	if err != nil {
		return authorization.Authorization{}, err
	}
	a, err := authorizationFrom(items, key)
	if err == nil && a.Version == 0 {
		err = authorization.ErrNotFound
	}
	return a, err
}

// authorizationFrom is the zero value where the agency never asked.
func authorizationFrom(items found, key Key) (authorization.Authorization, error) {
	a, _, err := as[authorization.Authorization](items, key)
	return a, err
}

// effectiveFrom is authorizationFrom with the address that holds for the agency now (feature E4). It needs the creator's
// profile among the items.
func effectiveFrom(items found, agencyID, creatorID string) (authorization.Authorization, error) {
	a, err := authorizationFrom(items, authorizationKey(agencyID, creatorID))
	if err != nil {
		return a, err
	}
	p, err := profileFrom(items, creatorID)
	return p.For(a), err
}

// CreatorAuthorizations lists one page of the requests a creator got, newest first, each with the address that holds for its
// agency now. GSI1, PK = CREATOR#id#AUTHORIZATIONS; the requests and the creator's profile in a second round trip. For
// list-authorizations.
func (t *Table) CreatorAuthorizations(ctx context.Context, creatorID string, p Page) ([]authorization.Authorization, string, error) {
	entries, cursor, err := t.page(ctx, query{index: "GSI1", partition: creatorAuthorizations(creatorID), newest: true}, p)
	if err != nil || len(entries) == 0 {
		return nil, cursor, err
	}
	keys := []Key{profileKey(creatorID)}
	for _, entry := range entries {
		keys = append(keys, keyOf(entry))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	profile, err := profileFrom(items, creatorID)
	if err != nil {
		return nil, "", err
	}
	out := make([]authorization.Authorization, 0, len(entries))
	for _, entry := range entries {
		a, err := authorizationFrom(items, keyOf(entry))
		if err != nil {
			return nil, "", err
		}
		out = append(out, profile.For(a))
	}
	return out, cursor, nil
}
