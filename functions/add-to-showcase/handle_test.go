package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/terms"
)

func TestMain(m *testing.M) { apitest.Main(m) }

func TestAddEveryProduct(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.AddToShowcase, w.Table, handle)
	e := apitest.Event(t, "add-to-showcase/every-product")
	first := serve(t, e)
	rows := apitest.Decode[contract.Rows[contract.AddedProduct]](t, first, http.StatusOK)
	if rows.Succeeded != 1 || rows.Rows[0].Result.RegistrationID != tabletest.RegistrationID || rows.Rows[0].Result.CreatorRate != 1800 || rows.Rows[0].Result.TermsVersion != terms.Current {
		t.Fatalf("%s", first.Body)
	}
	if again := serve(t, e); again.Body != first.Body || again.Header["idempotency-replayed"] != "true" {
		t.Fatalf("the same key again: %v %s", again.Header, again.Body)
	}
	refused := apitest.Decode[contract.Rows[contract.AddedProduct]](t, serve(t, apitest.WithKey(e, "")), http.StatusOK)
	if refused.Failed != 1 || refused.Rows[0].Status != http.StatusConflict || refused.Rows[0].Error.Code != "already_in_showcase" {
		t.Fatalf("without the key: %+v", refused)
	}
	// The agency sees the creator, as the token described it.
	promoters, _, err := creators.OfCampaign(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, table.Page{Limit: 10})
	if err != nil || len(promoters) != 1 || promoters[0].Creator != w.Creator || promoters[0].Products != 1 {
		t.Fatalf("%+v %v", promoters, err)
	}
}

func TestTermsAndLinks(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.AddToShowcase, w.Table, handle)
	e := apitest.Event(t, "add-to-showcase/every-product")
	with := func(old, replacement string) apitest.Request {
		e := apitest.WithKey(e, "")
		e.Body = strings.Replace(e.Body, old, replacement, 1)
		return e
	}
	p := apitest.Refused(t, serve(t, with(terms.Current, "2025-01")), http.StatusConflict, "terms_outdated")
	if p.Details["termsVersion"] != terms.Current {
		t.Errorf("details %v", p.Details)
	}
	apitest.Refused(t, serve(t, with(tabletest.LinkCode, "nowhere")), http.StatusNotFound, "product_list_not_found")
	rows := apitest.Decode[contract.Rows[contract.AddedProduct]](t, serve(t, with(`"termsVersion"`, `"registrationIds":["reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y"],"termsVersion"`)), http.StatusOK)
	if rows.Failed != 1 || rows.Rows[0].Error.Code != "product_not_found" || rows.Rows[0].Status != http.StatusNotFound {
		t.Errorf("a product that is not behind the link: %+v", rows)
	}
	early := with("", "")
	early.RequestContext.TimeEpoch = tabletest.Day(1, 0).UnixMilli() - 1
	apitest.Refused(t, serve(t, early), http.StatusConflict, "no_available_products")
	over := with("", "")
	over.RequestContext.TimeEpoch = w.Campaign.CampaignPeriod.End.UnixMilli()
	apitest.Refused(t, serve(t, over), http.StatusConflict, "campaign_closed")
}
