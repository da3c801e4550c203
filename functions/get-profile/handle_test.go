package main

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature A4: an agency reads who it is and how far it has come, also before it has submitted anything.
func TestAnAgencysProfile(t *testing.T) {
	tab := tabletest.New(t)
	serve := apitest.Server(contract.GetProfile, tab, handle)
	e := apitest.Event(t, "get-profile/as-agency")
	at := func() contract.AgencyProfile {
		return apitest.Decode[contract.AgencyProfile](t, serve(t, e), http.StatusOK)
	}
	first := at()
	if first.Onboarding != onboarding.StatusNotSubmitted || len(first.MissingSteps) != 2 {
		t.Errorf("at first: %+v", first)
	}
	tabletest.Onboard(t, tab, onboarding.StatusApproved, true)
	want := contract.AgencyProfile{
		View: actor.Agency, ID: tabletest.AgencyID, Name: "North Star Agency", Market: first.Market, Category: "content_management",
		Onboarding: onboarding.StatusApproved, MissingSteps: []contract.OnboardingStep{},
	}
	if diff := cmp.Diff(want, at()); diff != "" {
		t.Errorf("onboarded (-want +got):\n%s", diff)
	}
}

// Feature E4: a creator reads where samples of all agencies go, as agencies see it.
func TestACreatorsProfile(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.GetProfile, w.Table, handle)
	e := apitest.Event(t, "get-profile/as-creator")
	want := contract.CreatorProfile{View: actor.Creator, ID: tabletest.CreatorID, Name: "Ana", Handle: "@glow.with.ana", Followers: 48200}
	if diff := cmp.Diff(want, apitest.Decode[contract.CreatorProfile](t, serve(t, e), http.StatusOK)); diff != "" {
		t.Errorf("without an address (-want +got):\n%s", diff)
	}
	w.KeepForAll()
	away := contract.Destination(tabletest.Away.Destination())
	want.AddressID, want.Destination = tabletest.AddressForAll, &away
	if diff := cmp.Diff(want, apitest.Decode[contract.CreatorProfile](t, serve(t, e), http.StatusOK)); diff != "" {
		t.Errorf("with one (-want +got):\n%s", diff)
	}
}

// A seller and an operator read what their tokens say.
func TestWhatTheTokenSays(t *testing.T) {
	serve := apitest.Server(contract.GetProfile, tabletest.New(t), handle)
	seller := apitest.Decode[contract.SellerProfile](t, serve(t, apitest.Event(t, "get-profile/as-seller")), http.StatusOK)
	if seller.View != actor.Seller || seller.ID != tabletest.SellerID || seller.Name != "Dew & Daughters" || seller.ShopCode != "USLCDEWDAU" || seller.Market != "US" {
		t.Errorf("the seller reads %+v", seller)
	}
	operator := apitest.Decode[contract.OperatorProfile](t, serve(t, apitest.Event(t, "get-profile/as-operator")), http.StatusOK)
	if operator.View != actor.Operator || operator.ID == "" {
		t.Errorf("the operator reads %+v", operator)
	}
}
