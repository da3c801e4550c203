package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"samplepath/events"
	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/secret"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// server is the function with the sample events' secret in a Secrets Manager of this test.
func server(t *testing.T, tab *table.Table) apitest.Serve {
	t.Helper()
	return serverWith(t, tab, events.Secrets["samplepath/tiktok-shop"], sample.TikTok)
}

func serverWith(t *testing.T, tab *table.Table, values map[string]string, sites sample.Sites) apitest.Serve {
	t.Helper()
	value, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	manager := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]string{"Name": "tiktok-shop", "SecretString": string(value)})
	}))
	t.Cleanup(manager.Close)
	t.Setenv("AWS_REGION", "us-east-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "local")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "local")
	t.Setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", manager.URL)
	r := &receiver{secret.Open("tiktok-shop"), sites}
	return apitest.Server(contract.ReceivePlatformEvent, tab, r.handle)
}

func tell(t *testing.T, serve apitest.Serve, name string, want contract.NewsResult) {
	t.Helper()
	e := apitest.Event(t, "receive-platform-event/"+name)
	if got := apitest.Decode[contract.PlatformEventAnswer](t, serve(t, e), http.StatusOK).Result; got != want {
		t.Fatalf("%s is %s, want %s", name, got, want)
	}
}

func linked(t *testing.T) *tabletest.World {
	t.Helper()
	return tabletest.NewWorld(t).Authorized().Order().Link()
}

func now(t *testing.T, w *tabletest.World) sample.Sample {
	t.Helper()
	s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Features H8, I3, I5: a sample's whole way by the platform alone, with events that come twice, late, and unknown.
func TestTheWholeWayByThePlatform(t *testing.T) {
	w := linked(t)
	serve := server(t, w.Table)
	for _, step := range []struct {
		event   string
		result  contract.NewsResult
		status  sample.Status
		version int
	}{
		{"pending", "stale", sample.StatusReadyToShip, 2},
		{"awaiting-shipment", "stale", sample.StatusReadyToShip, 2},
		{"awaiting-shipment", "duplicate", sample.StatusReadyToShip, 2},
		{"shipped", "recorded", sample.StatusShipped, 3},
		{"awaiting-collection", "stale", sample.StatusShipped, 3},
		{"unknown-status", "unknown_status", sample.StatusShipped, 3},
		{"unknown-status", "duplicate", sample.StatusShipped, 3},
		{"order-status", "ignored", sample.StatusShipped, 3},
		{"unknown-application", "kept", sample.StatusShipped, 3},
		{"content-pending", "recorded", sample.StatusDelivered, 4},
		{"content-pending", "duplicate", sample.StatusDelivered, 4},
		{"shipped", "duplicate", sample.StatusDelivered, 4},
		{"video-first-figures", "recorded", sample.StatusPosted, 5},
		{"completed", "stale", sample.StatusPosted, 5},
		{"video-later-figures", "recorded", sample.StatusPosted, 6},
		{"video-first-figures", "duplicate", sample.StatusPosted, 6},
		{"video", "stale", sample.StatusPosted, 6},
		{"withdraw-cancelled", "stale", sample.StatusPosted, 6},
	} {
		tell(t, serve, step.event, step.result)
		if s := now(t, w); s.Status != step.status || s.Version != step.version {
			t.Fatalf("after %s: %s, version %d", step.event, s.Status, s.Version)
		}
	}
	m := now(t, w).Content[0].Metrics
	if m.Views != 131500 || m.Engagements != 8936 || m.Orders != 88 || m.Commission.Amount != 52140 || m.Commission.Currency != "USD" {
		t.Fatalf("%+v", m)
	}
	_, timeline, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	shipped := timeline[2]
	if shipped.Type != sample.EventShipped || shipped.By.Actor != actor.Platform || shipped.By.ID != "tiktok-shop" || shipped.Details["platformStatus"] != "SHIPPED" {
		t.Fatalf("%+v", shipped)
	}
}

// Figures that come out of order leave the newest by their own time, also where the later ones came first.
func TestNewestFiguresWin(t *testing.T) {
	w := linked(t)
	serve := server(t, w.Table)
	tell(t, serve, "video-later-figures", "recorded")
	tell(t, serve, "video-first-figures", "stale")
	tell(t, serve, "video-first-figures", "duplicate")
	if s := now(t, w); s.Status != sample.StatusPosted || s.Content[0].Metrics.Views != 131500 || !s.DeliveredAt.Equal(tabletest.Day(21, 18)) {
		t.Fatalf("%s: %+v", s.Status, s.Content)
	}
}

// That there is content is heard before which it is.
func TestCompletedBeforeItsContent(t *testing.T) {
	w := linked(t)
	serve := server(t, w.Table)
	tell(t, serve, "completed", "recorded")
	tell(t, serve, "video", "recorded") // older than the status, and the first to name the content
	tell(t, serve, "live", "recorded")  // which is another
	s := now(t, w)
	if s.Status != sample.StatusPosted || len(s.Content) != 2 || s.Content[1].Kind != sample.Live || s.Content[0].Kind != sample.Video || !s.Content[0].PublishedAt.Equal(tabletest.Day(21, 18)) {
		t.Fatalf("%s: %+v", s.Status, s.Content)
	}
}

// Feature I3: what is not on a site that the deployment allows is not content, whoever hands it on.
func TestContentElsewhereIsUnreadable(t *testing.T) {
	w := linked(t)
	serve := serverWith(t, w.Table, events.Secrets["samplepath/tiktok-shop"], sample.ParseSites("example.com"))
	apitest.Refused(t, serve(t, apitest.Event(t, "receive-platform-event/video")), http.StatusBadRequest, "unreadable_event")
}

// Feature I3: a posting has neither application nor address. It finds the sample by creator and product, once the parcel
// has left, and completes what the status could only announce.
func TestAPostingOfTheCreator(t *testing.T) {
	w := linked(t)
	serve := server(t, w.Table)
	tell(t, serve, "posting", "stale") // of the creator's own: nothing was sent yet
	w = linked(t).Label().Dispatch()
	serve = server(t, w.Table)
	tell(t, serve, "posting-removed", "ignored")
	tell(t, serve, "posting", "recorded")
	tell(t, serve, "posting", "duplicate")
	tell(t, serve, "completed", "stale")
	tell(t, serve, "video-first-figures", "recorded")
	s := now(t, w)
	if s.Status != sample.StatusPosted || s.Content[0].URL != "https://www.tiktok.com/@glow.with.ana/video/7300000000000000001" || s.Content[0].Metrics.Views != 48200 {
		t.Fatalf("%s: %+v", s.Status, s.Content)
	}
	tell(t, server(t, tabletest.NewWorld(t).Authorized().Order().Table), "posting", "kept")
}

// Before it has left, every cancellation gives the sample back, with its reason; afterwards it is written off, and the
// creator is not restricted but for content that never came.
func TestCancellations(t *testing.T) {
	for name, reason := range map[string]string{
		"reject-cancelled": "rejected_by_seller", "overdue-cancelled": "overdue_on_platform", "del-open-collab": "collaboration_deleted",
		"seller-not-ship-cancelled": "not_shipped_in_time", "withdraw-cancelled": "withdrawn_by_creator", "unfulfillable-cancelled": "content_impossible",
		"ops-cancelled": "cancelled_by_platform", "ops-failed": "failed_on_platform", "unfulfill-cancelled": "no_content_in_time",
	} {
		t.Run(name, func(t *testing.T) {
			w := linked(t)
			serve := server(t, w.Table)
			missed := name == "unfulfill-cancelled" // which supposes that the creator has it
			tell(t, serve, name, "recorded")
			s, facts := now(t, w), factsOf(t, w)
			switch {
			case missed && (s.Status != sample.StatusMissed || facts.Registration.Ordered != 1 || !facts.Restricted):
				t.Fatalf("%s; %d ordered, restricted %t", s.Status, facts.Registration.Ordered, facts.Restricted)
			case !missed && (s.Status != sample.StatusCancelled || facts.Registration.Ordered != 0 || facts.Registration.Stock != 500 || facts.Earlier != "" || facts.Restricted):
				t.Fatalf("%s; %+v", s.Status, facts)
			}
			if s.Reason != reason || facts.OpenSamples != 0 {
				t.Fatalf("reason %s, %d open", s.Reason, facts.OpenSamples)
			}

			w = linked(t).Label().Dispatch().Deliver()
			tell(t, server(t, w.Table), name, "recorded")
			s, facts = now(t, w), factsOf(t, w)
			if want := map[bool]sample.Status{true: sample.StatusMissed, false: sample.StatusWrittenOff}[missed]; s.Status != want || s.Reason != reason {
				t.Fatalf("%s: %s", s.Status, s.Reason)
			}
			if facts.Registration.Ordered != 1 || facts.Restricted != missed || (s.Excuse == "") != missed || facts.OpenSamples != 0 {
				t.Fatalf("excuse %q; %+v", s.Excuse, facts)
			}
		})
	}
}

func factsOf(t *testing.T, w *tabletest.World) sample.Facts {
	t.Helper()
	out, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID, Repeats: true})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Nothing is believed that is not signed with the app's secret, over this body, at this time; and nothing is written.
func TestRefusals(t *testing.T) {
	w := linked(t)
	serve := server(t, w.Table)
	refused := func(serve apitest.Serve, change func(e *apitest.Request)) {
		t.Helper()
		e := apitest.Event(t, "receive-platform-event/shipped")
		change(&e)
		apitest.Refused(t, serve(t, e), http.StatusUnauthorized, "invalid_signature")
	}
	refused(serve, func(e *apitest.Request) { e.Body = strings.Replace(e.Body, "SHIPPED", "COMPLETED", 1) })
	refused(serve, func(e *apitest.Request) { e.Body += " " })
	refused(serve, func(e *apitest.Request) { e.Headers = nil })
	refused(serve, func(e *apitest.Request) { e.RequestContext.TimeEpoch += (73 * time.Hour).Milliseconds() })
	refused(serverWith(t, w.Table, nil, sample.TikTok), func(*apitest.Request) {})
	nobody := apitest.Event(t, "receive-platform-event/shipped")
	nobody.PathParameters = map[string]string{"platform": "nosuchshop"}
	apitest.Refused(t, serve(t, nobody), http.StatusNotFound, "not_found")
	if s := now(t, w); s.Version != w.Sample.Version {
		t.Fatalf("a refused event was recorded: version %d", s.Version)
	}
	tell(t, serve, "shipped", "recorded") // the refused ones have not used its notification's id up
}
