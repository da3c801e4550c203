package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

func TestOrder(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	serve := apitest.Server(contract.OrderSample, w.Table, handle)
	e := apitest.Event(t, "order-sample/order-sample")
	first := serve(t, e)
	s := apitest.Decode[contract.AgencySample](t, first, http.StatusCreated)
	if s.Status != sample.StatusReadyToShip || s.CreatorID != tabletest.CreatorID || s.AddressID != tabletest.AddressID || s.Variant != "30 ml" || !s.OrderedAt.Equal(tabletest.Day(6, 9)) {
		t.Fatalf("ordered %+v", s)
	}
	if again := serve(t, e); again.Body != first.Body || again.Header["idempotency-replayed"] != "true" {
		t.Fatalf("the same key again: %d %s", again.Status, again.Body)
	}
	p := apitest.Refused(t, serve(t, apitest.WithKey(e, "another")), http.StatusConflict, "already_sampled")
	if p.Details["sampleId"] != s.ID {
		t.Fatalf("the refusal names %v", p.Details)
	}
	r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
	if err != nil || r.Ordered != 1 || r.Stock != 499 {
		t.Fatalf("%d ordered, stock %d, %v", r.Ordered, r.Stock, err)
	}
	events, _, err := samples.Timeline(t.Context(), w.Table, s.ID, table.Page{Limit: 10})
	if err != nil || len(events) != 1 || events[0].By.ID != tabletest.AgencyID || events[0].Type != sample.EventOrdered {
		t.Fatalf("timeline %+v %v", events, err)
	}
}

// Feature F9: for a creator who was never asked, the request is made with the order; for one who is being asked, the sample
// waits for that answer; for one who has said no before, the agency asks again.
func TestOrderAheadOfTheAuthorization(t *testing.T) {
	var late time.Time
	for name, world := range map[string]func(*tabletest.World){
		"never asked":    func(w *tabletest.World) { w.Join() },
		"asked already":  func(w *tabletest.World) { w.Join().Ask() },
		"declined":       func(w *tabletest.World) { w.Join().Ask().Decline() },
		"never answered": func(w *tabletest.World) { w.Join().Ask(); late = w.Authorization.ExpiresAt },
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			world(w)
			serve := apitest.Server(contract.OrderSample, w.Table, handle)
			e := apitest.Event(t, "order-sample/waiting-for-authorization")
			if name == "never answered" {
				e.RequestContext.TimeEpoch = late.UnixMilli()
			}
			first := serve(t, e)
			s := apitest.Decode[contract.AgencySample](t, first, http.StatusCreated)
			a, err := creators.Authorization(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID)
			if err != nil || a.Status != authorization.StatusPending || s.Status != sample.StatusAwaitingAuthorization || s.RequestID != a.RequestID || s.AddressID != "" {
				t.Fatalf("%+v waits for %+v, %v", s, a, err)
			}
			if asked := a.RequestID == w.Authorization.RequestID; asked != (name == "asked already") {
				t.Errorf("the request is %s, there was %q", a.RequestID, w.Authorization.RequestID)
			}
			if again := serve(t, e); again.Body != first.Body || again.Header["idempotency-replayed"] != "true" {
				t.Fatalf("the same key again: %d %s", again.Status, again.Body)
			}
			apitest.Refused(t, serve(t, apitest.WithKey(e, "another")), http.StatusConflict, "already_sampled")
			r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
			if err != nil || r.Ordered != 1 {
				t.Fatalf("%d ordered, %v", r.Ordered, err)
			}
		})
	}
}

// An authorized creator's sample is ready to ship, whether or not it might have waited.
func TestNobodyWaitsForWhatIsAuthorized(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	answer := apitest.Server(contract.OrderSample, w.Table, handle)(t, apitest.Event(t, "order-sample/waiting-for-authorization"))
	if s := apitest.Decode[contract.AgencySample](t, answer, http.StatusCreated); s.Status != sample.StatusReadyToShip || s.AddressID != tabletest.AddressID || s.RequestID != "" {
		t.Fatalf("%+v", s)
	}
}

func TestWhatStandsInTheWay(t *testing.T) {
	e := apitest.Event(t, "order-sample/order-sample")
	for name, test := range map[string]struct {
		world  func(*tabletest.World)
		change func(*apitest.Request)
		status int
		code   string
	}{
		"before an answer":    {func(w *tabletest.World) { w.Join().Ask() }, nil, http.StatusConflict, "creator_not_authorized"},
		"not in the showcase": {func(*tabletest.World) {}, nil, http.StatusConflict, "not_in_showcase"},
		"after the campaign": {func(w *tabletest.World) { w.Authorized() }, func(e *apitest.Request) {
			e.RequestContext.TimeEpoch = tabletest.Day(1, 0).AddDate(0, 4, 0).UnixMilli()
		}, http.StatusConflict, "campaign_closed"},
		"before the campaign":   {func(w *tabletest.World) { w.Authorized() }, func(e *apitest.Request) { e.RequestContext.TimeEpoch = tabletest.Day(1, 0).UnixMilli() - 1 }, http.StatusConflict, "product_not_live"},
		"another agency":        {func(w *tabletest.World) { w.Authorized() }, func(e *apitest.Request) { *e = apitest.As(*e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83") }, http.StatusNotFound, "campaign_not_found"},
		"no such product":       {func(w *tabletest.World) { w.Authorized() }, func(e *apitest.Request) { e.Body = strings.Replace(e.Body, "MM21Y", "MM22Y", 1) }, http.StatusNotFound, "registration_not_found"},
		"the creator by itself": {func(w *tabletest.World) { w.Authorized() }, func(e *apitest.Request) { *e = apitest.As(*e, actor.Creator, tabletest.CreatorID) }, http.StatusForbidden, "wrong_actor"},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			test.world(w)
			e := e
			if test.change != nil {
				test.change(&e)
			}
			apitest.Refused(t, apitest.Server(contract.OrderSample, w.Table, handle)(t, e), test.status, test.code)
		})
	}
}
