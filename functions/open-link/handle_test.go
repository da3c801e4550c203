package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/terms"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features D1, D4.
func TestOpen(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.OpenLink, w.Table, handle)
	e := apitest.Event(t, "open-link/open-link")
	answer := serve(t, e)
	opened := apitest.Decode[contract.OpenedLink](t, answer, http.StatusOK)
	if len(opened.Products) != 1 || opened.Products[0].CommissionRate != 1800 || opened.Products[0].InShowcase || opened.CampaignName != "Summer glow" ||
		opened.AgencyName != "North Star Agency" || opened.TermsVersion != terms.Current || opened.Code != tabletest.LinkCode {
		t.Fatalf("%+v", opened)
	}
	if strings.Contains(answer.Body, "3000") || strings.Contains(answer.Body, "dewdaughters") {
		t.Fatalf("the creator reads the total rate, or the seller's contact: %s", answer.Body)
	}
	w.Join()
	if opened := apitest.Decode[contract.OpenedLink](t, serve(t, e), http.StatusOK); !opened.Products[0].InShowcase {
		t.Errorf("added: %+v", opened.Products)
	}
	over := e
	over.RequestContext.TimeEpoch = w.Campaign.CampaignPeriod.End.UnixMilli()
	apitest.Refused(t, serve(t, over), http.StatusNotFound, "campaign_closed")
	e.PathParameters = map[string]string{"code": "nowhere"}
	apitest.Refused(t, serve(t, e), http.StatusNotFound, "product_list_not_found")
}
