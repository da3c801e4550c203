package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// Feature F5: the same product to the same creator is refused in every other campaign of the agency, too, with the sample
// that was ordered first, also where the creator is still to be asked. It can be ordered there once that sample is cancelled.
func TestTheSameProductInAnotherCampaign(t *testing.T) {
	for _, name := range []string{"order-sample/order-sample", "order-sample/waiting-for-authorization"} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Authorized().Order()
			other := w.SecondCampaign().Join()
			e := apitest.Event(t, name)
			e.Body = strings.NewReplacer(tabletest.CampaignID, other.Campaign.ID, tabletest.RegistrationID, other.Product.ID).Replace(e.Body)
			serve := apitest.Server(contract.OrderSample, w.Table, handle)
			p := apitest.Refused(t, serve(t, e), http.StatusConflict, "already_sampled")
			if p.Details["sampleId"] != tabletest.SampleID {
				t.Errorf("the refusal names %v, want %s", p.Details, tabletest.SampleID)
			}
			r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, other.Campaign.ID, other.Product.ID)
			if err != nil || r.Ordered != 0 {
				t.Errorf("the refused order took %d from the allocation, %v", r.Ordered, err)
			}
			w.Cancel()
			if s := apitest.Decode[contract.AgencySample](t, serve(t, apitest.WithKey(e, "again")), http.StatusCreated); s.CampaignID != other.Campaign.ID {
				t.Errorf("%+v", s)
			}
		})
	}
}
