package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/shared/api/apitest"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// Features B5 and B6: what the events of the bus make sellers find. Each comes twice.
func TestWhatSellersFind(t *testing.T) {
	w := tabletest.NewWorld(t)
	now := tabletest.Day(10, 0)
	page := table.Page{Limit: 10}
	for _, name := range []string{"campaign-published", "campaign-published", "product-registered", "product-registered"} {
		encoded, err := os.ReadFile(filepath.Join(apitest.Folder(t), "index-campaign", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var envelope events.EventBridgeEvent
		var e event.Event
		if err := json.Unmarshal(encoded, &envelope); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(envelope.Detail, &e); err != nil {
			t.Fatal(err)
		}
		if err := (consumer{w.Table}).consume(t.Context(), e); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	search := campaign.Search{Filter: campaign.Target, Shop: campaign.Shop{Code: "USLCDEWDAU", Market: "US"}, Words: []string{"north"}}
	if found, _, err := campaigns.Marketplace(t.Context(), w.Table, search, now, page); err != nil || len(found) != 1 || found[0].ID != tabletest.CampaignID {
		t.Errorf("the marketplace shows %+v %v", found, err)
	}
	mine, _, err := campaigns.OfSeller(t.Context(), w.Table, tabletest.SellerID, "", now, page)
	if err != nil || len(mine) != 1 || mine[0].Count != 1 || mine[0].Products[0].ID != tabletest.RegistrationID {
		t.Errorf("My campaigns shows %+v %v", mine, err)
	}
}
