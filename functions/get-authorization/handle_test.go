package main

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features E1, E3 and E4: each party reads how the two stand by the id of the other, with the address that holds now.
func TestEachPartyNamesTheOther(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	serve := apitest.Server(contract.GetAuthorization, w.Table, handle)
	agencys, creators := apitest.Event(t, "get-authorization/as-agency"), apitest.Event(t, "get-authorization/as-creator")
	if asked := apitest.Decode[contract.CreatorAuthorizationDetail](t, serve(t, creators), http.StatusOK); asked.Status != authorization.StatusPending || asked.Destination != nil {
		t.Errorf("asked: the creator reads %+v", asked)
	}
	w.Accept().KeepForAll()
	away := contract.Destination(tabletest.Away.Destination())
	theirs := apitest.Decode[contract.AgencyAuthorizationDetail](t, serve(t, agencys), http.StatusOK)
	if diff := cmp.Diff([]any{actor.Agency, authorization.StatusAuthorized, tabletest.AddressForAll, &away},
		[]any{theirs.View, theirs.Status, theirs.AddressID, theirs.Destination}); diff != "" {
		t.Errorf("the agency reads (-want +got):\n%s", diff)
	}
	w.SetPolicy(tabletest.CampaignID, func(s *policy.Settings) { s.ContentDays = 21 })
	mine := apitest.Decode[contract.CreatorAuthorizationDetail](t, serve(t, creators), http.StatusOK)
	if diff := cmp.Diff([]any{actor.Creator, tabletest.RequestID, tabletest.AddressForAll, "Summer glow", 1, 2, 21},
		[]any{mine.View, mine.RequestID, mine.AddressID, mine.Campaign, mine.Agreed, mine.PolicyVersion, mine.Policy.ContentDays}); diff != "" {
		t.Errorf("the creator reads (-want +got):\n%s", diff)
	}
}

// Two who have nothing to do with each other read nothing, whatever kind of id is named.
func TestStrangersReadNoAuthorization(t *testing.T) {
	serve := apitest.Server(contract.GetAuthorization, tabletest.NewWorld(t).Authorized().Table, handle)
	agencys, creators := apitest.Event(t, "get-authorization/as-agency"), apitest.Event(t, "get-authorization/as-creator")
	apitest.Refused(t, serve(t, apitest.As(agencys, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "authorization_not_found")
	apitest.Refused(t, serve(t, apitest.As(creators, actor.Creator, "crt_01Q9NFMXJ05ME8ENRWQP132E4R")), http.StatusNotFound, "authorization_not_found")
	for id, code := range map[string]string{tabletest.AgencyID: "authorization_not_found", "agn_x": "not_found", tabletest.CampaignID: "not_found"} {
		e := agencys
		e.PathParameters = map[string]string{"partyId": id}
		apitest.Refused(t, serve(t, e), http.StatusNotFound, code)
	}
}
