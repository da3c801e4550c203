package main

import (
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/productlist"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C10: newest first, page by page, and only this agency's.
func TestListProductLists(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.ListProductLists, w.Table, handle)
	e := apitest.Event(t, "list-product-lists/first-page")
	if empty := serve(t, e); !strings.Contains(empty.Body, `"items":[]`) {
		t.Fatalf("no lists: %s", empty.Body)
	}
	w.List(2000)
	newer, err := productlist.Create(productlist.List{
		ID: "lst_7ZZZZZZZZZ0000000000000000", CampaignID: tabletest.CampaignID, AgencyID: tabletest.AgencyID, Name: "Newer", LinkCode: id.Code(t.Context()),
	}, []productlist.Choice{{RegistrationID: tabletest.RegistrationID, Product: &w.Product}}, tabletest.Day(5, 9))
	if err != nil {
		t.Fatal(err)
	}
	made := event.First(newer, productlist.EventCreated, event.Party{Actor: actor.Agency, ID: tabletest.AgencyID}, tabletest.Day(5, 9))
	if err := w.Table.Commit(t.Context(), campaigns.ProductListCreated(newer, made)); err != nil {
		t.Fatal(err)
	}

	e.QueryStringParameters = map[string]string{"limit": "1"}
	page := apitest.Decode[contract.Page[contract.ProductListSummary]](t, serve(t, e), 200)
	if len(page.Items) != 1 || page.Items[0].Name != "Newer" || page.NextCursor == "" {
		t.Fatalf("%+v", page)
	}
	e.QueryStringParameters["cursor"] = page.NextCursor
	page = apitest.Decode[contract.Page[contract.ProductListSummary]](t, serve(t, e), 200)
	if len(page.Items) != 1 || page.Items[0].ID != tabletest.ListID || page.Items[0].Products != 1 {
		t.Fatalf("%+v", page)
	}
	e.QueryStringParameters["cursor"] = "x" + e.QueryStringParameters["cursor"]
	apitest.Refused(t, serve(t, e), 400, "invalid_cursor")
	stranger := apitest.As(apitest.Event(t, "list-product-lists/first-page"), "agency", "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")
	apitest.Refused(t, serve(t, stranger), 404, "campaign_not_found")
}
