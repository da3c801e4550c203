package main

import (
	"net/http"
	"strconv"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature H7: the sample is in the seller's queue again, with one piece less in stock and its one place in the allocation.
func TestReship(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	serve := apitest.Server(contract.ResolveException, w.Table, handle)
	e := apitest.Event(t, "resolve-exception/reship")
	apitest.Refused(t, serve(t, e), http.StatusConflict, "sample_status_conflict")
	w.Problem()
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "sample_not_found")
	elsewhere := e
	elsewhere.Body = `{"action":"reship","addressId":"adr_01QFYEWZ4004XES0VXPYZNXKJW"}`
	apitest.Refused(t, serve(t, apitest.WithKey(elsewhere, "elsewhere")), http.StatusConflict, "address_not_usable")
	first := serve(t, e)
	if s := apitest.Decode[contract.AgencySample](t, first, http.StatusOK); s.Status != sample.StatusReadyToShip || s.Reships != 1 {
		t.Fatalf("%+v", s)
	}
	if again := serve(t, e); again.Body != first.Body {
		t.Fatalf("again: %s", again.Body)
	}
	r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
	if err != nil || r.Ordered != 1 || r.Stock != 498 {
		t.Fatalf("%d ordered, stock %d, %v", r.Ordered, r.Stock, err)
	}
	if parcels, _, err := samples.Fulfilment(t.Context(), w.Table, tabletest.SellerID, samples.Parcels{}, table.Page{Limit: 10}); err != nil || len(parcels) != 1 {
		t.Fatalf("the queue: %+v %v", parcels, err)
	}
}

// Features E4, H7: the creator has moved, and keeps one address for all agencies now: the sample is sent again to that one.
func TestReshipToTheAddressForAllAgencies(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Problem().KeepForAll()
	e := apitest.Event(t, "resolve-exception/reship")
	e.Body = `{"action":"reship","addressId":"` + tabletest.AddressForAll + `"}`
	s := apitest.Decode[contract.AgencySample](t, apitest.Server(contract.ResolveException, w.Table, handle)(t, e), http.StatusOK)
	if s.Status != sample.StatusReadyToShip || s.AddressID != tabletest.AddressForAll {
		t.Fatalf("%+v", s)
	}
	if parcels, _, err := samples.Fulfilment(t.Context(), w.Table, tabletest.SellerID, samples.Parcels{}, table.Page{Limit: 10}); err != nil || len(parcels) != 1 || parcels[0].Recipient != tabletest.Away {
		t.Fatalf("the queue: %d parcels, %v", len(parcels), err)
	}
}

// Features H5, H7: a loss or an excuse leaves the creator's standing alone; without either the creator is restricted. The
// answer and the event, of which notices are made, say so.
func TestClose(t *testing.T) {
	problem := func(w *tabletest.World) { w.Deliver().Problem() }
	for name, test := range map[string]struct {
		before  func(*tabletest.World)
		body    string
		excuse  sample.Excuse
		against bool
	}{
		"excused":              {problem, `{"action":"close","outcome":"creator_unreachable","excused":true}`, "creator_unreachable", false},
		"the creator is gone":  {problem, `{"action":"close","outcome":"creator_unreachable"}`, "", true},
		"lost":                 {problem, `{"action":"close","outcome":"lost"}`, sample.ExcuseLost, false},
		"the carrier's damage": {func(w *tabletest.World) { w.Fail(tabletest.Day(9, 9)) }, `{"action":"close","outcome":"damaged"}`, sample.ExcuseDamaged, false},
	} {
		w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
		test.before(w)
		e := apitest.Event(t, "resolve-exception/close-excused")
		e.Body = test.body
		s := apitest.Decode[contract.AgencySample](t, apitest.Server(contract.ResolveException, w.Table, handle)(t, e), http.StatusOK)
		if !s.Status.Final() || s.Excuse != test.excuse || s.CountsAgainstCreator != test.against {
			t.Errorf("%s: %s, excuse %q, it counts against the creator: %v", name, s.Status, s.Excuse, s.CountsAgainstCreator)
		}
		if r, err := creators.Restriction(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID); err != nil || (r.RestrictedSince != nil) != test.against {
			t.Errorf("%s: restricted since %v, %v", name, r.RestrictedSince, err)
		}
		_, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
		if err != nil {
			t.Fatal(err)
		}
		if told := events[len(events)-1].Details[sample.DetailCounts]; told != strconv.FormatBool(test.against) {
			t.Errorf("%s: the event says %q", name, told)
		}
	}
}

func TestWhatAResolutionNeeds(t *testing.T) {
	w := tabletest.NewWorld(t)
	for _, body := range []string{`{"action":"reship"}`, `{"action":"close"}`} {
		e := apitest.Event(t, "resolve-exception/reship")
		e.Body = body
		apitest.Refused(t, apitest.Server(contract.ResolveException, w.Table, handle)(t, e), http.StatusUnprocessableEntity, "invalid_fields")
	}
}
