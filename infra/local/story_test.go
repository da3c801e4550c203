package local_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"samplepath/infra/local/demo"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
)

// story is a person at the pages of a client. It calls with no id but its own that no answer gave it before: a page has no other.
type story struct {
	*app
	party *demo.Party
	known map[string]bool
}

func (a *app) story(party *demo.Party) *story {
	return &story{a, party, map[string]bool{party.ActorID: true}}
}

var anyID = regexp.MustCompile(`\b[a-z]{3}(_[0-9A-HJKMNP-TV-Z]{26})+\b`)

// page is what a call answered.
type page struct {
	*testing.T
	whole any
}

// at is the text of a member of the page, by its path: "items.0.sampleId".
func (p page) at(path string) string {
	p.Helper()
	there := p.whole
	for _, step := range strings.Split(path, ".") {
		switch of := there.(type) {
		case map[string]any:
			there = of[step]
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n >= len(of) {
				p.Fatalf("%s: there are %d: %v", path, len(of), p.whole)
			}
			there = of[n]
		}
	}
	if there == nil {
		p.Fatalf("there is no %s in %v", path, p.whole)
	}
	return fmt.Sprint(there)
}

// does makes a call that must succeed.
func (s *story) does(method, path string, body any) page {
	s.Helper()
	encoded, err := json.Marshal(body)
	s.must(err)
	for _, id := range anyID.FindAllString(path+string(encoded), -1) {
		if !s.known[id] {
			s.Fatalf("%s %s: no answer has told the %s of %s", method, path, s.party.Actor, id)
		}
	}
	answer, err := s.party.Do(s.Context(), method, path, "", body)
	s.must(err)
	if answer.Status >= 300 {
		s.Fatalf("%s %s: %d %s", method, path, answer.Status, answer.Body)
	}
	for _, id := range anyID.FindAllString(string(answer.Body), -1) {
		s.known[id] = true
	}
	out := page{T: s.T}
	s.must(json.Unmarshal(answer.Body, &out.whole))
	return out
}

func (s *story) opens(path string) page {
	s.Helper()
	return s.does(http.MethodGet, path, nil)
}

// hears waits until all is told, opens what is unread, and reads it up to the newest, which must say what is wanted.
func (s *story) hears(want string) page {
	s.Helper()
	s.settle()
	unread := s.opens("/v1/notifications?unread=true")
	if got := unread.at("items.0.type"); got != want {
		s.Fatalf("the newest is %s, want %s", got, want)
	}
	s.does(http.MethodPut, "/v1/notifications/"+unread.at("items.0.id")+"/read", map[string]bool{"older": true})
	if left := s.opens("/v1/notifications?unread=true").at("unread"); left != "0" {
		s.Errorf("%s are unread after all were read", left)
	}
	return unread
}

// Features D1, D2, D5, E3, E4, H6, I2, I3, K2, N1: a creator from the link to the post. The link is all that anybody sent by other
// means; whatever else is needed stands in the answers.
func TestACreatorAtThePages(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	ctx := t.Context()
	a.must(a.Open(ctx))
	links, err := demo.Get[contract.ProductLinks](ctx, a.Agency, "/v1/campaigns/"+a.Campaign.Campaign.ID+"/links")
	a.must(err)
	c := a.story(a.Creator)

	link := c.opens("/v1/links/" + links.Items[0].Code)
	for _, shown := range []string{"campaignName", "agencyName", "products.0.productName", "products.0.sellerName", "products.0.commissionRate"} {
		link.at(shown)
	}
	terms := c.opens("/v1/terms/" + link.at("termsVersion"))
	if terms.at("text") == "" {
		t.Error("terms without a text")
	}
	c.does(http.MethodPost, "/v1/showcase", map[string]any{
		"linkCode": link.at("code"), "registrationIds": []string{link.at("products.0.registrationId")}, "termsVersion": terms.at("version"),
	})
	if got := c.opens("/v1/showcase").at("items.0.productName"); got != link.at("products.0.productName") {
		t.Errorf("in the showcase is %s", got)
	}

	a.must(a.Ask(ctx, a.Creator))
	request := c.hears("authorization.requested")
	asked := c.opens("/v1/authorizations/" + request.at("items.0.agencyId"))
	asked.at("agencyName")
	asked.at("expiresAt")
	policy := c.opens("/v1/sample-policy?agencyId=" + asked.at("agencyId") + "&version=" + asked.at("policyVersion"))
	policy.at("sections.contentExpectations")
	policy.at("brief.disclosure")
	c.does(http.MethodPost, "/v1/authorizations/"+request.at("items.0.agencyId")+"/acceptance", map[string]any{
		"address": demo.HomeAddress, "agreedPolicyVersion": json.Number(policy.at("version")),
	})

	s := a.shipped("9400100000000000000071")
	arrived := c.hears("sample.delivered")
	at := "/v1/samples/" + arrived.at("items.0.sampleId")
	mine := c.opens("/v1/my-samples?counts=true")
	if mine.at("items.0.id") != s.ID || mine.at("items.0.campaignName") == "" {
		t.Errorf("my samples: %v", mine.whole)
	}
	c.does(http.MethodPost, at+"/receipt", map[string]string{"condition": "intact"})
	c.opens(at).at("contentDueAt")
	c.does(http.MethodPost, at+"/extension", map[string]any{"days": 3, "reason": "travel"})
	_, err = demo.Post[contract.AgencySample](ctx, a.Agency, at+"/extension/review", contract.ReviewExtensionRequest{Decision: sample.Approve})
	a.must(err)
	c.hears("sample.extension_approved")
	c.does(http.MethodPost, at+"/content", map[string]any{
		"kind": "VIDEO", "url": "https://www.tiktok.com/@glow.with.ana/video/7300000000000000001", "publishedAt": a.Clock.Now(),
	})
	if got := c.opens("/v1/my-samples?status=posted").at("items.0.id"); got != s.ID {
		t.Errorf("posted: %s", got)
	}
}

// Features A1, O2, N1: an operator hears of a tax form, and of a workflow that cannot be mended, with what is needed to act.
func TestAnOperatorAtThePages(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	ctx := t.Context()
	o := a.story(a.Operator)
	w9 := map[string]any{
		"businessCategory": "content_management", "legalName": demo.TaxForm.LegalName, "ein": string(demo.TaxForm.EIN),
		"contactEmail": demo.TaxForm.ContactEmail, "contact": demo.TaxForm.Contact, "documentReference": demo.TaxForm.Document,
	}
	_, err := demo.Post[contract.Onboarding](ctx, a.Agency, "/v1/onboarding/tax-information", w9)
	a.must(err)
	submitted := o.hears("onboarding.submitted")
	waiting := o.opens("/v1/onboardings")
	if waiting.at("items.0.agencyId") != submitted.at("items.0.agencyId") {
		t.Errorf("the notice is about %s, the list begins with %s", submitted.at("items.0.agencyId"), waiting.at("items.0.agencyId"))
	}
	o.opens("/v1/onboarding?agencyId=" + submitted.at("items.0.agencyId")).at("taxInformation.ein")
	o.does(http.MethodPost, "/v1/onboardings/"+submitted.at("items.0.agencyId")+"/review", map[string]string{"decision": "approve"})
	if left := o.opens("/v1/onboardings").whole.(map[string]any)["items"].([]any); len(left) != 0 {
		t.Errorf("still waiting: %v", left)
	}
}
