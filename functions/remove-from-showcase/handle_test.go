package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature D5: with a sample under way, too; twice is harmless; and it can come back.
func TestRemoveFromShowcase(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.RemoveFromShowcase, w.Table, handle)
	e := apitest.Event(t, "remove-from-showcase/one-product")
	for i, removed := range []bool{true, false} {
		rows := apitest.Decode[contract.Rows[contract.RemovedProduct]](t, serve(t, e), 200)
		want := contract.RemovedProduct{RegistrationID: tabletest.RegistrationID, Removed: removed}
		if rows.Succeeded != 1 || *rows.Rows[0].Result != want {
			t.Fatalf("call %d: %+v", i+1, rows)
		}
		if entries, err := creators.ShowcaseEntries(t.Context(), w.Table, tabletest.CreatorID); len(entries) != 0 || err != nil {
			t.Fatalf("call %d: %v %v", i+1, entries, err)
		}
		promoters, _, err := creators.OfCampaign(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, table.Page{Limit: 10})
		if len(promoters) != 0 || err != nil {
			t.Fatalf("call %d: the agency still sees %v: %v", i+1, promoters, err)
		}
	}
	if s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID); err != nil || s.Status != sample.StatusReadyToShip {
		t.Errorf("the sample: %s %v", s.Status, err)
	}
	w.Join()
	if promoters, _, err := creators.OfCampaign(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, table.Page{Limit: 10}); len(promoters) != 1 || err != nil {
		t.Errorf("added again: %v %v", promoters, err)
	}
}

// Feature D5: the same request again, by its key, has the same answer.
func TestRemoveFromShowcaseReplayed(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	serve := apitest.Server(contract.RemoveFromShowcase, w.Table, handle)
	e := apitest.WithKey(apitest.Event(t, "remove-from-showcase/one-product"), "once")
	first := apitest.Decode[contract.Rows[contract.RemovedProduct]](t, serve(t, e), 200)
	if first.Succeeded != 1 || !first.Rows[0].Result.Removed {
		t.Fatalf("%+v", first)
	}
}
