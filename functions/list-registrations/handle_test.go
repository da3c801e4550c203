package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

const pendingID = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y"

// Feature C5: the agency sees how to reach the seller; the seller sees its own, as ongoing, and not how the agency
// splits the commission.
func TestEachPartySeesItsTabs(t *testing.T) {
	w := tabletest.NewWorld(t)
	w.Offer(pendingID, "1729384756002", "Night Cream")
	serve := apitest.Server(contract.ListRegistrations, w.Table, handle)
	agency, seller := apitest.Event(t, "list-registrations/agency-pending"), apitest.Event(t, "list-registrations/seller-approved")
	counts := contract.RegistrationCounts{Pending: 1, Approved: 1}

	pending := apitest.Decode[contract.AgencyRegistrations](t, serve(t, agency), http.StatusOK)
	if len(pending.Items) != 1 || pending.Items[0].ID != pendingID || pending.Items[0].Status != registration.StatusPending || pending.Counts != counts || pending.Items[0].Email == "" {
		t.Fatalf("the agency's pending: %+v", pending)
	}
	answer := serve(t, seller)
	approved := apitest.Decode[contract.SellerRegistrations](t, answer, http.StatusOK)
	if len(approved.Items) != 1 || approved.Items[0].ID != tabletest.RegistrationID || approved.Items[0].Status != registration.StatusOngoing || approved.Counts != counts {
		t.Fatalf("the seller's approved: %+v", approved)
	}
	for _, hidden := range []string{"creatorCommissionRate", "linkCode", tabletest.LinkCode} {
		if strings.Contains(answer.Body, hidden) {
			t.Errorf("the seller sees %s: %s", hidden, answer.Body)
		}
	}
	agency.QueryStringParameters = map[string]string{"status": "closed", "sellerId": "sel_01Q6QWD2PGWNQSTHNWTX28CEDE"}
	if none := apitest.Decode[contract.AgencyRegistrations](t, serve(t, agency), http.StatusOK); len(none.Items) != 0 || none.Counts != (contract.RegistrationCounts{}) {
		t.Errorf("of a seller who has none: %+v", none)
	}
}

// What belongs to somebody else is not there; a seller who might register sees that it has nothing yet.
func TestWhoSeesNothing(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.ListRegistrations, w.Table, handle)
	agency, seller := apitest.Event(t, "list-registrations/agency-pending"), apitest.Event(t, "list-registrations/seller-approved")
	apitest.Refused(t, serve(t, apitest.As(agency, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")
	outsider := apitest.As(seller, actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CEDE")
	apitest.Refused(t, serve(t, outsider), http.StatusNotFound, "campaign_not_found")
	outsider.RequestContext.Authorizer.JWT.Claims["custom:shop_code"] = "USLCOTHERS"
	outsider.QueryStringParameters = map[string]string{"status": "approved", "sellerId": tabletest.SellerID}
	if mine := apitest.Decode[contract.SellerRegistrations](t, serve(t, outsider), http.StatusOK); len(mine.Items) != 0 || mine.Counts != (contract.RegistrationCounts{}) {
		t.Errorf("an invited seller sees another's: %+v", mine)
	}
	agency.QueryStringParameters = map[string]string{"status": "ongoing"}
	apitest.Refused(t, serve(t, agency), http.StatusUnprocessableEntity, "invalid_fields")
	agency.QueryStringParameters = map[string]string{"cursor": "forged"}
	apitest.Refused(t, serve(t, agency), http.StatusBadRequest, "invalid_cursor")
}

// One seller's products go both ways; those of several sellers, which are by seller, do not.
func TestOrder(t *testing.T) {
	w := tabletest.NewWorld(t)
	w.Decide(w.Offer(pendingID, "1729384756002", "Night Cream"), registration.Approve, "")
	serve := apitest.Server(contract.ListRegistrations, w.Table, handle)
	seller, agency := apitest.Event(t, "list-registrations/seller-approved"), apitest.Event(t, "list-registrations/agency-pending")
	for sort, want := range map[string][]string{"oldest": {tabletest.RegistrationID, pendingID}, "newest": {pendingID, tabletest.RegistrationID}} {
		seller.QueryStringParameters = map[string]string{"status": "approved", "sort": sort}
		agency.QueryStringParameters = map[string]string{"status": "approved", "sort": sort, "sellerId": tabletest.SellerID}
		for name, e := range map[string]apitest.Request{"the seller": seller, "the agency": agency} {
			page := apitest.Decode[contract.AgencyRegistrations](t, serve(t, e), http.StatusOK)
			if got := []string{page.Items[0].ID, page.Items[1].ID}; !slices.Equal(got, want) {
				t.Errorf("%s, %s: %v", name, sort, got)
			}
		}
	}
	delete(agency.QueryStringParameters, "sellerId")
	agency.QueryStringParameters["sort"] = "newest"
	if p := apitest.Refused(t, serve(t, agency), http.StatusUnprocessableEntity, "invalid_fields"); p.Errors[0].Code != "needs_seller" {
		t.Errorf("%+v", p.Errors)
	}
}
