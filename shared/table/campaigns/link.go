package campaigns

import (
	"samplepath/shared/id"
	"samplepath/shared/productlist"
	"samplepath/shared/registration"
)

// Link is where a link code leads: to a product, or to a product list, whose rates it repeats so that what is behind it
// can be read in two round trips. Both are written in the same transaction.
type Link struct {
	CampaignID     string         `json:"campaignId"`
	RegistrationID string         `json:"registrationId,omitempty"`
	ProductID      string         `json:"productId,omitempty"`
	ListID         string         `json:"listId,omitempty"`
	ListName       string         `json:"listName,omitempty"`
	Rates          map[string]int `json:"rates,omitempty"`
}

func linkTo(r registration.Registration) Link {
	return Link{CampaignID: r.CampaignID, RegistrationID: r.ID, ProductID: r.ProductID}
}

func linkToList(l productlist.List) Link {
	return Link{CampaignID: l.CampaignID, ListID: l.ID, ListName: l.Name, Rates: l.Rates}
}

// Rate is the rate that a product list's link has for a product, in basis points.
func (l Link) Rate(registrationID string) (rate int, ok bool) {
	rate, ok = l.Rates[id.Own(registrationID)]
	return rate, ok
}

// Products are the registrations behind the link, oldest first.
func (l Link) Products() []string {
	if l.ListID == "" {
		return []string{l.RegistrationID}
	}
	return productlist.RegistrationIDs(l.CampaignID, l.Rates)
}
