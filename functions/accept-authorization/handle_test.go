package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// private is what nobody but the creator and the seller who ships may read.
var private = regexp.MustCompile(`Lima|Marigold|Apt 7|90026|3235550147`)

func TestAccept(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	serve := apitest.Server(contract.AcceptAuthorization, w.Table, handle)
	e := apitest.Event(t, "accept-authorization/with-address")
	answer := serve(t, e)
	a := apitest.Decode[contract.CreatorAuthorization](t, answer, http.StatusOK)
	if a.Status != authorization.StatusAuthorized || *a.Destination != contract.Destination(tabletest.Home.Destination()) || a.AddressID == "" || a.RequestID != tabletest.RequestID {
		t.Fatalf("accepted %+v", a)
	}
	// The answer is kept under the key: it must not hold the address.
	if found := private.FindString(answer.Body); found != "" {
		t.Fatalf("the answer holds %q", found)
	}
	if again := serve(t, e); again.Body != answer.Body {
		t.Fatalf("the same key again: %s", again.Body)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "")), http.StatusConflict, "authorization_not_pending")
}

// Feature E4: who keeps an address for all agencies accepts without typing it again, and samples go there.
func TestAcceptWithTheAddressForAllAgencies(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask().KeepForAll()
	answer := apitest.Server(contract.AcceptAuthorization, w.Table, handle)(t, apitest.Event(t, "accept-authorization/with-the-address-for-all"))
	a := apitest.Decode[authorization.Authorization](t, answer, http.StatusOK)
	if a.Status != authorization.StatusAuthorized || a.AddressID != tabletest.AddressForAll || *a.Destination != tabletest.Away.Destination() {
		t.Fatalf("accepted %+v", a)
	}
	if s := w.Order().Sample; s.AddressID != tabletest.AddressForAll {
		t.Fatalf("the next order goes to %s", s.AddressID)
	}
}

// Features E3, E4: who keeps none has to give one.
func TestWithoutAnAddressThereIsNothingToAccept(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	e := apitest.Event(t, "accept-authorization/with-the-address-for-all")
	p := apitest.Refused(t, apitest.Server(contract.AcceptAuthorization, w.Table, handle)(t, e), http.StatusUnprocessableEntity, "invalid_fields")
	if len(p.Errors) != 1 || p.Errors[0].Field != "address" || p.Errors[0].Code != "required" {
		t.Fatalf("errors %+v", p.Errors)
	}
	if a, err := creators.Authorization(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID); err != nil || a.Status != authorization.StatusPending {
		t.Fatalf("%+v %v", a, err)
	}
}

func TestAddressesAreCheckedFieldByField(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	e := apitest.Event(t, "accept-authorization/with-address")
	e.Body = strings.NewReplacer("90026", "SW1A 1AA", "Ana Beatriz Lima", "Ana").Replace(e.Body)
	p := apitest.Refused(t, apitest.Server(contract.AcceptAuthorization, w.Table, handle)(t, e), http.StatusUnprocessableEntity, "invalid_fields")
	if len(p.Errors) != 2 || p.Errors[0].Field != "address.fullName" || p.Errors[1].Field != "address.postalCode" {
		t.Fatalf("errors %+v", p.Errors)
	}
	if a, err := creators.Authorization(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID); err != nil || a.Status != authorization.StatusPending {
		t.Fatalf("%+v %v", a, err)
	}
}

// Feature E5: a request that expired unanswered is not accepted any more, whatever became of its workflow.
func TestNobodyAcceptsAfterTheRequestExpired(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	e := apitest.Event(t, "accept-authorization/with-address")
	e.RequestContext.TimeEpoch = w.Authorization.ExpiresAt.AddDate(1, 0, 0).UnixMilli()
	apitest.Refused(t, apitest.Server(contract.AcceptAuthorization, w.Table, handle)(t, e), http.StatusConflict, "authorization_expired")
	if a, err := creators.Authorization(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID); err != nil || a.Version != w.Authorization.Version {
		t.Errorf("%+v %v", a, err)
	}
}

func TestOnlyWhoWasAskedAccepts(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	e := apitest.As(apitest.Event(t, "accept-authorization/with-address"), actor.Creator, "crt_01Q9NFMXJ05ME8ENRWQP132E4R")
	apitest.Refused(t, apitest.Server(contract.AcceptAuthorization, w.Table, handle)(t, e), http.StatusNotFound, "authorization_not_found")
}
