// Command list-affiliate-orders lists the creator's sales that come from agency-led campaigns, with the commission of each,
// newest first (feature D6).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/orders"
)

func main() { api.Start(contract.ListAffiliateOrders, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListAffiliateOrdersRequest]) (contract.Page[contract.AffiliateOrder], error) {
	placed, cursor, err := orders.OfCreator(ctx, call.Table, call.Caller.ID, call.Page(call.Request.Paging))
	var out []contract.AffiliateOrder
	for _, o := range placed {
		out = append(out, contract.AffiliateOrder{
			OrderID: o.OrderID, OrderedAt: o.OrderedAt, RegistrationID: o.RegistrationID, ProductID: o.ProductID, ProductName: o.ProductName,
			Quantity:   o.Quantity,
			Amount:     contract.Money{Amount: o.Amount, Currency: o.Currency},
			Commission: contract.Money{Amount: o.CreatorCommission, Currency: o.Currency},
			CampaignID: o.Campaign.ID, CampaignName: o.Campaign.Name, AgencyName: o.Campaign.AgencyName,
		})
	}
	return api.PageOf(out, cursor), err
}
