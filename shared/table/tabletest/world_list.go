package tabletest

import (
	"samplepath/shared/event"
	"samplepath/shared/productlist"
	"samplepath/shared/table/campaigns"
)

// The product list of the little world, and its link.
const (
	ListID       = "lst_01QF6TEDR0VQ8AM3H7J7965205_01QFTWEVM0AJ5T2C8R6W3Y9E1D"
	ListLinkCode = "b7r4n2y6c3v5x8qd"
)

// List shares the product in a list, at the list's own rate in basis points.
func (w *World) List(rate int) *World {
	w.t.Helper()
	list, err := productlist.Create(productlist.List{
		ID: ListID, CampaignID: CampaignID, AgencyID: AgencyID, Name: "Beach season picks", LinkCode: ListLinkCode,
	}, []productlist.Choice{{RegistrationID: RegistrationID, Product: &w.Product, Rate: &rate}}, Day(4, 9))
	w.must(err)
	e := event.First(list, productlist.EventCreated, agency, Day(4, 9))
	w.commit("create-product-list", campaigns.ProductListCreated(list, e), e)
	return w
}
