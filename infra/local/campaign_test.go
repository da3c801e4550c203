package local_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/identity"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/id"
	"samplepath/shared/registration"
)

// refused calls as a party and checks the status and code of the refusal.
func (a *app) refused(p *demo.Party, method, path string, body any, status int, code string) contract.Problem {
	a.Helper()
	answer, err := p.Do(a.Context(), method, path, "", body)
	a.must(err)
	var problem contract.Problem
	a.must(json.Unmarshal(answer.Body, &problem))
	if answer.Status != status || problem.Code != code {
		a.Fatalf("%s %s: %d %s, want %d %s", method, path, answer.Status, answer.Body, status, code)
	}
	return problem
}

// Features A1 to A4, by HTTP: from nothing, over a rejection, to the first campaign.
func TestAgencyIsOnboardedStepByStep(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	ctx, now := t.Context(), a.Clock.Now()
	w9 := map[string]any{
		"businessCategory": "content_management", "legalName": demo.TaxForm.LegalName, "ein": string(demo.TaxForm.EIN),
		"contactEmail": demo.TaxForm.ContactEmail, "contact": demo.TaxForm.Contact, "documentReference": demo.TaxForm.Document,
	}
	account := map[string]string{"processor": "stripe", "token": "ba_1NvW2c2eZvKYlo2C", "lastFour": "6789"}
	period := contract.Period{Start: now, End: now.Add(30 * day)}
	draft := contract.CreateCampaignRequest{
		TargetMarket: "US", Name: "Summer glow", Description: "Serums.", RegistrationPeriod: period, CampaignPeriod: period,
		SellerScope: contract.SellerScope{Kind: campaign.AllSellers}, MinTotalRate: 1000, Contact: contract.CampaignContact{Email: "a@b.example"},
	}
	notYet := func(code string) {
		t.Helper()
		a.refused(a.Agency, http.MethodPut, "/v1/onboarding/payment-account", account, 409, code)
		problem := a.refused(a.Agency, http.MethodPost, "/v1/campaigns", draft, 409, "onboarding_incomplete")
		if steps := problem.Details["missingSteps"].([]any); len(steps) != 2 {
			t.Fatalf("missing: %v", steps)
		}
	}
	review := "/v1/onboardings/" + a.Agency.ActorID + "/review"
	notYet("tax_information_missing")
	_, err := demo.Post[contract.Onboarding](ctx, a.Agency, "/v1/onboarding/tax-information", w9)
	a.must(err)
	notYet("tax_information_under_review")
	a.settle()
	waiting, err := demo.Get[contract.Page[contract.Onboarding]](ctx, a.Operator, "/v1/onboardings")
	a.must(err)
	if len(waiting.Items) != 1 || waiting.Items[0].AgencyID != a.Agency.ActorID {
		t.Fatalf("waiting: %+v", waiting.Items)
	}
	a.refused(a.Agency, http.MethodPost, review, map[string]string{"decision": "approve"}, 403, "wrong_actor")
	_, err = demo.Post[contract.Onboarding](ctx, a.Operator, review, map[string]string{"decision": "reject", "reason": "The document is illegible."})
	a.must(err)
	notYet("tax_information_rejected")
	_, err = demo.Post[contract.Onboarding](ctx, a.Agency, "/v1/onboarding/tax-information", w9)
	a.must(err)
	_, err = demo.Post[contract.Onboarding](ctx, a.Operator, review, map[string]string{"decision": "approve"})
	a.must(err)
	_, err = demo.Put[contract.Onboarding](ctx, a.Agency, "/v1/onboarding/payment-account", account)
	a.must(err)
	created, err := demo.Post[contract.AgencyCampaign](ctx, a.Agency, "/v1/campaigns", draft)
	a.must(err)
	if created.Status != campaign.StatusReady || created.AgencyMarket != "US" {
		t.Fatalf("created %+v", created)
	}

	answer, err := a.Agency.Do(ctx, http.MethodGet, "/v1/onboarding", "", nil)
	a.must(err)
	if body := string(answer.Body); !strings.Contains(body, `"ein":"**-***6789"`) || strings.Contains(body, "823456") {
		t.Fatalf("the agency reads %s", body)
	}
	a.settle()
	var told []string
	for _, n := range slices.Backward(a.inbox(a.Agency)) {
		told = append(told, string(n.Type))
	}
	if want := []string{"onboarding.rejected", "onboarding.approved"}; !slices.Equal(told, want) {
		t.Errorf("the agency was told %v, want %v", told, want)
	}
	waiting, err = demo.Get[contract.Page[contract.Onboarding]](ctx, a.Operator, "/v1/onboardings")
	a.must(err)
	if len(waiting.Items) != 0 {
		t.Errorf("still waiting: %+v", waiting.Items)
	}
}

// Features B3 to B6, by HTTP: what sellers find follows publishing, renaming, registering and taking back.
func TestSellersFindWhatIsPublished(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	a.quiet()
	ctx := t.Context()
	found := func(p *demo.Party, query url.Values) int {
		t.Helper()
		page, err := demo.Get[contract.Page[contract.SellerCampaign]](ctx, p, "/v1/marketplace?"+query.Encode())
		a.must(err)
		return len(page.Items)
	}
	abroad := demo.NewParty(ctx, a.Stack, id.Seller, identity.Claims{
		Actor: "seller", Name: "Thé & Co", Custom: map[string]string{"shop_code": "FRLCTHECO", "market": "FR"},
	})
	a.must(a.Open(ctx)) // publishes it, and the seller registers two products
	a.settle()
	path := "/v1/campaigns/" + a.Campaign.Campaign.ID
	for query, want := range map[string]int{"": 1, "scope=all": 1, "scope=local": 1, "scope=target": 0, "search=GLÓW": 1, "search=north+sum": 1, "search=low": 0} {
		values, err := url.ParseQuery(query)
		a.must(err)
		if got := found(a.Seller, values); got != want {
			t.Errorf("%q finds %d, want %d", query, got, want)
		}
		if got := found(abroad, values); got != 0 {
			t.Errorf("%q finds %d abroad", query, got)
		}
	}

	a.refused(abroad, http.MethodPost, path+"/registrations", map[string]any{"products": []contract.ProductDraft{{
		ProductID: "1729384756009", ProductName: "Thé vert", TotalRate: 3000, Samples: 1, Stock: 10,
		UnitCost: contract.Money{Amount: 900, Currency: "EUR"}, Email: "the@theandco.example",
	}}}, 404, "campaign_not_found")

	renamed, err := a.Agency.Do(ctx, http.MethodPatch, path, "", map[string]any{"name": "Été doré"})
	a.must(err)
	if renamed.Status != http.StatusOK {
		t.Fatalf("rename: %s", renamed.Body)
	}
	a.refused(a.Agency, http.MethodPatch, path, map[string]any{"targetMarket": "GB"}, 409, "campaign_fixed")
	a.settle()
	if old, now := found(a.Seller, url.Values{"search": {"glow"}}), found(a.Seller, url.Values{"search": {"ETE dor"}}); old != 0 || now != 1 {
		t.Errorf("after renaming: %d by the old name, %d by the new", old, now)
	}

	mine, err := demo.Get[contract.Page[contract.MyCampaign]](ctx, a.Seller, "/v1/my-campaigns?status=ongoing")
	a.must(err)
	if len(mine.Items) != 1 || len(mine.Items[0].Products) != 2 || mine.Items[0].Name != "Été doré" || mine.Items[0].Contact.Email != "partners@northstar.example" {
		t.Errorf("my campaigns: %+v", mine.Items)
	}

	_, err = demo.Post[contract.AgencyCampaign](ctx, a.Agency, path+"/publication", map[string]bool{"published": false})
	a.must(err)
	a.settle()
	if got := found(a.Seller, nil); got != 0 {
		t.Errorf("taken back, and found by %d", got)
	}
	a.refused(abroad, http.MethodGet, path, nil, 404, "campaign_not_found")
	_, err = demo.Get[contract.SellerCampaign](ctx, a.Seller, path) // who has products in it still sees it
	a.must(err)
	a.must(a.Join(ctx, a.Creator)) // and its products go on
	_, err = demo.Post[contract.AgencyCampaign](ctx, a.Agency, path+"/publication", map[string]bool{"published": true})
	a.must(err)
	a.advance(31 * 24 * time.Hour) // the registration is over
	if got := found(a.Seller, nil); got != 0 {
		t.Errorf("closed, and found by %d", got)
	}
	closed, err := demo.Get[contract.Page[contract.AgencyCampaign]](ctx, a.Agency, "/v1/campaigns?status=ongoing")
	a.must(err)
	if len(closed.Items) != 1 {
		t.Errorf("the agency's ongoing campaigns: %+v", closed.Items)
	}
}

// Features C6, C10 and D4, by HTTP: a closed product's links and a deleted list's link answer so at once, before any event
// of it has been carried on; a list goes on with the products that are left.
func TestLinksOfWhatIsClosedOrDeleted(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	path := "/v1/campaigns/" + a.Campaign.Campaign.ID
	one, both := a.productList("One", a.Products[:1]), a.productList("Both", a.Products)
	links, err := demo.Get[contract.ProductLinks](ctx, a.Agency, path+"/links?registrationId="+a.Products[0].ID)
	a.must(err)
	offered := func(code string) int {
		t.Helper()
		opened, err := demo.Get[contract.OpenedLink](ctx, a.Creator, "/v1/links/"+code)
		a.must(err)
		return len(opened.Products)
	}
	closure := "/v1/registrations/" + a.Products[0].ID + "/closure"
	_, err = demo.Post[contract.SellerRegistration](ctx, a.Seller, closure, contract.RequestClosureRequest{Reason: "Sold out."})
	a.must(err)
	if got := offered(links.Items[0].Code); got != 1 {
		t.Fatalf("%d products offered while the closure waits", got)
	}
	_, err = demo.Post[contract.AgencyRegistration](ctx, a.Agency, closure+"/review", contract.ReviewClosureRequest{Decision: registration.Approve})
	a.must(err)
	a.refused(a.Creator, http.MethodGet, "/v1/links/"+links.Items[0].Code, nil, 404, "product_closed")
	a.refused(a.Creator, http.MethodGet, "/v1/links/"+one.LinkCode, nil, 404, "product_closed")
	if got := offered(both.LinkCode); got != 1 {
		t.Errorf("%d products offered by the list of both, want the one that is left", got)
	}
	deleted, err := a.Agency.Do(ctx, http.MethodDelete, "/v1/product-lists/"+one.ID, "", nil)
	if a.must(err); deleted.Status != http.StatusOK {
		t.Fatalf("delete the list: HTTP %d: %s", deleted.Status, deleted.Body)
	}
	a.refused(a.Creator, http.MethodGet, "/v1/links/"+one.LinkCode, nil, 404, "product_list_not_found")
}

func (a *app) productList(name string, products []contract.SellerRegistration) contract.ProductListSummary {
	a.Helper()
	var listed []contract.ListedProduct
	for _, r := range products {
		listed = append(listed, contract.ListedProduct{RegistrationID: r.ID})
	}
	rate := 1500
	out, err := demo.Post[contract.ProductListSummary](a.Context(), a.Agency, "/v1/campaigns/"+a.Campaign.Campaign.ID+"/product-lists",
		contract.CreateProductListRequest{Name: name, Products: listed, CreatorRate: &rate})
	a.must(err)
	return out
}
