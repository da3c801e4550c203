package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature I2: a sample that does not wait for its content has no due date to move.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.ReviewExtension, handle, "review-extension/approve", map[string]apitest.Refusal{
		"sample_status_conflict": {After: func(w *tabletest.World) { w.Authorized().Order() }},
	})
}
