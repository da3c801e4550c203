package local_test

import (
	"net/url"
	"strings"
	"testing"

	"samplepath/infra/local/demo"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
)

// creators lists the handles of the campaign's creators of one status, whose handle begins like search.
func (a *app) creators(status authorization.Status, search string) string {
	a.Helper()
	query := url.Values{"status": {string(status)}, "search": {search}}
	page, err := demo.Get[contract.Page[contract.CampaignCreator]](a.Context(), a.Agency, "/v1/campaigns/"+a.Campaign.Campaign.ID+"/creators?"+query.Encode())
	a.must(err)
	var handles []string
	for _, creator := range page.Items {
		handles = append(handles, creator.Handle)
	}
	return strings.Join(handles, " ")
}

// Feature E1: the lists by status follow what creators add and answer.
func TestAgencyFindsCreatorsByStatusAndHandle(t *testing.T) {
	a := promoted(t)
	other := a.newCreator("@Glam.Bo")
	a.must(a.Promote(t.Context(), other))
	a.settle()
	if got, want := a.creators(authorization.Unauthorized, "@GL"), "@Glam.Bo @glow.with.ana"; got != want {
		t.Fatalf("unauthorized: %q, want %q", got, want)
	}
	a.must(a.Ask(t.Context(), other))
	a.settle()
	if got := a.creators(authorization.Pending, "gl"); got != "@Glam.Bo" {
		t.Fatalf("pending: %q", got)
	}
	a.must(a.Accept(t.Context(), other))
	a.advance(day)
	if pending, authorized := a.creators(authorization.Pending, "gl"), a.creators(authorization.Authorized, "glam"); pending != "" || authorized != "@Glam.Bo" {
		t.Fatalf("pending: %q, authorized: %q", pending, authorized)
	}
}
