package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

const pendingID = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y"

// Feature C2: each decision once.
func TestDecisions(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		want registration.Status
	}{
		"approve": {`{"decision":"approve"}`, registration.StatusOngoing},
		"reject":  {`{"decision":"reject","reason":"The rate is too low."}`, registration.StatusRejected},
		"block":   {`{"decision":"block","reason":"Counterfeit."}`, registration.StatusBlocked},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			w.Offer(pendingID, "1729384756002", "Night Cream")
			serve := apitest.Server(contract.ReviewRegistration, w.Table, handle)
			e := apitest.Event(t, "review-registration/approve")
			e.PathParameters["registrationId"], e.Body = pendingID, test.body
			apitest.Refused(t, serve(t, apitest.WithKey(apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83"), "")), http.StatusNotFound, "registration_not_found")
			r := apitest.Decode[contract.AgencyRegistration](t, serve(t, e), http.StatusOK)
			if r.Status != test.want || r.ReviewedAt == nil || r.Email != "" {
				t.Fatalf("%+v", r)
			}
			p := apitest.Refused(t, serve(t, apitest.WithKey(e, "")), http.StatusConflict, "registration_status_conflict")
			if stored := strings.Replace(string(test.want), "ongoing", "approved", 1); p.Details["status"] != stored {
				t.Errorf("the refusal says %v", p.Details)
			}
		})
	}
	e := apitest.Event(t, "review-registration/approve")
	w := tabletest.NewWorld(t)
	w.Offer(pendingID, "1729384756002", "Night Cream")
	e.PathParameters["registrationId"], e.Body = pendingID, `{"decision":"reject"}`
	apitest.Refused(t, apitest.Server(contract.ReviewRegistration, w.Table, handle)(t, e), http.StatusUnprocessableEntity, "invalid_fields")
}

// Feature C2: an approval has its time, and no reason.
func TestApproval(t *testing.T) {
	serve := apitest.Server(contract.ReviewRegistration, tabletest.Pending(t).Table, handle)
	e := apitest.Event(t, "review-registration/approve")
	r := apitest.Decode[contract.AgencyRegistration](t, serve(t, e), http.StatusOK)
	if r.Status != registration.StatusOngoing || r.ReviewedAt.UnixMilli() != e.RequestContext.TimeEpoch || r.Reason != "" {
		t.Errorf("%+v", r)
	}
}
