package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

// Feature C7: what the agency has rejected has nothing to give.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.SetSampleAllocation, handle, "set-sample-allocation/fewer-samples", map[string]apitest.Refusal{
		"registration_status_conflict": {
			After: func(w *tabletest.World) {
				w.Decide(w.Offer(tabletest.UnapprovedID, "1729384756002", "Night Cream"), registration.Reject, "The rate is too low.")
			},
			Ask: func(e *apitest.Request) { e.PathParameters["registrationId"] = tabletest.UnapprovedID },
		},
	})
}
