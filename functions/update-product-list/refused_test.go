package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature C10: a list holds as many products as it may hold.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.UpdateProductList, handle, "update-product-list/reprice", map[string]apitest.Refusal{
		"product_list_full": {After: func(w *tabletest.World) { w.List(2000).FillList() }},
	})
}
