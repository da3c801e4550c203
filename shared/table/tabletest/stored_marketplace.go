package tabletest

import (
	"samplepath/shared/campaign"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
)

// MarketplaceItems are the items of a campaign and of its entries in the marketplace, as they are when it is listed.
func MarketplaceItems(c campaign.Campaign) ([]table.Item, error) {
	state, err := table.Encode(c)
	if err != nil {
		return nil, err
	}
	key, in := campaigns.Layout(c)
	out := []table.Item{table.Place(state, key, in)}
	listing := c.Listing()
	for _, key := range campaigns.EntriesOf(listing, c.ID) {
		item, err := table.Encode(campaigns.MarketplaceItem{AgencyMarket: listing.AgencyMarket, Words: listing.Words, Expires: listing.Registration.End.Unix()})
		if err != nil {
			return nil, err
		}
		out = append(out, table.Place(item, key, table.Places{}))
	}
	return out, nil
}
