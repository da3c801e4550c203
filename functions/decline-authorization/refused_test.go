package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature E5: a request that has expired is not answered any more, whatever became of its workflow.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.DeclineAuthorization, handle, "decline-authorization/decline", map[string]apitest.Refusal{
		"authorization_expired": {
			After: func(w *tabletest.World) { w.Join().Ask() },
			Ask:   func(e *apitest.Request) { *e = apitest.At(*e, tabletest.Day(12, 11)) },
		},
	})
}
