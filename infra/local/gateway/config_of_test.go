package gateway_test

import (
	"testing"
	"time"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/gateway"
	"samplepath/infra/local/identity"
	"samplepath/infra/local/template"
)

// A token of the local user pool opens the API that the template describes, and nothing else does.
func TestTheTemplatesAPIWithTheLocalPool(t *testing.T) {
	pool, err := identity.New(issuer, "client", clock.New(start))
	if err != nil {
		t.Fatal(err)
	}
	f := &functions{}
	_, server, _ := newGateway(t, gateway.ConfigOf(template.API{ID: "api1", Stage: template.Stage{Name: "$default",
		Throttle: template.Throttle{Rate: 100, Burst: 100}, Routes: map[string]template.Throttle{"GET /own": {Rate: 0.001, Burst: 0}}},
		Routes: []template.Route{{Key: "GET /own", Function: "own"}, {Key: "GET /v1/samples", Function: "list", Timeout: time.Second,
			Authorizer: &template.Authorizer{Issuer: issuer, Audience: []string{"client"}}}},
	}, pool), f)
	token, err := pool.Issue(identity.Claims{Actor: "agency", ActorID: "agn_1"}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if response, _ := do(t, "GET", server.URL+"/v1/samples", ""); response.StatusCode != 401 {
		t.Errorf("without a token: got %d", response.StatusCode)
	}
	if response, _ := do(t, "GET", server.URL+"/own", ""); response.StatusCode != 429 {
		t.Errorf("beyond the route's own limit: got %d", response.StatusCode)
	}
	response, _ := do(t, "GET", server.URL+"/v1/samples", "", "Authorization: Bearer "+token)
	if got := f.last(t); response.StatusCode != 200 || f.called[0] != "list" || got.RequestContext.DomainName != "api1.execute-api.us-east-1.amazonaws.com" ||
		got.RequestContext.Authorizer.JWT.Claims["custom:actor_id"] != "agn_1" {
		t.Errorf("got %d, %+v", response.StatusCode, got.RequestContext)
	}
}
