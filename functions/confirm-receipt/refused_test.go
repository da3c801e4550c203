package main

import (
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature H6: only the creator of the sample confirms its receipt, and only of one that is on its way or delivered.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.ConfirmReceipt, handle, "confirm-receipt/intact", map[string]apitest.Refusal{
		"sample_not_found": {
			After: func(w *tabletest.World) { w.Authorized().Order().Label().Dispatch().Deliver() },
			Ask:   func(e *apitest.Request) { *e = apitest.As(*e, actor.Creator, "crt_01Q9NFMXJ05ME8ENRWQP132E4R") },
		},
		"sample_status_conflict": {After: func(w *tabletest.World) { w.Authorized().Order() }},
	})
}
