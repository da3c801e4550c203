package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature H2: what is not there, or has no label, is not handed to a carrier.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.DispatchSample, handle, "dispatch-sample/dispatch-sample", map[string]apitest.Refusal{
		"sample_not_found": {},
		"label_missing":    {After: func(w *tabletest.World) { w.Authorized().Order() }},
	})
}
