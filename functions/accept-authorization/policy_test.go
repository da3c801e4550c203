package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/table/tabletest"
)

// Feature K2: nobody agrees to a policy that holds no longer for the campaign of the request: the answer names the one that does, and
// with that the request is accepted. The authorization and its samples keep it.
func TestAgreeToThePolicyThatHolds(t *testing.T) {
	shorter := func(s *policy.Settings) { s.ContentDays = 10 }
	for name, test := range map[string]struct {
		world  func(*tabletest.World)
		agreed string
		holds  int
	}{
		"the standard one, after the agency's":   {func(w *tabletest.World) { w.SetPolicy("", shorter) }, "1", 2},
		"the standard one, after the campaign's": {func(w *tabletest.World) { w.SetPolicy(tabletest.CampaignID, shorter) }, "1", 2},
		"the agency's, after the campaign's":     {func(w *tabletest.World) { w.SetPolicy("", shorter); w.SetPolicy(tabletest.CampaignID, shorter) }, "2", 3},
		"the campaign's first, after its second": {func(w *tabletest.World) {
			w.SetPolicy(tabletest.CampaignID, shorter)
			w.SetPolicy(tabletest.CampaignID, shorter)
		}, "2", 3},
		"the campaign's, whatever the agency sets": {func(w *tabletest.World) { w.SetPolicy(tabletest.CampaignID, shorter); w.SetPolicy("", shorter) }, "3", 2},
		"one that is not there":                    {func(*tabletest.World) {}, "7", 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Join().Ask()
			test.world(w)
			serve := apitest.Server(contract.AcceptAuthorization, w.Table, handle)
			e := apitest.WithKey(apitest.Event(t, "accept-authorization/with-address"), "")
			agree := func(version string) apitest.Request {
				next := e
				next.Body = strings.Replace(e.Body, `"agreedPolicyVersion":1`, `"agreedPolicyVersion":`+version, 1)
				return next
			}
			problem := apitest.Refused(t, serve(t, agree(test.agreed)), http.StatusConflict, "policy_changed")
			if problem.Details["version"] != float64(test.holds) {
				t.Fatalf("told of %v, %d holds", problem.Details["version"], test.holds)
			}
			a := apitest.Decode[contract.CreatorAuthorization](t, serve(t, agree(string(rune('0'+test.holds)))), http.StatusOK)
			if a.Agreed != test.holds {
				t.Errorf("agreed to %d", a.Agreed)
			}
		})
	}
}

// Feature K2: a policy that is set between the read and the write is not agreed to unseen, whosever it is.
func TestAPolicyIsSetMeanwhile(t *testing.T) {
	for name, campaignID := range map[string]string{"the agency's": "", "the campaign's": tabletest.CampaignID} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Join().Ask()
			set := false
			late := tabletest.Between(t, w.Table, func(operation string, _ int) {
				if operation == "TransactWriteItems" && !set {
					set = true
					w.SetPolicy(campaignID, func(s *policy.Settings) { s.ContentDays = 10 })
				}
			})
			serve := apitest.Server(contract.AcceptAuthorization, late, handle)
			problem := apitest.Refused(t, serve(t, apitest.WithKey(apitest.Event(t, "accept-authorization/with-address"), "")), http.StatusConflict, "policy_changed")
			if problem.Details["version"] != float64(2) || !set {
				t.Errorf("told of %v, 2 holds", problem.Details["version"])
			}
		})
	}
}
