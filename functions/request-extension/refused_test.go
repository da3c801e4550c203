package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/table/tabletest"
)

// Feature I2: more time is for a sample that waits for its content, as often as the policy says.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.RequestExtension, handle, "request-extension/travel", map[string]apitest.Refusal{
		"sample_status_conflict": {After: func(w *tabletest.World) { w.Authorized().Order() }},
		"extensions_used_up": {After: func(w *tabletest.World) {
			w.Authorized().Order().Label().Dispatch().Deliver()
			for range policy.Default.Extensions {
				w.AskMoreTime().GiveMoreTime()
			}
		}},
	})
}
