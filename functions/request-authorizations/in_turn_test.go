package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

type answer = contract.Rows[contract.AgencyAuthorization]

// Feature E2: a creator who is named again and again in one call is asked once, and the rows do not meet each other.
func TestRowsOfOneCreatorDoNotFightEachOther(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	call, rows := requestUnderContention(t, w, slices.Repeat([]string{tabletest.CreatorID}, 4))
	if call.Conflicts > 0 {
		t.Errorf("%d transactions met another one of the call", call.Conflicts)
	}
	for i, row := range rows.Rows {
		if want := map[bool]int{true: http.StatusCreated, false: http.StatusOK}[i == 0]; row.Status != want {
			t.Errorf("row %d has the status %d, want %d", i, row.Status, want)
		}
		if row.Result == nil || row.Result.RequestID != rows.Rows[0].Result.RequestID {
			t.Errorf("row %d names another request than the first: %+v", i, row)
		}
	}
}

// Feature E2: different creators are asked side by side.
func TestDifferentCreatorsAreAskedSideBySide(t *testing.T) {
	w := tabletest.NewWorld(t)
	var ids []string
	for range 8 {
		ids = append(ids, w.Another().Join().Creator.ID)
	}
	call, rows := requestUnderContention(t, w, ids)
	if rows.Succeeded != len(ids) {
		t.Errorf("%+v", rows)
	}
	if most := 8 * 15 * time.Millisecond; call.Took >= most {
		t.Errorf("it took %v, as long as one after the other", call.Took)
	}
}

func requestUnderContention(t *testing.T, w *tabletest.World, creatorIDs []string) (apitest.Contended, answer) {
	t.Helper()
	e := apitest.Event(t, "request-authorizations/one-creator")
	body, err := json.Marshal(contract.RequestAuthorizationsRequest{CampaignID: tabletest.CampaignID, CreatorIDs: creatorIDs})
	if err != nil {
		t.Fatal(err)
	}
	e.Body = string(body)
	call := apitest.UnderContention(t, contract.RequestAuthorizations, w.Table, handle, e)
	return call, apitest.Decode[answer](t, call.Answer, http.StatusOK)
}
