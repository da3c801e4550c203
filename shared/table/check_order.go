package table

import (
	"context"

	"samplepath/shared/sample"
)

// CheckOrder is SampleOrder with the sample of the product that the creator was sent before, in one more round trip. For
// check-sample-order.
func (t *Table) CheckOrder(ctx context.Context, agencyID, campaignID, registrationID, creatorID string) (sample.Facts, error) {
	facts, err := t.SampleOrder(ctx, agencyID, campaignID, registrationID, creatorID)
	if err != nil {
		return facts, err
	}
	mark := sampledKey(creatorID, agencyID, facts.Registration.ProductID)
	items, err := t.read(ctx, mark)
	facts.Earlier = textOf(items[mark], "sampleId")
	return facts, err
}
