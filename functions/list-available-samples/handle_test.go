package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature F1: what the agency is told of a creator, and who is found by everything at once.
func TestAvailableSamples(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	if err := creators.Index(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.CreatorID); err != nil {
		t.Fatal(err)
	}
	serve := apitest.Server(contract.ListAvailableSamples, w.Table, handle)
	list := func(name string) []contract.AvailableCreator {
		t.Helper()
		return apitest.Decode[contract.Page[contract.AvailableCreator]](t, serve(t, apitest.Event(t, "list-available-samples/"+name)), http.StatusOK).Items
	}
	got := list("first-page")
	if len(got) != 1 || got[0].Handle != "@glow.with.ana" || got[0].Followers != 48200 || got[0].Destination.City != "Los Angeles" || got[0].PostingRate != nil || got[0].SampledAs != "" {
		t.Fatalf("before any sample: %+v", got)
	}
	if got := list("reliable-for-a-product"); len(got) != 0 {
		t.Fatalf("nobody has a rate yet: %+v", got)
	}
	w.Order()
	if got := list("first-page"); len(got) != 1 || got[0].OpenSamples != 1 || got[0].Samples != 1 {
		t.Fatalf("with an open sample: %+v", got)
	}
	w.Label().Dispatch().Deliver().Receive().Post().Complete()
	got = list("reliable-for-a-product")
	if len(got) != 1 || *got[0].PostingRate != 10_000 || got[0].SampledAs != tabletest.SampleID || got[0].OpenSamples != 0 {
		t.Fatalf("after the post: %+v", got)
	}
}

func TestWhatIsRefused(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	serve := apitest.Server(contract.ListAvailableSamples, w.Table, handle)
	e := apitest.Event(t, "list-available-samples/first-page")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Creator, tabletest.CreatorID)), http.StatusForbidden, "wrong_actor")
	for _, query := range []map[string]string{
		{"minFollowers": "2", "maxFollowers": "1"}, {"minPostingRate": "10001"}, {"alreadySampled": "maybe"}, {"registrationId": "smp_1"},
	} {
		e.QueryStringParameters = query
		apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields")
	}
	e.QueryStringParameters = map[string]string{"registrationId": "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y"}
	apitest.Refused(t, serve(t, e), http.StatusNotFound, "registration_not_found")
}
