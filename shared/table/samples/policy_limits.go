package samples

import (
	"errors"
	"time"

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

// allSamples is the attribute that counts a creator's samples, less those that never left.
const allSamples = "samples"

// reviewFor is the attribute that names the sample without content that a person has to look at, and lowerPriority the one that
// names the sample for which the creator comes after others.
const (
	reviewFor     = "reviewFor"
	lowerPriority = "lowerPriorityFor"
)

// bundledAt is the attribute that says when the last sample of a campaign's bundle was ordered.
func bundledAt(campaignID string) string { return "bundle#" + campaignID }

// campaignSamples is the attribute that counts a creator's samples of one campaign, less those that never left.
func campaignSamples(campaignID string) string { return "samples#" + campaignID }

// countOrder counts a new sample, if the policy allows one more, the creator is not restricted, and whoever has to has looked at the
// last sample without content.
func countOrder(c *table.Change, s sample.Sample, p policy.Policy) {
	update := orderCounted(s, p)
	now, err := table.EncodeTime(s.OrderedAt)
	before, err2 := table.EncodeTime(s.OrderedAt.Add(-policy.Day))
	if err = errors.Join(err, err2); err != nil {
		c.Fail(err)
		return
	}
	if p.SampleLimit == policy.OneBundle {
		update.values[":now"], update.values[":before"] = now, before
	}
	c.Update(keys.CreatorRecord(s.AgencyID, s.CreatorID), update.expression, update.condition, update.names, update.values,
		func(there table.Item) error {
			f := sample.Facts{Policy: p, ReviewNote: s.ReviewNote}
			countFrom(&f, there, s.CampaignID())
			if blocks := f.RecordBlocks(s.OrderedAt); len(blocks) > 0 {
				return blocks[0]
			}
			return table.ErrChanged
		})
}

// counting is how an order changes the agency's record of its creator.
type counting struct {
	expression, condition string
	names                 map[string]string
	values                table.Item
}

func orderCounted(s sample.Sample, p policy.Policy) counting {
	out := counting{
		expression: "ADD #open :one, #campaign :one, #all :one",
		condition: "attribute_not_exists(restrictedSince) AND (attribute_not_exists(#open) OR #open < :open)" +
			" AND (attribute_not_exists(#campaign) OR #campaign < :campaign)",
		names:  map[string]string{"#open": openSamples, "#campaign": campaignSamples(s.CampaignID()), "#all": allSamples},
		values: table.Item{":one": table.Number(1), ":open": table.Number(p.OpenSamples), ":campaign": table.Number(p.CampaignSamples)},
	}
	switch p.SampleLimit {
	case policy.OneItem:
		out.condition += " AND (attribute_not_exists(#all) OR #all < :one)"
	case policy.OneBundle:
		out.expression += " SET #bundle = :now"
		out.condition += " AND (attribute_not_exists(#campaign) OR #campaign < :one OR #bundle > :before)"
		out.names["#bundle"] = bundledAt(s.CampaignID())
	case policy.PerCampaign:
	}
	if s.ReviewNote == "" {
		out.condition += " AND attribute_not_exists(" + reviewFor + ")"
	} else {
		out.expression += " REMOVE " + reviewFor
	}
	return out
}

// countFrom reads what an agency's record of a creator says about another order.
func countFrom(f *sample.Facts, record table.Item, campaignID string) {
	_, f.Restricted = record["restrictedSince"]
	f.AllSamples, f.OpenSamples, f.CampaignSamples = table.NumberOf(record, allSamples), table.NumberOf(record, openSamples), table.NumberOf(record, campaignSamples(campaignID))
	f.ReviewFor, f.LowerPriority = table.TextOf(record, reviewFor), record[lowerPriority] != nil
	if at := table.NumberOf(record, bundledAt(campaignID)); at > 0 {
		f.BundledAt = time.UnixMilli(int64(at)).UTC()
	}
}

// countEnd takes a sample that ends off the open ones, and one that never left off its campaign's, too. One with content
// counts as posted, and its creator comes after others no more.
func countEnd(c *table.Change, before, after sample.Sample) {
	if before.Status.Final() || !after.Status.Final() {
		return
	}
	expression, names := "ADD #open :less", map[string]string{"#open": openSamples}
	values := table.Item{":less": table.Number(-1)}
	switch after.Status {
	case sample.StatusCancelled:
		expression += ", #campaign :less, #all :less"
		names["#campaign"], names["#all"] = campaignSamples(before.CampaignID()), allSamples
	case sample.StatusCompleted:
		expression += ", #posted :one REMOVE " + lowerPriority
		names["#posted"], values[":one"] = postedSamples, table.Number(1)
	default:
	}
	c.Update(keys.CreatorRecord(before.AgencyID, before.CreatorID), expression, "", names, values, table.Always(table.ErrChanged))
}
