// Command export-orders exports the orders of a seller's products in a campaign oldest first: a page as JSON, or all of them
// as a CSV file (feature C11).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/orders"
)

func main() { api.Start(contract.ExportOrders, handle) }

func handle(ctx context.Context, call *api.Call[contract.ExportOrdersRequest]) (contract.SellerOrders, error) {
	placed, cursor, err := orders.OfSeller(ctx, call.Table, call.Caller.ID, call.Request.CampaignID, call.Page(call.Request.NextPage()))
	if err != nil {
		return contract.SellerOrders{}, err
	}
	var out []contract.SellerOrder
	for _, o := range placed {
		out = append(out, contract.SellerOrder{
			OrderID: o.OrderID, RegistrationID: o.RegistrationID, ProductID: o.ProductID, ProductName: o.ProductName,
			OrderedAt: o.OrderedAt, Quantity: o.Quantity,
			Amount:     contract.Money{Amount: o.Amount, Currency: o.Currency},
			Commission: contract.Money{Amount: o.Commission, Currency: o.Currency},
		})
	}
	return contract.SellerOrders{Page: api.PageOf(out, cursor)}, nil
}
