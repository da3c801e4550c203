// Command export-links exports product links as JSON or CSV (feature C9). Refused while a product among them has no creator
// commission.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

type call = api.Call[contract.ExportLinksRequest]

func main() { api.Start(contract.ExportLinks, handle) }

func handle(ctx context.Context, c *call) (contract.ProductLinks, error) {
	products, cursor, err := chosen(ctx, c)
	if err != nil {
		return contract.ProductLinks{}, err
	}
	var links []contract.ProductLink
	for _, r := range products {
		if err := r.Linkable(); err != nil {
			return contract.ProductLinks{}, registration.Refusal(err, r.ID)
		}
		links = append(links, contract.ProductLink{
			RegistrationID: r.ID, ProductID: r.ProductID, ProductName: r.ProductName, ImageURL: r.ImageURL, Price: (*contract.Money)(r.Price),
			Category: r.Category, SellerName: r.SellerName, CreatorRate: *r.CreatorRate, Code: r.LinkCode, URL: c.LinkURL(r.LinkCode),
		})
	}
	return contract.ProductLinks{Page: api.PageOf(links, cursor)}, nil
}

// chosen are the products asked for, or one page of every live one of the campaign.
func chosen(ctx context.Context, c *call) ([]registration.Registration, string, error) {
	r := c.Request
	campaign, named, err := campaigns.WithRegistrations(ctx, c.Table, c.Caller.ID, r.CampaignID, r.RegistrationIDs)
	if err == nil {
		err = campaign.CheckOpen(c.Now)
	}
	if err != nil {
		return nil, "", err
	}
	var out []registration.Registration
	for i, product := range named {
		if product == nil {
			return nil, "", registration.ErrNotFound.With("registrationId", r.RegistrationIDs[i])
		}
		out = append(out, *product)
	}
	if len(named) > 0 {
		return out, "", nil
	}
	all, cursor, err := campaigns.Registrations(ctx, c.Table, campaign.ID, c.Page(r.NextPage()))
	for _, product := range all {
		if product.Status.Live() {
			out = append(out, product)
		}
	}
	return out, cursor, err
}
