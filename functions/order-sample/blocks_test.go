package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Features F6, F8: an order is refused with the first of what stands in its way.
func TestEveryBlock(t *testing.T) {
	for code, block := range tabletest.Blocks() {
		t.Run(code, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			block.Make(w)
			e := apitest.At(apitest.Event(t, "order-sample/order-sample"), block.At)
			if block.ProductID != "" {
				e.Body = strings.Replace(e.Body, tabletest.RegistrationID, block.ProductID, 1)
			}
			apitest.Refused(t, apitest.Server(contract.OrderSample, w.Table, handle)(t, e), http.StatusConflict, code)
		})
	}
}
