package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature A3: before the onboarding is done, every missing step is told.
func TestEveryMissingStepIsTold(t *testing.T) {
	for status, want := range map[onboarding.Status]string{
		onboarding.StatusNotSubmitted: "tax_information_missing payment_account_missing", onboarding.StatusUnderReview: "tax_information_under_review payment_account_missing",
		onboarding.StatusRejected: "tax_information_rejected payment_account_missing", onboarding.StatusApproved: "payment_account_missing",
	} {
		tab := tabletest.New(t)
		tabletest.Onboard(t, tab, status, false)
		serve := apitest.Server(contract.CreateCampaign, tab, handle)
		problem := apitest.Refused(t, serve(t, apitest.Event(t, "create-campaign/create-campaign")), http.StatusConflict, "onboarding_incomplete")
		var got []string
		for _, step := range problem.Details["missingSteps"].([]any) {
			got = append(got, step.(map[string]any)["code"].(string))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", status, got, want)
		}
	}
}

// Feature B5: an agency whose account names no market is at home nowhere, and not wherever it sells.
func TestAnAgencyWithoutAMarketIsAtHomeNowhere(t *testing.T) {
	tab := tabletest.New(t)
	tabletest.Onboard(t, tab, onboarding.StatusApproved, true)
	e := apitest.Event(t, "create-campaign/create-campaign")
	delete(e.RequestContext.Authorizer.JWT.Claims, "custom:market")
	created := apitest.Decode[contract.AgencyCampaign](t, apitest.Server(contract.CreateCampaign, tab, handle)(t, e), http.StatusCreated)
	if created.AgencyMarket != "" || created.TargetMarket != "US" {
		t.Errorf("created %+v", created)
	}
}

// Features B1 and B2.
func TestCreate(t *testing.T) {
	tab := tabletest.New(t)
	tabletest.Onboard(t, tab, onboarding.StatusApproved, true)
	serve := apitest.Server(contract.CreateCampaign, tab, handle)
	e := apitest.Event(t, "create-campaign/create-campaign")
	answer := serve(t, e)
	created := apitest.Decode[contract.AgencyCampaign](t, answer, http.StatusCreated)
	if created.Status != campaign.StatusReady || created.Published || created.AgencyMarket != "US" || created.Version != 1 {
		t.Errorf("created %+v", created)
	}
	if strings.Contains(answer.Body, "partners@") || strings.Contains(answer.Body, "+1415") {
		t.Errorf("the answer, which is kept, holds the contact: %s", answer.Body)
	}
	stored, err := campaigns.Get(t.Context(), tab, tabletest.AgencyID, created.ID)
	if err != nil || stored.Contact.WhatsApp != "+14155550123" || len(stored.SellerScope.ShopCodes) != 2 || stored.MinTotalRate != 1000 {
		t.Errorf("stored %+v %v", stored, err)
	}
	for name, test := range map[string]struct{ old, replacement, want string }{
		"a market that is none": {`"targetMarket":"US"`, `"targetMarket":"ZZ"`, "targetMarket not_allowed"},
		"a long name":           {"Summer glow", strings.Repeat("ü", 51), "name too_long"},
		"a long description":    {"Serums and creams", strings.Repeat("x", 1000), "description too_long"},
		"a rate of 0.99%":       {`Rate":1000`, `Rate":99`, "minTotalCommissionRate too_small"},
		"a rate of 80.01%":      {`Rate":1000`, `Rate":8001`, "minTotalCommissionRate too_large"},
		"a shop twice":          {"USLCOTHERS", "USLCDEWDAU", "sellerScope.shopCodes[1] duplicate"},
		"101 shops":             {`"USLCOTHERS"`, shops(100), "sellerScope.shopCodes too_many"},
		"starts that differ":    {`"campaignPeriod":{"start":"2030-06-01`, `"campaignPeriod":{"start":"2030-06-02`, "campaignPeriod.start starts_differ"},
	} {
		bad := apitest.WithKey(e, "")
		bad.Body = strings.Replace(e.Body, test.old, test.replacement, 1)
		problem := apitest.Refused(t, serve(t, bad), http.StatusUnprocessableEntity, "invalid_fields")
		if len(problem.Errors) != 1 || problem.Errors[0].Field+" "+problem.Errors[0].Code != test.want {
			t.Errorf("%s: %+v, want %s", name, problem.Errors, test.want)
		}
	}
	hundred := apitest.WithKey(e, "")
	hundred.Body = strings.Replace(e.Body, `"USLCOTHERS"`, shops(99), 1)
	if got := serve(t, hundred).Status; got != http.StatusCreated {
		t.Errorf("100 shops: %d", got)
	}
}

// shops are so many shop codes, as JSON.
func shops(n int) string {
	var out []string
	for i := range n {
		out = append(out, `"SHOP`+string(rune('A'+i/26))+string(rune('A'+i%26))+`"`)
	}
	return strings.Join(out, ",")
}
