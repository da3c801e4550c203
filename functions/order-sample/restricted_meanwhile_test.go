package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// Feature F6: an order whose creator becomes restricted after the order has read the facts, and before it is written, is
// refused, and takes nothing from the allocation.
func TestACreatorIsRestrictedBetweenTheReadAndTheWrite(t *testing.T) {
	for _, name := range []string{"order-sample/order-sample", "order-sample/waiting-for-authorization"} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Join()
			if name == "order-sample/order-sample" {
				w.Ask().Accept()
			}
			restricted := false
			tab := tabletest.Between(t, w.Table, func(operation string, _ int) {
				if operation == "TransactWriteItems" && !restricted {
					restricted = true
					w.Restrict(true)
				}
			})
			serve := apitest.Server(contract.OrderSample, tab, handle)
			apitest.Refused(t, serve(t, apitest.Event(t, name)), http.StatusConflict, "creator_restricted")
			if !restricted {
				t.Fatal("the order was refused before its write")
			}
			r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
			if err != nil || r.Ordered != 0 {
				t.Errorf("%d ordered, %v", r.Ordered, err)
			}
		})
	}
}
