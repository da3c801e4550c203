package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C3: an operator takes a product from who registered it, once; it is closed there, with the reason.
func TestReleaseAProduct(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.ReleaseClaim, w.Table, handle)
	e := apitest.Event(t, "release-claim/product")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, tabletest.AgencyID)), http.StatusForbidden, "wrong_actor")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, tabletest.SellerID)), http.StatusForbidden, "wrong_actor")
	got := apitest.Decode[contract.ReleasedClaim](t, serve(t, e), http.StatusOK)
	if got.RegistrationID != tabletest.RegistrationID || got.RegistrationStatus != registration.StatusClosed {
		t.Errorf("%+v", got)
	}
	r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
	if err != nil || r.Status != registration.StatusClosed || r.Reason == "" {
		t.Errorf("%s, %q, %v", r.Status, r.Reason, err)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "again")), http.StatusNotFound, "registration_not_found")
}

// A registration that was rejected holds nobody up.
func TestThereIsNothingToReleaseOfARejectedProduct(t *testing.T) {
	w := tabletest.NewWorld(t)
	w.Decide(w.Offer("reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y", "1729384756009", "Balm"), registration.Reject, "Too dear.")
	e := apitest.Event(t, "release-claim/product")
	e.Body = strings.Replace(e.Body, "1729384756001", "1729384756009", 1)
	apitest.Refused(t, apitest.Server(contract.ReleaseClaim, w.Table, handle)(t, e), http.StatusConflict, "registration_status_conflict")
}

// Feature H8: an operator takes a sample from an application; another sample can be linked to it then.
func TestReleaseAnApplication(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Link()
	serve := apitest.Server(contract.ReleaseClaim, w.Table, handle)
	e := apitest.Event(t, "release-claim/application")
	got := apitest.Decode[contract.ReleasedClaim](t, serve(t, e), http.StatusOK)
	if got.SampleID != tabletest.SampleID || got.SampleStatus != sample.StatusReadyToShip {
		t.Errorf("%+v", got)
	}
	s, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || s.ApplicationID != "" || s.Status != sample.StatusReadyToShip {
		t.Errorf("%s, application %q, %v", s.Status, s.ApplicationID, err)
	}
	if last := events[len(events)-1]; last.Type != sample.EventUnlinked || last.By.Actor != actor.Operator || last.Details["reason"] == "" {
		t.Errorf("the timeline says %+v", last)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "again")), http.StatusNotFound, "application_not_linked")
	w.Sample = s // the application is free
	if w.Link(); w.Sample.ApplicationID != tabletest.ApplicationID {
		t.Errorf("%+v", w.Sample)
	}
}

func TestWhatIsAskedFor(t *testing.T) {
	serve := apitest.Server(contract.ReleaseClaim, tabletest.New(t), handle)
	for body, field := range map[string]string{
		`{"reason":"x"}`:                "platformApplicationId",
		`{"reason":"x","campaignId":7}`: "campaignId",
		`{"reason":"x","campaignId":"cmp_01QF6TEDR0VQ8AM3H7J7965205"}`:                                                         "productId",
		`{"reason":"x","productId":"1729384756001"}`:                                                                           "campaignId",
		`{"reason":"x","campaignId":"cmp_01QF6TEDR0VQ8AM3H7J7965205","productId":"1729384756001","platformApplicationId":"7"}`: "platformApplicationId",
	} {
		e := apitest.WithKey(apitest.Event(t, "release-claim/product"), "")
		e.Body = body
		if p := apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields"); len(p.Errors) != 1 || p.Errors[0].Field != field {
			t.Errorf("%s: %+v", body, p.Errors)
		}
	}
}
