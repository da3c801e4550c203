package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature H8: an application is one sample.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.LinkSample, handle, "link-sample/link", map[string]apitest.Refusal{
		"application_taken": {After: func(w *tabletest.World) {
			w.Another().Authorized().Order().Link()
			w.Authorized().Order()
		}},
	})
}
