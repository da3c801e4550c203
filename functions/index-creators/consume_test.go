package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

// Feature E1: what the events of the bus make the agency find. Each comes twice.
func TestWhatTheAgencyFinds(t *testing.T) {
	w := tabletest.NewWorld(t)
	found := func(status authorization.Status) int {
		t.Helper()
		list, _, err := creators.Search(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, status, "@glow", false, table.Page{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	for _, step := range []struct {
		do    func() *tabletest.World
		event string
		now   authorization.Status
	}{
		{w.Join, "showcase-added", authorization.StatusUnauthorized},
		{w.Ask, "authorization-requested", authorization.StatusPending},
	} {
		step.do()
		e := apitest.BusEvent(t, "index-creators/"+step.event)
		for range 2 {
			if err := (consumer{w.Table}).consume(t.Context(), e); err != nil {
				t.Fatalf("%s: %v", step.event, err)
			}
		}
		for _, status := range []authorization.Status{"", authorization.StatusUnauthorized, authorization.StatusPending, authorization.StatusAuthorized} {
			want := 0
			if status == "" || status == step.now {
				want = 1
			}
			if got := found(status); got != want {
				t.Errorf("after %s: %d found as %q, want %d", step.event, got, status, want)
			}
		}
	}
}
