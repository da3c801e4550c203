package creators

import (
	"cmp"
	"context"

	"samplepath/shared/address"
	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
)

func authorizationLayout(a authorization.Authorization) (keys.Key, table.Places) {
	in := table.Places{GSI1: keys.AuthorizationOfCreator(a.CreatorID, a.RequestedAt, a.AgencyID)}
	if a.RemindAt != nil {
		in.GSI3 = keys.DueEntry(*a.RemindAt, a.RequestID)
	}
	if a.Status == authorization.StatusPending {
		in.GSI4 = keys.OpenRequestEntry(a.RequestID, a.AgencyID)
	}
	return keys.Authorization(a.AgencyID, a.CreatorID), in
}

// Promoters reads an agency's campaign, the policy that holds for it, and some creators in it, in the order asked, in one round
// trip. One who does not promote the campaign has no id.
func Promoters(ctx context.Context, t *table.Table, agencyID, campaignID string, creatorIDs []string) (campaign.Campaign, policy.Policy, []Promoter, error) {
	var none campaign.Campaign
	var holds policy.Policy
	wanted := append(campaigns.PolicyKeys(agencyID, campaignID), keys.Campaign(campaignID))
	for _, creatorID := range creatorIDs {
		wanted = append(wanted, keys.CampaignCreator(campaignID, creatorID), keys.Authorization(agencyID, creatorID), keys.Profile(creatorID))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return none, holds, nil, err
	}
	c, err := campaigns.From(items, agencyID, campaignID)
	if err != nil {
		return none, holds, nil, err
	}
	if holds, err = campaigns.PolicyFrom(items, agencyID, campaignID); err != nil {
		return none, holds, nil, err
	}
	out := make([]Promoter, 0, len(creatorIDs))
	for _, creatorID := range creatorIDs {
		one, err := PromoterFrom(items, agencyID, keys.CampaignCreator(campaignID, creatorID))
		if err != nil {
			return none, holds, nil, err
		}
		out = append(out, one)
	}
	return c, holds, out, nil
}

// AuthorizationRequested stores a request: the first one, or one after an earlier one came to its end.
func AuthorizationRequested(before, after authorization.Authorization, e event.Event) table.Change {
	if before.Version == 0 {
		return table.Made(after, e, authorizationLayout, table.Always(table.ErrChanged))
	}
	return AuthorizationChanged(before, after, e)
}

// AuthorizationChanged stores a change of an authorization.
func AuthorizationChanged(before, after authorization.Authorization, e event.Event) table.Change {
	return table.Moved(before, after, e, authorizationLayout)
}

// ForAnswer is OwnerOfAddress with the policy that the agency keeps for all its campaigns, in the same round trip. For
// accept-authorization.
func ForAnswer(ctx context.Context, t *table.Table, creatorID, agencyID string) (AddressOwner, policy.Holding, error) {
	items, err := t.Read(ctx, append(OwnerKeys(creatorID, agencyID), keys.Policy(agencyID, ""))...)
	if err != nil {
		return AddressOwner{}, policy.Holding{}, err
	}
	owner, err := OwnerFrom(items, creatorID, agencyID)
	if err != nil {
		return owner, policy.Holding{}, err
	}
	h, err := campaigns.HoldingFrom(items, agencyID, "")
	return owner, h, err
}

// AgreedTo is the condition that the version to which a creator agrees is the one that holds for the campaign of the request
// (feature K2) when that is written: the campaign's own or, where it has none, that of its agency, which was read. It is refused
// with policy.ErrChanged.
func AgreedTo(a authorization.Authorization, ofAgency policy.Holding) table.Change {
	var c table.Change
	ofAll := ofAgency.Policy().Version
	holds := func(there table.Item) error {
		return policy.ErrChanged.With("version", cmp.Or(table.NumberOf(there, "policyVersion"), ofAll))
	}
	set, agreed := "policyVersion = :agreed", table.Item{":agreed": table.Number(a.Agreed)}
	if a.Agreed != ofAll {
		c.Check(keys.Policy(a.AgencyID, a.CampaignID), set, nil, agreed, holds)
		return c
	}
	if ofAll == policy.Default.Version {
		set, agreed = table.NotThere, nil
	}
	c.Check(keys.Policy(a.AgencyID, ""), set, nil, agreed, holds)
	c.Check(keys.Policy(a.AgencyID, a.CampaignID), table.NotThere, nil, nil, holds)
	return c
}

// AuthorizationAccepted stores a creator's yes with the address it names. An address never changes afterwards.
func AuthorizationAccepted(before, after authorization.Authorization, to address.Address, e event.Event) table.Change {
	c := AuthorizationChanged(before, after, e)
	storeAddress(&c, after.CreatorID, after.AddressID, to)
	return c
}

// Authorization reads how an agency and a creator stand, up to date. It answers authorization.ErrNotFound where the
// agency never asked.
func Authorization(ctx context.Context, t *table.Table, agencyID, creatorID string) (authorization.Authorization, error) {
	key := keys.Authorization(agencyID, creatorID)
	items, err := t.Read(ctx, key)
	if err != nil {
		return authorization.Authorization{}, err
	}
	a, err := AuthorizationFrom(items, key)
	if err == nil && a.Version == 0 {
		err = authorization.ErrNotFound
	}
	return a, err
}

// AuthorizationFrom is the zero value where the agency never asked.
func AuthorizationFrom(items table.Found, key keys.Key) (authorization.Authorization, error) {
	a, _, err := table.As[authorization.Authorization](items, key)
	return a, err
}

// EffectiveFrom is AuthorizationFrom with the address that holds for the agency now (feature E4). It needs the creator's
// profile among the items.
func EffectiveFrom(items table.Found, agencyID, creatorID string) (authorization.Authorization, error) {
	a, err := AuthorizationFrom(items, keys.Authorization(agencyID, creatorID))
	if err != nil {
		return a, err
	}
	p, err := profileFrom(items, creatorID)
	return p.For(a), err
}

// Authorizations lists one page of the requests a creator got, newest first, or oldest first, each with the address that holds for its
// agency now. GSI1, PK = CREATOR#id#AUTHORIZATIONS; the requests and the creator's profile in a second round trip. For
// list-authorizations.
func Authorizations(ctx context.Context, t *table.Table, creatorID string, oldest bool, p table.Page) ([]authorization.Authorization, string, error) {
	entries, cursor, err := t.Page(ctx, table.Query{Index: "GSI1", Partition: keys.CreatorAuthorizations(creatorID), Newest: !oldest}, p)
	if err != nil || len(entries) == 0 {
		return nil, cursor, err
	}
	wanted := []keys.Key{keys.Profile(creatorID)}
	for _, entry := range entries {
		wanted = append(wanted, table.KeyOf(entry))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	profile, err := profileFrom(items, creatorID)
	if err != nil {
		return nil, "", err
	}
	out := make([]authorization.Authorization, 0, len(entries))
	for _, entry := range entries {
		a, err := AuthorizationFrom(items, table.KeyOf(entry))
		if err != nil {
			return nil, "", err
		}
		out = append(out, profile.For(a))
	}
	return out, cursor, nil
}
