package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature E2: a result for each creator, and asking twice is harmless.
func TestAResultForEachCreator(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	serve := apitest.Server(contract.RequestAuthorizations, w.Table, handle)
	e := apitest.WithKey(apitest.Event(t, "request-authorizations/one-creator"), "")
	stranger := "crt_01Q9NFMXJ05ME8ENRWQP132E4R"
	e.Body = strings.Replace(e.Body, tabletest.CreatorID, stranger+`","`+tabletest.CreatorID, 1)
	rows := apitest.Decode[contract.Rows[contract.AgencyAuthorization]](t, serve(t, e), http.StatusOK)
	if rows.Succeeded != 1 || rows.Failed != 1 || rows.Rows[0].Error.Code != "not_in_showcase" || rows.Rows[1].Result.Status != authorization.StatusPending {
		t.Fatalf("%+v", rows)
	}
	first := rows.Rows[1].Result
	again := apitest.Decode[contract.Rows[contract.AgencyAuthorization]](t, serve(t, e), http.StatusOK)
	if again.Rows[1].Result.RequestID != first.RequestID || again.Rows[1].Result.Version != 1 {
		t.Fatalf("asked twice: %+v", again.Rows[1].Result)
	}
	a, err := creators.Authorization(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID)
	if err != nil || a.RequestID != first.RequestID || a.AgencyName != "North Star Agency" || !a.RemindAt.Equal(tabletest.Day(8, 11)) || !a.ExpiresAt.Equal(tabletest.Day(12, 11)) {
		t.Fatalf("%+v %v", a, err)
	}
}

// Feature E5: a request that expired unanswered is followed by a new one, whatever became of its workflow.
func TestAskingAgainAfterTheRequestExpired(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	e := apitest.WithKey(apitest.Event(t, "request-authorizations/one-creator"), "")
	e.RequestContext.TimeEpoch = w.Authorization.ExpiresAt.UnixMilli()
	rows := apitest.Decode[contract.Rows[contract.AgencyAuthorization]](t, apitest.Server(contract.RequestAuthorizations, w.Table, handle)(t, e), http.StatusOK)
	asked := rows.Rows[0].Result
	if asked == nil || asked.RequestID == tabletest.RequestID || asked.Status != authorization.StatusPending || !asked.ExpiresAt.Equal(w.Authorization.ExpiresAt.AddDate(0, 0, 7)) {
		t.Errorf("asked again: %+v", rows.Rows[0])
	}
}

// Features E2, E4: asked again, one who said yes is left alone; the answer has the address that holds now.
func TestOneWhoSaidYesIsShownWithTheAddressThatHolds(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().KeepForAll()
	e := apitest.WithKey(apitest.Event(t, "request-authorizations/one-creator"), "")
	rows := apitest.Decode[contract.Rows[contract.AgencyAuthorization]](t, apitest.Server(contract.RequestAuthorizations, w.Table, handle)(t, e), http.StatusOK)
	if a := rows.Rows[0].Result; a == nil || a.RequestID != tabletest.RequestID || a.AddressID != tabletest.AddressForAll || *a.Destination != contract.Destination(tabletest.Away.Destination()) {
		t.Errorf("%+v", rows.Rows[0])
	}
}
