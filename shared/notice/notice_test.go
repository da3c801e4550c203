package notice_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

var (
	parties = event.Parties{AgencyID: "agn_1", SellerID: "sel_1", CreatorID: "crt_1", CampaignID: "cmp_1", RegistrationID: "reg_1"}
	at      = time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
)

// told says for every type of event who is told of it (feature N1, seed 003's table of triggers).
var told = map[event.Type]string{
	"campaign.created": "", "campaign.published": "shop A shop B", "campaign.unpublished": "", "campaign.updated": "shop A shop B",
	"policy.set":           "",
	"onboarding.submitted": "operators", "onboarding.approved": "agn_1", "onboarding.rejected": "agn_1", "onboarding.payment_account_linked": "",
	"registration.registered": "agn_1", "registration.approved": "sel_1", "registration.rejected": "sel_1", "registration.blocked": "sel_1",
	"registration.commission_set": "", "showcase.added": "",
	"showcase.repriced": "", "showcase.removed": "",
	"product_list.created": "", "product_list.changed": "", "product_list.deleted": "",
	"registration.resubmitted": "agn_1", "registration.allocation_set": "agn_1", "registration.samples_requested": "sel_1",
	"registration.closure_requested": "agn_1", "registration.closure_refused": "sel_1", "registration.closed": "sel_1 crt_7 crt_8", "registration.released": "sel_1 agn_1",
	"authorization.requested": "crt_1", "authorization.reminded": "crt_1", "authorization.accepted": "agn_1",
	"authorization.declined": "agn_1", "authorization.ended": "agn_1", "authorization.expired": "agn_1 crt_1",
	"sample.linked": "", "sample.unlinked": "agn_1", "sample.content_updated": "", "sample.platform_cancelled": "agn_1 sel_1 crt_1",
	"sample.cancelled": "sel_1 crt_1", "authorization.readdressed": "agn_1", "address.changed": "",
	"sample.ordered": "sel_1 crt_1", "sample.labelled": "agn_1 crt_1", "sample.relabelled": "", "sample.dispatched": "agn_1 crt_1", "sample.carrier_reported": "",
	"sample.shipped": "agn_1 crt_1", "sample.delivered": "agn_1 crt_1", "sample.received": "agn_1", "sample.reminded": "",
	"sample.posted": "agn_1", "sample.content_added": "agn_1", "sample.posted_late": "agn_1", "sample.content_corrected": "agn_1",
	"sample.completed": "crt_1", "sample.not_shipped": "agn_1 sel_1 crt_1", "sample.lost": "agn_1 sel_1 crt_1",
	"sample.reserved": "crt_1", "sample.authorized": "sel_1 crt_1", "sample.not_authorized": "agn_1 crt_1",
	"sample.missed": "agn_1 crt_1", "sample.restarted": "", "sample.workflow_stuck": "agn_1 operators", "sample.workflow_retried": "",
	"sample.delivery_exception": "agn_1 sel_1 crt_1", "sample.problem_reported": "agn_1 sel_1", "sample.reshipped": "sel_1 crt_1", "sample.written_off": "agn_1 sel_1 crt_1",
	"sample.extension_requested": "agn_1", "sample.extension_approved": "crt_1", "sample.extension_refused": "crt_1",
	"sample.classified": "crt_1", "sample.excused": "crt_1", "restriction.set": "crt_1", "restriction.lifted": "crt_1",
}

func happened(kind event.Type) event.Event {
	return event.Event{ID: "smp_1.000002", Type: kind, Subject: "smp_1", At: at, Parties: parties}
}

// about has a name for everything that a notice can name.
var about = notice.About{
	SampleID: "smp_1", RequestID: "arq_1", CampaignID: "cmp_1", CampaignName: "Summer", RegistrationID: "reg_1", ProductID: "17", ProductName: "Serum",
	AgencyID: "agn_1", AgencyName: "Glow", SellerID: "sel_1", SellerName: "Aurora", CreatorID: "crt_1", CreatorHandle: "@ana", Quantity: "5",
}

var others = notice.Audience{ShopCodes: []string{"A", "B"}, CreatorIDs: []string{"crt_7", "crt_8"}}

// recipients checks what every notice has to have, and lists the inboxes that they are for.
func recipients(t *testing.T, e event.Event) string {
	t.Helper()
	var out []string
	for _, n := range notice.For(e, about, others) {
		text := n.Text()
		if n.ID != "" || n.Type != e.Type || n.Subject != e.Subject || !n.At.Equal(e.At) || n.Read || n.Count != 1 {
			t.Errorf("%s: %+v", e.Type, n)
		}
		if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") || strings.ContainsAny(text, "{}") {
			t.Errorf("%s tells %s %q", e.Type, n.Inbox, text)
		}
		if slices.Contains(out, n.Inbox) {
			t.Errorf("%s: %s is told twice", e.Type, n.Inbox)
		}
		out = append(out, n.Inbox)
	}
	return strings.Join(out, " ")
}

func TestWhoIsToldOfWhat(t *testing.T) {
	for kind, want := range told {
		if got := recipients(t, happened(kind)); got != want {
			t.Errorf("%s tells %q, want %q", kind, got, want)
		}
	}
}

// Feature F9: a seller who was never told of a sample is not told of its end.
func TestASampleCancelledBeforeItsAuthorizationIsNoNewsToTheSeller(t *testing.T) {
	e := happened(sample.EventCancelled)
	e.From = string(sample.StatusAwaitingAuthorization)
	if got := recipients(t, e); got != "crt_1" {
		t.Errorf("told %q", got)
	}
}

// Feature C11: what the platform ends because of the creator, before the seller heard of it or after the parcel arrived, is
// no news to the seller.
func TestWhatThePlatformEndsIsToldToTheSellerWhileTheParcelIsToCome(t *testing.T) {
	for from, want := range map[sample.Status]string{
		sample.StatusAwaitingAuthorization: "agn_1 crt_1", sample.StatusDelivered: "agn_1 crt_1", sample.StatusReceived: "agn_1 crt_1",
		sample.StatusReadyToShip: "agn_1 sel_1 crt_1", sample.StatusShipped: "agn_1 sel_1 crt_1",
	} {
		e := happened(sample.EventPlatformCancelled)
		e.From = string(from)
		if got := recipients(t, e); got != want {
			t.Errorf("from %s told %q, want %q", from, got, want)
		}
	}
}

// Features H5, I7: both parties read what the end of a sample means for the creator.
func TestAClosedSampleSaysWhatItMeansForTheCreator(t *testing.T) {
	lost, excused, counted := happened(sample.EventLost), happened(sample.EventWrittenOff), happened(sample.EventWrittenOff)
	excused = excused.With(sample.DetailCounts, "false")
	counted = counted.With(sample.DetailCounts, "true")
	missed := happened(sample.EventMissed)
	after := func(e event.Event, action policy.NonPosting) event.Event {
		return e.With(sample.DetailNonPosting, string(action))
	}
	for name, test := range map[string]struct {
		e    event.Event
		want map[string]string
	}{
		"lost":    {lost, map[string]string{"agn_1": "does not count against @ana", "crt_1": "does not count against you", "sel_1": ""}},
		"excused": {excused, map[string]string{"agn_1": "does not count against @ana", "crt_1": "does not count against you", "sel_1": ""}},
		"counted": {counted, map[string]string{"agn_1": "@ana is restricted", "crt_1": "sends you no more samples", "sel_1": "will not be sent again"}},

		"missed":                   {missed, map[string]string{"agn_1": "is restricted", "crt_1": "sends you no more samples"}},
		"missed, to be looked at":  {after(missed, policy.Review), map[string]string{"agn_1": "needs the note", "crt_1": "looks at that before"}},
		"missed, behind others":    {after(missed, policy.LowerPriority), map[string]string{"agn_1": "comes after others", "crt_1": "prefers other creators"}},
		"counted, to be looked at": {after(counted, policy.Review), map[string]string{"agn_1": "needs the note", "crt_1": "looks at that before", "sel_1": ""}},
	} {
		told := notice.For(test.e, about, others)
		if len(told) != len(test.want) {
			t.Errorf("%s: %d notices", name, len(told))
		}
		for _, n := range told {
			if !strings.Contains(n.Text(), test.want[n.Inbox]) {
				t.Errorf("%s: %s reads %q, which does not say %q", name, n.Inbox, n.Text(), test.want[n.Inbox])
			}
		}
	}
}

func TestRemindersGoToWhoHasToAct(t *testing.T) {
	for kind, want := range map[sample.ReminderKind]string{
		sample.RemindReceipt: "crt_1", sample.RemindFollowUp: "agn_1", sample.RemindDueSoon: "crt_1", sample.RemindDue: "crt_1", sample.RemindFinal: "crt_1",
		"unheard_of": "",
	} {
		if got := recipients(t, happened(sample.EventReminded).With("kind", string(kind))); got != want {
			t.Errorf("%s reminds %q, want %q", kind, got, want)
		}
	}
}

func TestAbsentPartiesAreNotTold(t *testing.T) {
	e := happened(sample.EventNotShipped)
	e.Parties.SellerID = ""
	if got := recipients(t, e); got != "agn_1 crt_1" {
		t.Errorf("tells %q", got)
	}
}

// No type of event is forgotten: the source is searched for them.
func TestEveryTypeOfEventIsThoughtOf(t *testing.T) {
	declared := regexp.MustCompile(`event\.Type\s*=\s*"([a-z_.]+)"`)
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[event.Type]bool{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range declared.FindAllSubmatch(source, -1) {
			kind := event.Type(match[1])
			found[kind] = true
			if _, ok := told[kind]; !ok {
				t.Errorf("%s declares %s: say here who is told of it", file, kind)
			}
		}
	}
	for kind := range told {
		if !found[kind] {
			t.Errorf("%s is declared nowhere", kind)
		}
	}
}

// Feature C11: a seller hears neither who the creator is nor what the creator did.
func TestASellerHearsNothingOfTheCreator(t *testing.T) {
	for kind := range told {
		for _, n := range notice.For(happened(kind), about, others) {
			if n.Role == actor.Seller && (n.About.CreatorID+n.About.CreatorHandle != "" || strings.Contains(n.Text(), "@ana")) {
				t.Errorf("%s: %q, %+v", kind, n.Text(), n.About)
			}
		}
	}
}

// What has no name is called in general, and a sentence begins with a capital letter all the same.
func TestWhatHasNoNameIsCalledInGeneral(t *testing.T) {
	for _, n := range notice.For(happened(authorization.EventRequested), notice.About{}, notice.Audience{}) {
		if want := "The agency asks to have samples sent to you, for a campaign. Accept with an address, or decline."; n.Text() != want {
			t.Errorf("%q, want %q", n.Text(), want)
		}
	}
}

// The events of one bulk call are told together to whoever hears of each of them, and to nobody else.
func TestWhoHearsOfABulkCallOnce(t *testing.T) {
	e := happened(sample.EventOrdered)
	e.By.CallID = "JKJaXmPLvHcESHA="
	calls := map[string]string{}
	for _, n := range notice.For(e, about, others) {
		calls[n.Inbox] = n.Call
		if n.Call == "" {
			continue
		}
		n.Count = 50
		if want := "Summer: 50 samples are ordered. They are in your queue to ship."; n.Text() != want {
			t.Errorf("%q, want %q", n.Text(), want)
		}
	}
	if calls["sel_1"] != e.By.CallID || calls["crt_1"] != "" {
		t.Errorf("told together: %v", calls)
	}
}

// Feature C6: of products that are closed in one call, their seller hears once, and so does each creator who has some of them.
func TestWhoHearsOnceOfProductsThatAreClosedTogether(t *testing.T) {
	e := happened(registration.EventClosed)
	e.By.CallID = "JKJaXmPLvHcESHA="
	got := map[string]string{}
	for _, n := range notice.For(e, about, others) {
		n.Count = 3
		got[n.Inbox+" "+n.Call] = n.Text()
	}
	want := map[string]string{
		"sel_1 " + e.By.CallID: "Summer: 3 of your products are closed. Their links stopped working and they take no new orders; samples under way go on.",
	}
	for _, creatorID := range others.CreatorIDs {
		want[creatorID+" "+e.By.CallID] = "Summer: 3 products of your showcase are closed, and their links stopped working. You can take them out of it; samples under way go on."
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Every line of the words is said to somebody by some event, so that none is left behind.
func TestNoWordsAreLeftBehind(t *testing.T) {
	file, err := os.ReadFile("en.json")
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]string
	if err := json.Unmarshal(file, &words); err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	say := func(e event.Event) {
		for _, n := range notice.For(e, about, others) {
			for _, count := range []int{1, 2} {
				n.Count = count
				said[n.Text()] = true
			}
		}
	}
	for kind := range told {
		for _, from := range []sample.Status{sample.StatusReadyToShip, sample.StatusAwaitingAuthorization} {
			e := happened(kind)
			e.From = string(from)
			say(e)
			for _, action := range policy.NonPostings {
				say(e.With(sample.DetailCounts, "true").With(sample.DetailNonPosting, string(action)))
			}
		}
	}
	for _, kind := range sample.ReminderKinds {
		say(happened(sample.EventReminded).With("kind", string(kind)))
	}
	fill := strings.NewReplacer("{campaign}", "Summer", "{product}", "Serum", "{agency}", "Glow", "{seller}", "Aurora", "{creator}", "@ana", "{quantity}", "5", "{count}", "2")
	for key, text := range words {
		if !strings.HasPrefix(key, "unnamed/") && !said[fill.Replace(text)] {
			t.Errorf("nobody is told %s: %q", key, text)
		}
	}
}
