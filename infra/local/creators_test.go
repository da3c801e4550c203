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
	t.Parallel()
	a := promoted(t)
	other := a.newCreator("@Glam.Bo")
	a.must(a.Promote(t.Context(), other))
	a.settle()
	if got, want := a.creators(authorization.StatusUnauthorized, "@GL"), "@Glam.Bo @glow.with.ana"; got != want {
		t.Fatalf("unauthorized: %q, want %q", got, want)
	}
	a.must(a.Ask(t.Context(), other))
	a.settle()
	if got := a.creators(authorization.StatusPending, "gl"); got != "@Glam.Bo" {
		t.Fatalf("pending: %q", got)
	}
	a.must(a.Accept(t.Context(), other))
	a.advance(day)
	if pending, authorized := a.creators(authorization.StatusPending, "gl"), a.creators(authorization.StatusAuthorized, "glam"); pending != "" || authorized != "@Glam.Bo" {
		t.Fatalf("pending: %q, authorized: %q", pending, authorized)
	}
}

// Feature F1: who has authorized the agency can be sent samples, and leaves the list with the authorization.
func TestAgencyFindsWhomSamplesAreAvailableFor(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	available := func(query string) []contract.AvailableCreator {
		t.Helper()
		page, err := demo.Get[contract.Page[contract.AvailableCreator]](ctx, a.Agency, "/v1/campaigns/"+a.Campaign.Campaign.ID+"/available-samples?"+query)
		a.must(err)
		return page.Items
	}
	if got := available("alreadySampled=no&registrationId=" + a.Products[0].ID); len(got) != 1 || got[0].CreatorID != a.Creator.ActorID {
		t.Fatalf("before the order: %+v", got)
	}
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	if got := available("alreadySampled=yes&minFollowers=48200&registrationId=" + a.Products[0].ID); len(got) != 1 || got[0].SampledAs != s.ID {
		t.Fatalf("after the order: %+v", got)
	}
	_, err = demo.Post[contract.CreatorAuthorization](ctx, a.Creator, "/v1/authorizations/"+a.Agency.ActorID+"/end", struct{}{})
	a.must(err)
	a.settle()
	if got := available(""); len(got) != 0 {
		t.Fatalf("after the end: %+v", got)
	}
	if got := a.creators(authorization.StatusEnded, ""); got != "@glow.with.ana" {
		t.Fatalf("ended: %q", got)
	}
}
