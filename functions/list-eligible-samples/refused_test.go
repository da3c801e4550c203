package main

import (
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
)

// Feature F2: another agency's campaign is none of the caller's.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.ListEligibleSamples, handle, "list-eligible-samples/first-page", map[string]apitest.Refusal{
		"campaign_not_found": {Ask: func(e *apitest.Request) { *e = apitest.As(*e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83") }},
	})
}
