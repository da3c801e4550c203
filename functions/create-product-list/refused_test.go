package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature C10: a campaign has as many product lists as it may have.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.CreateProductList, handle, "create-product-list/one-product", map[string]apitest.Refusal{
		"too_many_product_lists": {After: func(w *tabletest.World) { w.FillCampaignLists() }},
	})
}
