package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

// Feature I3: nothing is logged of a sample that was never sent, nor more than a sample may have.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.SubmitContent, logger{sample.TikTok}.handle, "submit-content/video", map[string]apitest.Refusal{
		"sample_status_conflict": {After: func(w *tabletest.World) { w.Authorized().Order().Cancel() }},
		"content_limit_reached":  {After: func(w *tabletest.World) { w.Authorized().Order().Label().Dispatch().Deliver().FillContent() }},
	})
}
