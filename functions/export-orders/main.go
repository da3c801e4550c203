// Command export-orders is the Lambda function of that action (feature C11).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
)

func main() { api.Start(contract.ExportOrders, handle) }

func handle(ctx context.Context, call *api.Call[contract.ExportOrdersRequest]) (contract.SellerOrders, error) {
	orders, cursor, err := call.Table.SellerOrders(ctx, call.Caller.ID, call.Request.CampaignID, call.Page(call.Request.Rows()))
	if err != nil {
		return contract.SellerOrders{}, err
	}
	var out []contract.SellerOrder
	for _, o := range orders {
		out = append(out, contract.SellerOrder{
			OrderID: o.OrderID, RegistrationID: o.RegistrationID, ProductID: o.ProductID, ProductName: o.ProductName,
			OrderedAt: o.OrderedAt, Quantity: o.Quantity,
			Amount:     registration.Money{Amount: o.Amount, Currency: o.Currency},
			Commission: registration.Money{Amount: o.Commission, Currency: o.Currency},
		})
	}
	return contract.SellerOrders{Page: api.PageOf(out, cursor)}, nil
}
