package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/table/tabletest"
)

// Feature H7: a sample is sent again as often as the policy says, and while there is one in stock.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.ResolveException, handle, "resolve-exception/reship", map[string]apitest.Refusal{
		"reships_used_up": {After: func(w *tabletest.World) {
			w.Authorized().Order()
			for range policy.Default.Reships {
				w.Label().Dispatch().Fail(tabletest.Day(9, 9)).Reship(tabletest.Day(9, 10))
			}
			w.Label().Dispatch().Fail(tabletest.Day(9, 9))
		}},
		"out_of_stock": {After: func(w *tabletest.World) {
			w.Authorized().Order().Label().Dispatch().Deliver().Problem().Allocate(10, 0)
		}},
	})
}
