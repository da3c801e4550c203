package campaigns

import (
	"context"

	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// latestPolicy is the attribute that counts the versions of an agency's policies.
const latestPolicy = "latest"

// PolicyKeys are the keys of the policies of which one holds for a campaign, or for all campaigns of an agency where campaignID is
// empty.
func PolicyKeys(agencyID, campaignID string) []keys.Key {
	if campaignID == "" {
		return []keys.Key{keys.Policy(agencyID, "")}
	}
	return []keys.Key{keys.Policy(agencyID, ""), keys.Policy(agencyID, campaignID)}
}

// HoldingFrom are the policies of which one holds, from items that were read by PolicyKeys.
func HoldingFrom(items table.Found, agencyID, campaignID string) (out policy.Holding, err error) {
	if out.Agency, _, err = table.As[policy.Head](items, keys.Policy(agencyID, "")); err != nil || campaignID == "" {
		return out, err
	}
	out.Campaign, _, err = table.As[policy.Head](items, keys.Policy(agencyID, campaignID))
	return out, err
}

// PolicyFrom is what rules use of the policy that holds, from items that were read by PolicyKeys.
func PolicyFrom(items table.Found, agencyID, campaignID string) (policy.Policy, error) {
	h, err := HoldingFrom(items, agencyID, campaignID)
	return h.Policy(), err
}

// HoldingPolicy reads what rules use of the policy that holds for a campaign, up to date. For get-authorization.
func HoldingPolicy(ctx context.Context, t *table.Table, agencyID, campaignID string) (policy.Policy, error) {
	items, err := t.Read(ctx, PolicyKeys(agencyID, campaignID)...)
	if err != nil {
		return policy.Policy{}, err
	}
	return PolicyFrom(items, agencyID, campaignID)
}

// ForPolicy reads the policies of which one holds for a campaign of the agency, or for all of them where campaignID is empty, and
// the number of the agency's latest version, up to date in one round trip. It answers campaign.ErrNotFound. For
// set-sample-policy.
func ForPolicy(ctx context.Context, t *table.Table, agencyID, campaignID string) (h policy.Holding, latest int, err error) {
	wanted := append(PolicyKeys(agencyID, campaignID), keys.PolicyVersions(agencyID))
	if campaignID != "" {
		wanted = append(wanted, keys.Campaign(campaignID))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return h, 0, err
	}
	if campaignID != "" {
		if _, err := From(items, agencyID, campaignID); err != nil {
			return h, 0, err
		}
	}
	h, err = HoldingFrom(items, agencyID, campaignID)
	return h, table.NumberOf(items[keys.PolicyVersions(agencyID)], latestPolicy), err
}

// PolicySet stores a new version: its text, which stays, and what rules use of it in place of the version before. latest is the
// number of the agency's latest version that was read, 0 for none.
func PolicySet(before, after policy.Head, d policy.Document, latest int, e event.Event) table.Change {
	var c table.Change
	if before.Version == 0 {
		c = table.Made(after, e, policyLayout, table.Always(table.ErrChanged))
	} else {
		c = table.Moved(before, after, e, policyLayout)
	}
	table.Create(&c, d, func(d policy.Document) (keys.Key, table.Places) {
		return keys.PolicyVersion(d.AgencyID, d.Version), table.Places{}
	}, table.Always(table.ErrChanged))
	condition, values := "attribute_not_exists(latest)", table.Item{":next": table.Number(d.Version)}
	if latest > 0 {
		condition, values[":was"] = "latest = :was", table.Number(latest)
	}
	c.Update(keys.PolicyVersions(d.AgencyID), "SET latest = :next", condition, nil, values, table.Always(table.ErrChanged))
	return c
}

func policyLayout(h policy.Head) (keys.Key, table.Places) {
	return keys.Policy(h.AgencyID, h.CampaignID), table.Places{}
}

// PolicyVersionFrom is a version with its text, from items that were read. It answers policy.ErrNotFound.
func PolicyVersionFrom(items table.Found, agencyID string, version int) (policy.Document, error) {
	if version == policy.Default.Version {
		return policy.StandardOf(agencyID), nil
	}
	d, ok, err := table.As[policy.Document](items, keys.PolicyVersion(agencyID, version))
	if err == nil && !ok {
		err = policy.ErrNotFound
	}
	return d, err
}
