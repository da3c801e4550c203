package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C6: the agency closes the product, or has it go on.
func TestTheAgencyDecides(t *testing.T) {
	tabOf := map[string]registration.Tab{"approve": registration.TabClosed, "reject": registration.TabApproved}
	for name, want := range map[string]registration.Status{"approve": registration.StatusClosed, "reject": registration.StatusOngoing} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			serve := apitest.Server(contract.ReviewClosure, w.Table, handle)
			e := apitest.Event(t, "review-closure/"+name)
			apitest.Refused(t, serve(t, apitest.WithKey(e, "")), http.StatusConflict, "registration_status_conflict")
			w.AskClosure(w.Product)
			apitest.Refused(t, serve(t, apitest.As(apitest.WithKey(e, ""), actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "registration_not_found")
			r := apitest.Decode[contract.AgencyRegistration](t, serve(t, e), http.StatusOK)
			if r.Status != want || r.Closure.AnsweredAt == nil || r.Email != "" {
				t.Fatalf("%+v", r)
			}
			apitest.Refused(t, serve(t, apitest.WithKey(e, "another")), http.StatusConflict, "registration_status_conflict")
			tab, _, err := campaigns.RegistrationTab(t.Context(), w.Table, "", tabletest.CampaignID, tabletest.SellerID, tabOf[name], false, tabletest.Day(12, 15), table.Page{Limit: 10})
			if err != nil || len(tab.Registrations) != 1 || tab.Counts.PendingClosed != 0 || tab.Counts.EverLive() != 1 {
				t.Fatalf("%+v %v", tab, err)
			}
		})
	}
}

// Feature C6, with D4: at once the link has no product any more, which is not the answer of a link that is none.
func TestAClosedProductsLink(t *testing.T) {
	w := tabletest.NewWorld(t)
	w.AskClosure(w.Product)
	opened, err := creators.OpenLink(t.Context(), w.Table, tabletest.LinkCode, tabletest.CreatorID)
	if err != nil || opened.Products[0].Linkable() != nil {
		t.Fatalf("while the closure waits: %v", err)
	}
	apitest.Decode[contract.AgencyRegistration](t, apitest.Server(contract.ReviewClosure, w.Table, handle)(t, apitest.Event(t, "review-closure/approve")), http.StatusOK)
	opened, err = creators.OpenLink(t.Context(), w.Table, tabletest.LinkCode, tabletest.CreatorID)
	if err != nil || opened.Products[0].Linkable() == nil {
		t.Fatalf("closed: %v", err)
	}
}
