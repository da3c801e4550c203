package table

import (
	"samplepath/shared/campaign"
)

// MarketplaceItems are the items of a campaign and of its entries in the marketplace, as they are when it is listed.
func MarketplaceItems(c campaign.Campaign) ([]attributes, error) {
	state, err := encode(c)
	if err != nil {
		return nil, err
	}
	key, in := campaignLayout(c)
	out := []attributes{place(state, key, in)}
	listing := c.Listing()
	for _, key := range entriesOf(listing, c.ID) {
		item, err := encode(entry{listing.AgencyMarket, listing.Words, listing.Registration.End.Unix()})
		if err != nil {
			return nil, err
		}
		out = append(out, place(item, key, indexed{}))
	}
	return out, nil
}
