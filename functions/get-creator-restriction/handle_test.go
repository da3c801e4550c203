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

// Feature I8: the agency reads what set the restriction, and of a creator in good standing that there is none.
func TestTheAgencyReadsTheRestriction(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	serve := apitest.Server(contract.GetCreatorRestriction, w.Table, handle)
	e := apitest.Event(t, "get-creator-restriction/get")
	good := apitest.Decode[contract.CreatorRestriction](t, serve(t, e), http.StatusOK)
	if good.RestrictedSince != nil || good.CreatorID != tabletest.CreatorID || good.AgencyID != tabletest.AgencyID {
		t.Errorf("in good standing: %+v", good)
	}
	w.Order().Label().Dispatch().Deliver().Miss()
	missed := apitest.Decode[contract.CreatorRestriction](t, serve(t, e), http.StatusOK)
	if missed.RestrictedSince == nil || missed.RestrictedBy != tabletest.SampleID {
		t.Errorf("after a missed sample: %+v", missed)
	}
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "creator_not_found")
}
