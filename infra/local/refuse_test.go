package local_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/identity"
	"samplepath/shared/contract"
	"samplepath/shared/id"
)

// What the API refuses, and how: the status, the code, and one entry for each bad field.
func TestRefusals(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	stranger := demo.NewParty(ctx, a.Stack, id.Agency, identity.Claims{Actor: "agency", Name: "Elsewhere"})
	token, err := a.Agency.Token()
	a.must(err)
	expired, err := a.Pool.Issue(a.Agency.Claims, -time.Hour)
	a.must(err)
	publication := "/v1/campaigns/" + a.Campaign.Campaign.ID + "/publication"
	bearer := func(token string) http.Header { return http.Header{"Authorization": {"Bearer " + token}} }
	creatorToken, err := a.Creator.Token()
	a.must(err)
	strangerToken, err := stranger.Token()
	a.must(err)
	for name, test := range map[string]struct {
		path   string
		header http.Header
		body   string
		status int
		code   string
		fields []string
	}{
		"a creator on an agency's action": {publication, bearer(creatorToken), `{"published":true}`, 403, "wrong_actor", nil},
		"another agency's campaign":       {publication, bearer(strangerToken), `{"published":true}`, 404, "campaign_not_found", nil},
		"no token":                        {publication, http.Header{}, `{"published":true}`, 401, "", nil},
		"an expired token":                {publication, bearer(expired), `{"published":true}`, 401, "", nil},
		"malformed JSON":                  {publication, bearer(token), `{"published":`, 400, "malformed_json", nil},
		"no object":                       {publication, bearer(token), `[true]`, 400, "malformed_json", nil},
		"a bad and an unknown field":      {publication, bearer(token), `{"published":"yes","until":1}`, 422, "invalid_fields", []string{"published", "until"}},
		"a body over 256 KiB":             {publication, bearer(token), `{"published":true,"x":"` + strings.Repeat("x", 256<<10) + `"}`, 413, "body_too_large", nil},
		"a bad carrier signature": {"/v1/webhooks/carriers/easypost", http.Header{"X-Hmac-Signature": {"hmac-sha256-hex=00"}},
			`{"id":"evt_1"}`, 401, "invalid_signature", nil},
		"an unknown carrier": {"/v1/webhooks/carriers/pigeon", http.Header{}, `{}`, 404, "not_found", nil},
		"an unknown route":   {"/v1/nothing", bearer(token), `{}`, 404, "", nil},
		"a campaign that is wrong all over": {
			"/v1/campaigns", bearer(token), `{"targetMarket":"usa","name":"","description":"d","registrationPeriod":{"start":"2026-07-01T00:00:00Z"},
			"campaignPeriod":{"start":"tomorrow","end":"2026-08-01T00:00:00Z"},"sellerScope":{"kind":"some"},"minTotalCommissionRate":99,"contact":{"email":"x"}}`,
			422, "invalid_fields",
			[]string{"campaignPeriod.start", "contact.email", "minTotalCommissionRate", "name", "registrationPeriod.end", "sellerScope.kind", "targetMarket"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			answer, err := demo.Send(ctx, http.MethodPost, a.URL+test.path, test.header, []byte(test.body))
			if err != nil {
				t.Fatal(err)
			}
			var problem contract.Problem
			if err := json.Unmarshal(answer.Body, &problem); err != nil {
				t.Fatalf("%s: %v", answer.Body, err)
			}
			var fields []string
			for _, field := range problem.Errors {
				fields = append(fields, field.Field)
			}
			slices.Sort(fields)
			if answer.Status != test.status || problem.Code != test.code || !slices.Equal(fields, test.fields) {
				t.Fatalf("got %d %s %v, want %d %s %v", answer.Status, problem.Code, fields, test.status, test.code, test.fields)
			}
			if test.code != "" && (answer.Header.Get("Content-Type") != "application/problem+json" || problem.RequestID == "") {
				t.Errorf("content type %q, request id %q", answer.Header.Get("Content-Type"), problem.RequestID)
			}
		})
	}
}

// What somebody has no part in does not exist for them; and each party sees of a sample what it may.
func TestSampleIsForItsParties(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	other := a.newCreator("@other")
	for _, path := range []string{"/v1/samples/" + s.ID, "/v1/samples/smp_01JD5W0G4Z8QX6T3M9V7K2B1CY", "/v1/samples/x"} {
		answer, err := other.Do(ctx, http.MethodGet, path, "", nil)
		a.must(err)
		if answer.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.Status)
		}
	}
	answer, err := a.Seller.Do(ctx, http.MethodGet, "/v1/samples/"+s.ID, "", nil)
	a.must(err)
	if text := string(answer.Body); answer.Status != http.StatusOK || strings.Contains(text, a.Creator.ActorID) || strings.Contains(text, "@glow") {
		t.Errorf("the seller sees the creator: %d %s", answer.Status, text)
	}
}
