package main

import (
	"strings"
	"testing"
	"time"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature D4: why nothing behind a link can be added, and why one product cannot.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.AddToShowcase, handle, "add-to-showcase/product-list", map[string]apitest.Refusal{
		"product_list_empty": {After: func(w *tabletest.World) { w.List(2000).EmptyList() }},
		"product_closed":     {After: func(w *tabletest.World) { w.List(2000).CloseProduct() }},
	})
}

func TestRefusedRows(t *testing.T) {
	named := func(e *apitest.Request) {
		e.Body = strings.Replace(e.Body, `"termsVersion"`, `"registrationIds":["`+tabletest.RegistrationID+`"],"termsVersion"`, 1)
	}
	at := func(at time.Time) func(*apitest.Request) {
		return func(e *apitest.Request) {
			named(e)
			e.RequestContext.TimeEpoch = at.UnixMilli()
		}
	}
	apitest.Refuses(t, contract.AddToShowcase, handle, "add-to-showcase/every-product", map[string]apitest.Refusal{
		"product_closed":        {After: func(w *tabletest.World) { w.CloseProduct() }, Ask: named},
		"no_available_products": {Ask: at(tabletest.Day(1, 0).Add(-time.Millisecond))},
		"campaign_closed":       {Ask: at(tabletest.Day(1, 0).AddDate(0, 4, 0))},
		"showcase_full":         {After: func(w *tabletest.World) { w.FillShowcase() }, Ask: named},
	})
}
