package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Features H2, H9: what has arrived gets no label, and a parcel holds no more samples than it may.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.RecordLabel, handle, "record-label/usps", map[string]apitest.Refusal{
		"sample_status_conflict": {After: func(w *tabletest.World) { w.Authorized().Order().Label().Dispatch().Deliver() }},
		"parcel_full":            {After: func(w *tabletest.World) { w.Authorized().Order().FillParcel() }},
	})
}
