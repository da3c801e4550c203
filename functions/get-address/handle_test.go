package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature E4: the creator's own address for an agency, for all agencies, or none.
func TestGet(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	serve := apitest.Server(contract.GetAddress, w.Table, handle)
	one, all := apitest.Event(t, "get-address/for-one-agency"), apitest.Event(t, "get-address/for-all-agencies")
	got := apitest.Decode[contract.CreatorAddress](t, serve(t, one), http.StatusOK)
	if got.Address != contract.Address(tabletest.Home) || got.AddressID != tabletest.AddressID || got.AgencyID != tabletest.AgencyID {
		t.Fatalf("for the agency: %s", got.AddressID)
	}
	apitest.Refused(t, serve(t, all), http.StatusNotFound, "address_not_found")
	apitest.Refused(t, serve(t, apitest.As(one, actor.Creator, "crt_01Q9NFMXJ05ME8ENRWQP132E4R")), http.StatusNotFound, "authorization_not_found")
	apitest.Refused(t, serve(t, apitest.As(one, actor.Agency, tabletest.AgencyID)), http.StatusForbidden, "wrong_actor")

	w.KeepForAll()
	for _, request := range []apitest.Request{one, all} {
		if got := apitest.Decode[contract.CreatorAddress](t, serve(t, request), http.StatusOK); got.Address != contract.Address(tabletest.Away) {
			t.Fatalf("afterwards: %s", got.AddressID)
		}
	}
}
