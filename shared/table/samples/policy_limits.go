package samples

import (
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// The limits of a policy (feature F6) count on the agency's record of the creator: how many samples are open, and how
// many were ordered in each campaign. Orders raise them under a condition, in the order's own transaction.

// openSamples is the attribute that counts a creator's samples that have not ended.
const openSamples = "openSamples"

// postedSamples and missedSamples are the attributes that count a creator's samples that are over: those with content, and
// those that ended without, unless they are excused (feature F1).
const (
	postedSamples = "postedSamples"
	missedSamples = "missedSamples"
)

// campaignSamples is the attribute that counts a creator's samples of one campaign, less those that never left.
func campaignSamples(campaignID string) string { return "samples#" + campaignID }

// countOrder counts a new sample, if the policy allows one more and the creator is not restricted.
func countOrder(c *table.Change, s sample.Sample, p policy.Policy) {
	c.Update(keys.CreatorRecord(s.AgencyID, s.CreatorID), "ADD #open :one, #campaign :one",
		"attribute_not_exists(restrictedSince) AND (attribute_not_exists(#open) OR #open < :open)"+
			" AND (attribute_not_exists(#campaign) OR #campaign < :campaign)",
		map[string]string{"#open": openSamples, "#campaign": campaignSamples(s.CampaignID())},
		table.Item{":one": table.Number(1), ":open": table.Number(p.OpenSamples), ":campaign": table.Number(p.CampaignSamples)},
		func(there table.Item) error {
			f := sample.Facts{Policy: p}
			countFrom(&f, there, s.CampaignID())
			if blocks := f.LimitsReached(); len(blocks) > 0 {
				return blocks[0]
			}
			return table.ErrChanged
		})
}

// countFrom reads what an agency's record of a creator says about another order.
func countFrom(f *sample.Facts, record table.Item, campaignID string) {
	_, f.Restricted = record["restrictedSince"]
	f.OpenSamples, f.CampaignSamples = table.NumberOf(record, openSamples), table.NumberOf(record, campaignSamples(campaignID))
}

// countEnd takes a sample that ends off the open ones, and one that never left off its campaign's, too. One with content
// counts as posted.
func countEnd(c *table.Change, before, after sample.Sample) {
	if before.Status.Final() || !after.Status.Final() {
		return
	}
	expression, names := "ADD #open :less", map[string]string{"#open": openSamples}
	values := table.Item{":less": table.Number(-1)}
	switch after.Status {
	case sample.StatusCancelled:
		expression += ", #campaign :less"
		names["#campaign"] = campaignSamples(before.CampaignID())
	case sample.StatusCompleted:
		expression += ", #posted :one"
		names["#posted"], values[":one"] = postedSamples, table.Number(1)
	default:
	}
	c.Update(keys.CreatorRecord(before.AgencyID, before.CreatorID), expression, "", names, values, table.Always(table.ErrChanged))
}
