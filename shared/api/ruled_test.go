package api_test

import (
	"fmt"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
)

// What tags say and what rules say comes together, and a rule that rests on a field which is wrong itself is left out.
func TestFieldsAndRulesAreAnsweredTogether(t *testing.T) {
	check := func(t *testing.T, answer apitest.Answer, want string) {
		t.Helper()
		if got := fmt.Sprint(wrong(t, answer)); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	for name, test := range map[string]struct{ body, want string }{
		"a type and a rule": {
			`{"targetMarket":"US","name":7,"description":" ","registrationPeriod":{"start":"2030-06-01T00:00:00Z","end":"2030-05-01T00:00:00Z"},
			"campaignPeriod":{"start":"2030-06-02T00:00:00Z","end":"2032-06-01T00:00:00Z"},"sellerScope":{"kind":"selected"},"minTotalCommissionRate":1000,"contact":{"email":"a@b.example"}}`,
			"[name not_text description required campaignPeriod.start starts_differ campaignPeriod.end too_long registrationPeriod.end not_after_start sellerScope.shopCodes required]",
		},
		"a period that is no time": {
			`{"targetMarket":"US","name":"n","description":"d","registrationPeriod":{"start":"2030-06-01T00:00:00Z","end":"2030-05-01T00:00:00Z"},
			"campaignPeriod":{"start":"tomorrow","end":"2032-06-01T00:00:00Z"},"sellerScope":{"kind":"some"},"minTotalCommissionRate":1000,"contact":{"email":"a@b.example"}}`,
			"[campaignPeriod.start not_a_time sellerScope.kind not_allowed registrationPeriod.end not_after_start]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			e := apitest.Event(t, "create-campaign/create-campaign")
			e.Body = test.body
			_, answer := decode(t, contract.CreateCampaign, e)
			check(t, answer, test.want)
		})
	}
	e := apitest.Event(t, apitest.Cases(t, "set-address")[0])
	e.Body = `{"scope":"agency","address":{"fullName":"Ana Lopez","line1":" ","city":"Los Angeles","region":"XX","postalCode":"1","country":"US","phone":"0"}}`
	_, answer := decode(t, contract.SetAddress, e)
	check(t, answer, "[address.phone not_a_phone agencyId required address.line1 required address.region unknown_region address.postalCode not_a_postal_code]")
	e.Body = `{"scope":"one","address":{"fullName":"Ana Lopez","line1":"1 Main St","region":"XX","postalCode":"1","country":7,"phone":"+14155550123"}}`
	_, answer = decode(t, contract.SetAddress, e)
	check(t, answer, "[scope not_allowed address.country not_text]")

	e = apitest.Event(t, apitest.Cases(t, "report-problem")[0])
	e.Body = `{"kind":"damaged","sku":7}`
	_, answer = decode(t, contract.ReportProblem, e)
	check(t, answer, "[sku not_text photos required]")
	e.Body = `{"kind":"wrong_item","sku":7}`
	_, answer = decode(t, contract.ReportProblem, e)
	check(t, answer, "[sku not_text]")

	e = apitest.Event(t, apitest.Cases(t, "review-registration")[0])
	e.Body = `{"decision":"reject","extra":1}`
	_, answer = decode(t, contract.ReviewRegistration, e)
	check(t, answer, "[extra unknown_field reason required]")
	e.Body = `{"decision":"perhaps"}`
	_, answer = decode(t, contract.ReviewRegistration, e)
	check(t, answer, "[decision not_allowed]")
}
