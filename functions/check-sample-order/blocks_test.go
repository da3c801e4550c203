package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature F8: each reason that ordering is refused with is told before.
func TestEveryBlockIsTold(t *testing.T) {
	for code, block := range tabletest.Blocks() {
		t.Run(code, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			block.Make(w)
			e := apitest.At(apitest.Event(t, "check-sample-order/check"), block.At)
			if block.ProductID != "" {
				e.PathParameters["registrationId"] = block.ProductID
			}
			got := apitest.Decode[contract.SampleOrderCheck](t, apitest.Server(contract.CheckSampleOrder, w.Table, handle)(t, e), http.StatusOK)
			if got.Orderable || len(got.Reasons) == 0 || got.Reasons[0].Code != code {
				t.Errorf("%+v, want %s first", got, code)
			}
		})
	}
}

func TestAProductThatIsNotThere(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	e := apitest.Event(t, "check-sample-order/check")
	e.PathParameters["registrationId"] = tabletest.UnapprovedID
	apitest.Refused(t, apitest.Server(contract.CheckSampleOrder, w.Table, handle)(t, e), http.StatusNotFound, "registration_not_found")
}
