package samples

import (
	"context"
	"time"

	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
)

// Eligible is a product with the sample of it that the agency sent to a creator before, in whichever campaign, if any.
type Eligible struct {
	Registration registration.Registration
	SampleID     string
}

// EligibleProducts lists one page of a campaign's live products with what a creator was sent of them: none after the end of
// the campaign. Table, PK =
// CAMPAIGN#id, SK begins with REG#; then the creator's marks and the campaign. It answers not found for another
// agency's campaign. For list-eligible-samples.
func EligibleProducts(ctx context.Context, t *table.Table, agencyID, campaignID, creatorID string, now time.Time, p table.Page) ([]Eligible, string, error) {
	entries, cursor, err := t.Page(ctx, table.Query{Partition: keys.Campaign(campaignID).PK, Prefix: "REG#"}, p)
	if err != nil {
		return nil, "", err
	}
	products, err := table.DecodeAll[registration.Registration](entries)
	if err != nil {
		return nil, "", err
	}
	wanted := []keys.Key{keys.Campaign(campaignID)}
	for _, r := range products {
		wanted = append(wanted, keys.Sampled(creatorID, agencyID, r.ProductID))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	c, err := campaigns.From(items, agencyID, campaignID)
	if err != nil {
		return nil, "", err
	}
	var out []Eligible
	for _, r := range products {
		if r.StatusAt(c, now).Live() {
			out = append(out, Eligible{r, table.TextOf(items[keys.Sampled(creatorID, agencyID, r.ProductID)], "sampleId")})
		}
	}
	return out, cursor, nil
}
