package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature O2: a sample that has ended needs no workflow.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.RetryLifecycle, handle, "retry-lifecycle/retry", map[string]apitest.Refusal{
		"sample_not_found":       {},
		"sample_status_conflict": {After: func(w *tabletest.World) { w.Authorized().Order().Cancel() }},
	})
}
