package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature I4: a page asks for a tab, or for one status of those on it.
func TestTabs(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	serve := apitest.Server(contract.TrackSamples, w.Table, handle)
	shipped := apitest.Decode[contract.Page[contract.AgencySample]](t, serve(t, apitest.Event(t, "track-samples/shipped")), http.StatusOK)
	if len(shipped.Items) != 1 || shipped.Items[0].Status != "shipped" {
		t.Errorf("shipped: %+v", shipped)
	}
	e := apitest.Event(t, "track-samples/not-yet-posted")
	want := func(status string, items int) {
		t.Helper()
		if e.QueryStringParameters = nil; status != "" {
			e.QueryStringParameters = map[string]string{"status": status}
		}
		if page := apitest.Decode[contract.Page[contract.AgencySample]](t, serve(t, e), http.StatusOK); len(page.Items) != items {
			t.Errorf("status %q: %d samples, want %d", status, len(page.Items), items)
		}
	}
	want("", 1)
	want("not_yet_posted", 1)
	want("shipped", 1)
	want("delivered", 0)
	want("posted", 0)
	want("completed", 0)
	want("closed", 0)
	w.Deliver().Receive().Post().Complete()
	want("", 0)
	want("completed", 1)
	want("posted", 1)
	e.QueryStringParameters = nil
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")
}

// Feature I4: the samples of a creator, a product and a time, whatever their status, and the counts of all tabs.
func TestOfACreatorAProductAndATime(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Receive().Post().Complete()
	serve := apitest.Server(contract.TrackSamples, w.Table, handle)
	e := apitest.Event(t, "track-samples/not-yet-posted")
	ordered := w.Sample.OrderedAt
	for name, test := range map[string]struct {
		query map[string]string
		items int
	}{
		"the creator":            {map[string]string{"creatorId": tabletest.CreatorID}, 1},
		"another creator":        {map[string]string{"creatorId": "crt_01Q9NFMXJ05ME8ENRWQP132E4R"}, 0},
		"the product":            {map[string]string{"registrationId": tabletest.RegistrationID, "sort": "newest"}, 1},
		"the product, on a tab":  {map[string]string{"registrationId": tabletest.RegistrationID, "status": "not_yet_posted"}, 0},
		"the product, completed": {map[string]string{"registrationId": tabletest.RegistrationID, "status": "completed"}, 1},
		"from then":              {map[string]string{"orderedFrom": ordered.Format(time.RFC3339Nano)}, 1},
		"before then":            {map[string]string{"orderedBefore": ordered.Format(time.RFC3339Nano)}, 0},
		"before the next second": {map[string]string{"orderedBefore": ordered.Add(time.Second).Format(time.RFC3339Nano)}, 1},
	} {
		e.QueryStringParameters = test.query
		if page := apitest.Decode[contract.TrackedSamples](t, serve(t, e), http.StatusOK); len(page.Items) != test.items || page.Counts != nil {
			t.Errorf("%s: %d samples, want %d; counts %v", name, len(page.Items), test.items, page.Counts)
		}
	}
	e.QueryStringParameters = map[string]string{"status": "posted", "updatedSince": ordered.Format(time.RFC3339Nano)}
	if page := apitest.Decode[contract.TrackedSamples](t, serve(t, e), http.StatusOK); len(page.Items) != 1 || page.Items[0].Status != "completed" {
		t.Errorf("updated since the order: %+v", page.Items)
	}
	e.QueryStringParameters["updatedSince"] = "2100-01-01T00:00:00Z"
	if page := apitest.Decode[contract.TrackedSamples](t, serve(t, e), http.StatusOK); len(page.Items) != 0 {
		t.Errorf("updated in the future: %+v", page.Items)
	}
	e.QueryStringParameters = map[string]string{"counts": "true"}
	page := apitest.Decode[contract.TrackedSamples](t, serve(t, e), http.StatusOK)
	if diff := cmp.Diff(&contract.TrackedCounts{Posted: 1}, page.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	e.QueryStringParameters = map[string]string{"orderedFrom": "yesterday"}
	if p := apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields"); p.Errors[0].Field != "orderedFrom" || p.Errors[0].Code != "not_a_time" {
		t.Errorf("%+v", p.Errors)
	}
}

// A page shows the product and names what its ids stand for.
func TestNamesAndPicture(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	serve := apitest.Server(contract.TrackSamples, w.Table, handle)
	items := apitest.Decode[contract.TrackedSamples](t, serve(t, apitest.Event(t, "track-samples/shipped")), http.StatusOK).Items
	if len(items) != 1 {
		t.Fatalf("%d items", len(items))
	}
	if s := items[0]; s.CampaignName != "Summer glow" || s.SellerName != "Dew & Daughters" || s.ProductName != "Glow Serum" || s.CreatorHandle != "@glow.with.ana" || s.ImageURL != w.Product.ImageURL {
		t.Errorf("%+v", s)
	}
}
