package samples

import (
	"context"

	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// CheckOrder is FactsOf with the sample of the product that the creator was sent before, in one more round trip. For
// check-sample-order.
func CheckOrder(ctx context.Context, t *table.Table, agencyID, campaignID, registrationID, creatorID string) (sample.Facts, error) {
	facts, err := FactsOf(ctx, t, agencyID, campaignID, registrationID, creatorID)
	if err != nil {
		return facts, err
	}
	mark := keys.Sampled(creatorID, agencyID, facts.Registration.ProductID)
	items, err := t.Read(ctx, mark)
	facts.Earlier = table.TextOf(items[mark], "sampleId")
	return facts, err
}
