package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/restriction"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
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
					restrict(t, w.Table)
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

// restrict is what set-creator-restriction does.
func restrict(t *testing.T, tab *table.Table) {
	t.Helper()
	at := tabletest.Day(6, 9)
	before, err := creators.Restriction(t.Context(), tab, tabletest.AgencyID, tabletest.CreatorID)
	if err != nil {
		t.Fatal(err)
	}
	after, kind, err := restriction.Change(before, true, "Answers late.", at)
	if err != nil {
		t.Fatal(err)
	}
	e := event.Changed(before, after, kind, event.Party{Actor: actor.Agency, ID: tabletest.AgencyID}, at)
	if err := tab.Commit(t.Context(), creators.RestrictionChanged(before, after, e)); err != nil {
		t.Fatal(err)
	}
}
