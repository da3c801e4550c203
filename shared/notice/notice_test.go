package notice_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/sample"
)

var (
	parties = event.Parties{AgencyID: "agn_1", SellerID: "sel_1", CreatorID: "crt_1", CampaignID: "cmp_1", RegistrationID: "reg_1"}
	at      = time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
)

// told says for every type of event who is told of it (feature N1, seed 003's table of triggers).
var told = map[event.Type]string{
	"campaign.created": "", "campaign.published": "", "campaign.unpublished": "", "campaign.updated": "",
	"onboarding.submitted": "", "onboarding.approved": "agn_1", "onboarding.rejected": "agn_1", "onboarding.payment_account_linked": "",
	"registration.registered": "agn_1", "registration.approved": "sel_1", "registration.rejected": "sel_1", "registration.blocked": "sel_1",
	"registration.commission_set": "", "showcase.added": "",
	"showcase.repriced": "", "showcase.removed": "",
	"product_list.created": "", "product_list.changed": "", "product_list.deleted": "",
	"registration.resubmitted": "agn_1", "registration.allocation_set": "agn_1", "registration.samples_requested": "sel_1",
	"registration.closure_requested": "agn_1", "registration.closure_refused": "sel_1", "registration.closed": "sel_1", "registration.released": "sel_1 agn_1",
	"authorization.requested": "crt_1", "authorization.reminded": "crt_1", "authorization.accepted": "agn_1",
	"authorization.declined": "agn_1", "authorization.ended": "agn_1", "authorization.expired": "agn_1 crt_1",
	"sample.linked": "", "sample.unlinked": "agn_1", "sample.content_updated": "", "sample.platform_cancelled": "agn_1 sel_1 crt_1",
	"sample.cancelled": "sel_1 crt_1", "authorization.readdressed": "agn_1", "address.changed": "",
	"sample.ordered": "sel_1 crt_1", "sample.labelled": "agn_1 crt_1", "sample.relabelled": "", "sample.dispatched": "agn_1 crt_1", "sample.carrier_reported": "",
	"sample.shipped": "agn_1 crt_1", "sample.delivered": "agn_1 crt_1", "sample.received": "agn_1", "sample.reminded": "",
	"sample.posted": "agn_1", "sample.content_added": "agn_1", "sample.posted_late": "agn_1", "sample.content_corrected": "agn_1",
	"sample.completed": "crt_1", "sample.not_shipped": "agn_1 sel_1 crt_1", "sample.lost": "agn_1 crt_1",
	"sample.reserved": "crt_1", "sample.authorized": "sel_1 crt_1", "sample.not_authorized": "agn_1 crt_1",
	"sample.missed": "agn_1 crt_1", "sample.restarted": "", "sample.workflow_stuck": "agn_1", "sample.workflow_retried": "",
	"sample.delivery_exception": "agn_1 crt_1", "sample.problem_reported": "agn_1", "sample.reshipped": "sel_1 crt_1", "sample.written_off": "agn_1 crt_1",
	"sample.extension_requested": "agn_1", "sample.extension_approved": "crt_1", "sample.extension_refused": "crt_1",
	"sample.classified": "crt_1", "sample.excused": "crt_1", "restriction.set": "crt_1", "restriction.lifted": "crt_1",
}

func happened(kind event.Type) event.Event {
	return event.Event{ID: "smp_1.000002", Type: kind, Subject: "smp_1", At: at, Parties: parties}
}

// recipients checks what every notice has to have, and lists whom they are for.
func recipients(t *testing.T, e event.Event) string {
	t.Helper()
	var out []string
	for _, n := range notice.For(e) {
		if n.ID != "" || n.Type != e.Type || n.Subject != e.Subject || !n.At.Equal(e.At) || n.Read || !strings.HasSuffix(n.Text, ".") && !strings.HasSuffix(n.Text, "?") {
			t.Errorf("%s: %+v", e.Type, n)
		}
		if slices.Contains(out, n.Recipient) {
			t.Errorf("%s: %s is told twice", e.Type, n.Recipient)
		}
		out = append(out, n.Recipient)
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
	e.From = string(sample.AwaitingAuthorization)
	if got := recipients(t, e); got != "crt_1" {
		t.Errorf("told %q", got)
	}
}

// Feature C11: what the platform ends because of the creator, before the seller heard of it or after the parcel arrived, is
// no news to the seller.
func TestWhatThePlatformEndsIsToldToTheSellerWhileTheParcelIsToCome(t *testing.T) {
	for from, want := range map[sample.Status]string{
		sample.AwaitingAuthorization: "agn_1 crt_1", sample.Delivered: "agn_1 crt_1", sample.Received: "agn_1 crt_1",
		sample.ReadyToShip: "agn_1 sel_1 crt_1", sample.Shipped: "agn_1 sel_1 crt_1",
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
	for name, test := range map[string]struct {
		e    event.Event
		want map[string]string
	}{
		"lost":    {lost, map[string]string{"agn_1": "does not count against its creator", "crt_1": "does not count against you"}},
		"excused": {excused, map[string]string{"agn_1": "does not count against its creator", "crt_1": "does not count against you"}},
		"counted": {counted, map[string]string{"agn_1": "Its creator is restricted", "crt_1": "sends you no more samples"}},
	} {
		told := notice.For(test.e)
		if len(told) != len(test.want) {
			t.Errorf("%s: %d notices", name, len(told))
		}
		for _, n := range told {
			if !strings.Contains(n.Text, test.want[n.Recipient]) {
				t.Errorf("%s: %s reads %q, which does not say %q", name, n.Recipient, n.Text, test.want[n.Recipient])
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
