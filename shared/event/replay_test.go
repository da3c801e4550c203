package event_test

import (
	"encoding/json"
	"strings"
	"testing"

	"time"

	"github.com/google/go-cmp/cmp"

	"pgregory.net/rapid"

	"samplepath/shared/actor"
	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
)

var (
	start = time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	p     = policy.Default
	us    = event.Party{Actor: actor.System, ID: "test"}
)

// timeline records the life of an aggregate, as it is written and read again: by way of JSON.
type timeline[A event.Aggregate] struct {
	*rapid.T
	state  A
	events []event.Event
}

func begin[A event.Aggregate](t *rapid.T, state A, kind event.Type) *timeline[A] {
	e := event.First(state, kind, us, start)
	l := &timeline[A]{T: t, state: state}
	l.add(e)
	return l
}

func (l *timeline[A]) add(e event.Event) {
	encoded, err := json.Marshal(e)
	if err != nil {
		l.Fatal(err)
	}
	var read event.Event
	if err := json.Unmarshal(encoded, &read); err != nil {
		l.Fatal(err)
	}
	l.events = append(l.events, read)
}

// to goes on to the next state, unless the rules refused it.
func (l *timeline[A]) to(next A, kind event.Type, err error) {
	if err != nil {
		return
	}
	e := event.Changed(l.state, next, kind, us, start)
	if e.From != l.state.State() || e.To != next.State() {
		l.Fatalf("%s is recorded from %s to %s", kind, e.From, e.To)
	}
	l.state = next
	l.add(e)
}

// check compares what the timeline gives with what the state is, its private fields apart.
func (l *timeline[A]) check(known A) {
	replayed, err := event.Replay[A](l.events)
	if err != nil {
		l.Fatal(err)
	}
	if diff := cmp.Diff(known, replayed); diff != "" {
		l.Fatalf("replayed (-want +got):\n%s", diff)
	}
}

// Feature O3, for whole random lives of a sample.
func TestASamplesTimelineReplaysToItsState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := sample.Order("smp_1", rapid.SampledFrom([]string{"", "30 ml"}).Draw(t, "variant"), sample.Facts{
			Campaign:      campaign.Campaign{ID: "cmp_1", AgencyID: "agn_1", Published: true, CampaignPeriod: campaign.Period{Start: start, End: start.Add(1)}},
			Registration:  registration.Registration{ID: "reg_1", SellerID: "sel_1", ProductID: "1729", ProductName: "Serum", Status: registration.StatusApproved, Samples: 1, Stock: 1},
			Authorization: authorization.Authorization{Status: authorization.StatusAuthorized, AddressID: "adr_1"},
			Creator:       showcase.Creator{ID: "crt_1", Handle: "@ana"}, InShowcase: true, Policy: p,
		}, start)
		if err != nil {
			t.Fatal(err)
		}
		life, now := begin(t, s, sample.EventOrdered), start
		for range rapid.IntRange(0, 25).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.Int64Range(0, 5*24*3600*1000).Draw(t, "pause")) * time.Millisecond)
			step(t, life, now)
		}
		life.check(life.state)
	})
}

// follow takes the steps of the platform.
func (l *timeline[A]) follow(steps []sample.Step, err error) {
	for _, step := range steps {
		l.to(any(step.After).(A), step.Kind, err)
	}
}

func step(t *rapid.T, life *timeline[sample.Sample], now time.Time) {
	s := life.state
	switch rapid.IntRange(0, 12).Draw(t, "step") {
	case 10:
		next, err := sample.Link(s, rapid.StringMatching(`[0-9]{1,19}`).Draw(t, "application"))
		life.to(next, sample.EventLinked, err)
	case 11:
		means := rapid.SampledFrom([]sample.Status{sample.StatusReadyToShip, sample.StatusShipped, sample.StatusDelivered, sample.StatusPosted, sample.StatusMissed, sample.StatusCancelled}).Draw(t, "platform means")
		steps, err := sample.Follow(s, sample.PlatformNews{Means: means, Reason: "word", At: now}, now)
		life.follow(steps, err)
	case 12:
		figures := &sample.Metrics{Views: rapid.Int64Range(0, 1e12).Draw(t, "views"), Commission: registration.Money{Amount: 5, Currency: "USD"}, At: now}
		steps, err := sample.ReportContent(s, sample.Content{Kind: "VIDEO", URL: "https://y.example", PublishedAt: now, Metrics: figures}, now)
		life.follow(steps, err)
	case 0:
		next, kind, err := sample.Label(s, sample.Shipment{Carrier: "USPS", TrackingNumber: rapid.StringMatching(`[0-9]{6,20}`).Draw(t, "number"), Cost: registration.Money{Amount: rapid.Int64Range(0, 1e9).Draw(t, "cost"), Currency: "USD"}}, now)
		if kind == "" {
			return
		}
		life.to(next, kind, err)
	case 1:
		next, err := sample.Dispatch(s, "dock", rapid.SliceOfN(rapid.String(), 1, 3).Draw(t, "packed"), now)
		life.to(next, sample.EventDispatched, err)
	case 2, 3, 4:
		means := rapid.SampledFrom([]sample.Status{"", sample.StatusReadyToShip, sample.StatusShipped, sample.StatusDelivered}).Draw(t, "means")
		at := now.Add(-time.Duration(rapid.IntRange(-2, 48).Draw(t, "late")) * time.Hour)
		next, kind, err := sample.Report(s, sample.CarrierNews{Means: means, Status: "word", At: at}, now)
		life.to(next, kind, err)
	case 5:
		next, err := sample.Receive(s, "intact", now)
		life.to(next, sample.EventReceived, err)
	case 6:
		next, err := sample.Remind(s, now)
		life.to(next, sample.EventReminded, err)
	case 7:
		next, err := sample.Post(s, sample.Content{Kind: "LIVE", URL: "https://x.example", PublishedAt: now}, now)
		life.to(next, sample.EventPosted, err)
	case 8:
		next, err := sample.Complete(s)
		life.to(next, sample.EventCompleted, err)
	case 9:
		kind := rapid.SampledFrom([]event.Type{sample.EventNotShipped, sample.EventLost, sample.EventMissed}).Draw(t, "end")
		end := map[event.Type]func(sample.Sample) (sample.Sample, error){
			sample.EventNotShipped: sample.ExpireUnshipped, sample.EventLost: sample.Lose, sample.EventMissed: sample.Miss,
		}[kind]
		next, err := end(s)
		life.to(next, kind, err)
	}
}

// An authorization's timeline spans all requests of its pair; where the creator lives is not in it.
func TestAnAuthorizationsTimelineReplaysToItsState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		life, now := &timeline[authorization.Authorization]{T: t}, start
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "hours")) * time.Hour)
			a := life.state
			switch rapid.IntRange(0, 6).Draw(t, "step") {
			case 0:
				next, err := authorization.Request(a, authorization.Authorization{
					RequestID: rapid.StringMatching(`ath_[A-Z]{4}`).Draw(t, "id"), AgencyID: "agn_1", AgencyName: "North", CreatorID: "crt_1", CampaignID: "cmp_1",
				}, p, now)
				life.to(next, authorization.EventRequested, err)
			case 1:
				next, err := authorization.Remind(a, now)
				life.to(next, authorization.EventReminded, err)
			case 2:
				next, err := authorization.Accept(a, "adr_1", authorization.Destination{City: "Springfield", Country: "US"}, 1, now)
				life.to(next, authorization.EventAccepted, err)
			case 3:
				next, err := authorization.Expire(a, a.ExpiresAt)
				life.to(next, authorization.EventExpired, err)
			case 4:
				next, err := authorization.Decline(a, now)
				life.to(next, authorization.EventDeclined, err)
			case 5:
				next, err := authorization.End(a, now)
				life.to(next, authorization.EventEnded, err)
			case 6:
				next, err := authorization.Readdress(a, "adr_2", authorization.Destination{City: "Springfield", Country: "US"})
				life.to(next, authorization.EventReaddress, err)
			}
		}
		known := life.state
		known.Destination = nil
		life.check(known)
		for _, e := range life.events {
			if encoded, _ := json.Marshal(e); strings.Contains(string(encoded), "Springfield") {
				t.Fatalf("the event says where the creator lives: %s", encoded)
			}
		}
	})
}

// A campaign's and a registration's timeline replay to their state, less how to reach people.
func TestCampaignAndRegistrationReplay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := campaign.Create(campaign.Campaign{
			ID: "cmp_1", AgencyID: "agn_1", Name: "Summer", Description: "d", RegistrationPeriod: campaign.Period{Start: start, End: start.Add(1)},
			CampaignPeriod: campaign.Period{Start: start, End: start.Add(time.Hour)}, SellerScope: campaign.SellerScope{Kind: campaign.SelectedSellers, ShopCodes: []string{"USLC"}},
			Contact: campaign.Contact{Email: "private@agency.example", WhatsApp: "+14155550123"},
		}, start)
		if err != nil {
			t.Fatal(err)
		}
		life := begin(t, c, campaign.EventCreated)
		for range rapid.IntRange(0, 6).Draw(t, "toggles") {
			next, kind, err := campaign.SetPublished(life.state, rapid.Bool().Draw(t, "published"), start)
			life.to(next, kind, err)
		}
		known := life.state
		known.Contact = campaign.Contact{}
		life.check(known)

		r, err := registration.Register(c, registration.Registration{ID: "reg_1", SellerID: "sel_1", TotalRate: 3000, Email: "private@seller.example", WhatsApp: "+12125550188"}, start)
		if err != nil {
			t.Fatal(err)
		}
		product := begin(t, r, registration.EventRegistered)
		for range rapid.IntRange(0, 4).Draw(t, "decisions") {
			if rapid.Bool().Draw(t, "rate") {
				next, err := registration.SetCreatorRate(product.state, rapid.IntRange(0, 3000).Draw(t, "creator"), "code")
				product.to(next, registration.EventCommissionSet, err)
				continue
			}
			next, kind, err := registration.Review(c, product.state, registration.Approve, "", start)
			product.to(next, kind, err)
		}
		offered := product.state
		offered.Email, offered.WhatsApp = "", ""
		product.check(offered)
		for _, e := range append(life.events, product.events...) {
			if encoded, _ := json.Marshal(e); strings.Contains(string(encoded), "private@") || strings.Contains(string(encoded), "+1") {
				t.Fatalf("the event says how to reach people: %s", encoded)
			}
		}
	})
}

// A timeline with a hole, or out of order, is no timeline.
func TestReplayRefusesAHole(t *testing.T) {
	first := event.Event{Subject: "smp_1", Version: 1, To: "ready_to_ship"}
	third := event.Event{Subject: "smp_1", Version: 3, To: "shipped"}
	if _, err := event.Replay[sample.Sample]([]event.Event{first, third}); err == nil {
		t.Error("a hole was not noticed")
	}
	if _, err := event.Replay[sample.Sample]([]event.Event{third}); err == nil {
		t.Error("a missing beginning was not noticed")
	}
	if s, err := event.Replay[sample.Sample](nil); err != nil || s.Version != 0 {
		t.Errorf("nothing replays to %+v, %v", s, err)
	}
}

// Private fields are out of an event even when they change, and even when they are all that changes.
func TestPrivateFieldsAreNeverRecorded(t *testing.T) {
	before := registration.Registration{ID: "reg_1", Email: "a@b.example", Version: 1}
	after := before
	after.Email, after.WhatsApp, after.Version = "c@d.example", "+12125550188", 2
	if e := event.Changed(before, after, "registration.contact_changed", us, start); len(e.Change) != 0 {
		t.Fatalf("recorded %v", e.Change)
	}
}

func TestWithDoesNotTouchTheOriginal(t *testing.T) {
	e := event.Event{}.With("a", "1")
	_ = e.With("b", "2")
	if len(e.Details) != 1 || e.Details["a"] != "1" {
		t.Fatalf("details %v", e.Details)
	}
}

func TestIDsSortByVersion(t *testing.T) {
	if a, b := event.ID("smp_1", 9), event.ID("smp_1", 10); a >= b {
		t.Fatalf("%s is not before %s", a, b)
	}
	if noun := event.Type("sample.not_shipped").Noun(); noun != "sample" {
		t.Fatalf("noun %s", noun)
	}
}
