package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature D5: with the creator's rate, and whether it still earns it.
func TestListShowcase(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	serve := apitest.Server(contract.ListShowcase, w.Table, handle)
	e := apitest.Event(t, "list-showcase/first-page")
	page := apitest.Decode[contract.Page[contract.ShowcaseProduct]](t, serve(t, e), 200)
	if len(page.Items) != 1 || page.NextCursor != "" {
		t.Fatalf("%+v", page)
	}
	entry := page.Items[0]
	if entry.RegistrationID != tabletest.RegistrationID || entry.CreatorRate != 1800 || entry.CampaignName != "Summer glow" || !entry.Available {
		t.Errorf("%+v", entry)
	}
	e.RequestContext.TimeEpoch = w.Campaign.CampaignPeriod.End.UnixMilli()
	if over := apitest.Decode[contract.Page[contract.ShowcaseProduct]](t, serve(t, e), 200); over.Items[0].Available {
		t.Error("available when the campaign is over")
	}
	other := apitest.As(e, "creator", "crt_01Q9NFMXJ05ME8ENRWQP132E4R")
	if page := apitest.Decode[contract.Page[contract.ShowcaseProduct]](t, serve(t, other), 200); len(page.Items) != 0 {
		t.Errorf("somebody else's showcase: %+v", page)
	}
}
