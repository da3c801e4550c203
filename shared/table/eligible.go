package table

import (
	"context"
	"time"

	"samplepath/shared/registration"
)

// Eligible is a product with the sample of it that the agency sent to a creator before, in whichever campaign, if any.
type Eligible struct {
	Registration registration.Registration
	SampleID     string
}

// EligibleSamples lists one page of a campaign's live products with what a creator was sent of them: none after the end of
// the campaign. Table, PK =
// CAMPAIGN#id, SK begins with REG#; then the creator's marks and the campaign. It answers not found for another
// agency's campaign. For list-eligible-samples.
func (t *Table) EligibleSamples(ctx context.Context, agencyID, campaignID, creatorID string, now time.Time, p Page) ([]Eligible, string, error) {
	entries, cursor, err := t.page(ctx, query{partition: campaignKey(campaignID).PK, prefix: "REG#"}, p)
	if err != nil {
		return nil, "", err
	}
	products, err := decodeAll[registration.Registration](entries)
	if err != nil {
		return nil, "", err
	}
	keys := []Key{campaignKey(campaignID)}
	for _, r := range products {
		keys = append(keys, sampledKey(creatorID, agencyID, r.ProductID))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	c, err := campaignFrom(items, agencyID, campaignID)
	if err != nil {
		return nil, "", err
	}
	var out []Eligible
	for _, r := range products {
		if r.StatusAt(c, now).Live() {
			out = append(out, Eligible{r, textOf(items[sampledKey(creatorID, agencyID, r.ProductID)], "sampleId")})
		}
	}
	return out, cursor, nil
}
