package samples

import (
	"context"

	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
)

// Row names what is ordered for whom. Repeats says that the creator may have been sent the product before: then that sample is
// read, too.
type Row struct {
	CampaignID, RegistrationID, CreatorID string
	Repeats                               bool
}

func (o Row) keys(agencyID string) []keys.Key {
	return append(campaigns.PolicyKeys(agencyID, o.CampaignID),
		keys.Campaign(o.CampaignID), keys.Registration(o.CampaignID, o.RegistrationID), keys.CampaignCreator(o.CampaignID, o.CreatorID),
		keys.Authorization(agencyID, o.CreatorID), keys.CreatorRecord(agencyID, o.CreatorID), keys.Profile(o.CreatorID))
}

// FactsOf reads what an order rests on, in one round trip; of a repeat the earlier sample, too, in one more, or in two where the policy allows repeats. It answers not found
// for another agency's campaign and for a product that is not in it. For order-sample and check-sample-order.
func FactsOf(ctx context.Context, t *table.Table, agencyID string, o Row) (sample.Facts, error) {
	rows, err := FactsOfRows(ctx, t, agencyID, []Row{o})
	if err != nil {
		return sample.Facts{}, err
	}
	return rows[0].Facts, rows[0].Err
}

// RowFacts are an order's facts, or why there are none.
type RowFacts struct {
	sample.Facts
	Err error
}

// FactsOfRows is FactsOf for many orders, in their order: a hundred orders read at most seven hundred items and the policies of
// their agency, in one round trip; the earlier samples of repeats in one or two more. For order-samples.
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
	return out, earlier(ctx, t, agencyID, placed, out)
}

// earlier adds to the facts of repeats which sample of the product the creator was sent before, and whether that has left.
func earlier(ctx context.Context, t *table.Table, agencyID string, placed []Row, facts []RowFacts) error {
	mark := func(i int) keys.Key {
		return keys.Sampled(placed[i].CreatorID, agencyID, facts[i].Registration.ProductID)
	}
	var marks, sent []keys.Key
	for i, o := range placed {
		if o.Repeats && facts[i].Err == nil {
			marks = append(marks, mark(i))
		}
	}
	if len(marks) == 0 {
		return nil
	}
	marked, err := t.Read(ctx, marks...)
	if err != nil {
		return err
	}
	for i, o := range placed {
		if o.Repeats && facts[i].Err == nil {
			facts[i].Earlier = table.TextOf(marked[mark(i)], "sampleId")
		}
		if facts[i].Earlier != "" && facts[i].Policy.Repeat == policy.RepeatWithReason {
			sent = append(sent, keys.Sample(facts[i].Earlier))
		}
	}
	items := table.Found{}
	if len(sent) > 0 {
		items, err = t.Read(ctx, sent...)
	}
	for i := range facts {
		if id := facts[i].Earlier; items[keys.Sample(id)] != nil {
			s, err := from(items, id)
			if err != nil {
				return err
			}
			facts[i].EarlierLeft = s.Left()
		}
	}
	return err
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
