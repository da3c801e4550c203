// Command get-performance shows what a seller's products sold in a campaign, product by product, closed ones included
// (feature C11).
package main

import (
	"cmp"
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/orders"
)

func main() { api.Start(contract.GetPerformance, handle) }

func handle(ctx context.Context, call *api.Call[contract.PerformanceRequest]) (contract.Performance, error) {
	sales, cursor, err := orders.SalesOfSeller(ctx, call.Table, call.Caller.ID, call.Request.CampaignID, call.Page(call.Request.Paging))
	if err != nil {
		return contract.Performance{}, err
	}
	var out []contract.ProductPerformance
	currency := ""
	for _, p := range sales.Products {
		currency = cmp.Or(currency, p.Product.UnitCost.Currency)
		out = append(out, contract.ProductPerformance{
			RegistrationID: p.Product.ID, ProductID: p.Product.ProductID, ProductName: p.Product.ProductName,
			Status: p.Product.ShownAs(sales.Campaign, call.Now), Sold: sold(p.Sales, p.Product.UnitCost.Currency),
		})
	}
	return contract.Performance{
		Page:   api.PageOf(out, cursor),
		Totals: contract.PerformanceTotals{Products: sales.Counts.EverLive(), Sold: sold(sales.Total, currency)},
	}, nil
}

func sold(s orders.Sales, unsold string) contract.Sold {
	return contract.SoldOf(s.Orders, s.Quantity, s.Amount, s.Commission, s.Currency, unsold)
}
