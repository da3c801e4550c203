package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

// Feature C3: meanwhile another seller has registered the rejected product.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.ResubmitRegistration, handle, "resubmit-registration/higher-rate-fewer-samples", map[string]apitest.Refusal{
		"product_already_registered": {
			After: func(w *tabletest.World) {
				w.Decide(w.Offer(rejectedID, "1729384756002", "Night Cream"), registration.Reject, "The rate is too low.")
				theirs := *w
				theirs.Product.SellerID = "sel_01Q6QWD2PGWNQSTHNWTX28CEDE"
				theirs.Offer("reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM23Y", "1729384756002", "Night Cream")
			},
			Ask: func(e *apitest.Request) { e.PathParameters["registrationId"] = rejectedID },
		},
	})
}
