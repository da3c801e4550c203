package onboarding

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/address"
	"samplepath/shared/event"
	"samplepath/shared/fault"
)

var now = time.Date(2030, 5, 20, 9, 0, 0, 0, time.UTC)

var account = PaymentAccount{Processor: "stripe", LastFour: "6789"}

// Features A1 and A2: every status by every move, those that are legal and those that are not.
func TestEveryMoveFromEveryStatus(t *testing.T) {
	tries := map[move]func(Onboarding) (Onboarding, error){
		submit:  func(o Onboarding) (Onboarding, error) { return Submit(o, "content_management", now) },
		approve: func(o Onboarding) (Onboarding, error) { o, _, err := Review(o, Approve, "", now); return o, err },
		reject: func(o Onboarding) (Onboarding, error) {
			o, _, err := Review(o, Reject, "Illegible.", now)
			return o, err
		},
		linkAccount: func(o Onboarding) (Onboarding, error) { return Link(o, account, now) },
	}
	codes := map[Status]string{
		StatusNotSubmitted: "tax_information_missing", StatusUnderReview: "tax_information_under_review",
		StatusApproved: "tax_information_approved", StatusRejected: "tax_information_rejected",
	}
	legal := 0
	for status, code := range codes {
		for by, try := range tries {
			before := Onboarding{AgencyID: "agn_1", Status: status, Version: 3}
			after, err := try(before)
			if want, ok := moves[status][by]; ok {
				legal++
				if err != nil || after.Status != want || after.Version != 4 {
					t.Errorf("%s %s: %s, version %d, %v; want %s", status, by, after.Status, after.Version, err, want)
				}
			} else if fault.Code(err) != code || after != before {
				t.Errorf("%s %s: %v, want %s", status, by, err, code)
			}
		}
	}
	if legal != 5 {
		t.Errorf("%d legal moves, want 5", legal)
	}
}

// Feature A3: every step that is missing is listed, with why and what to do.
func TestEveryMissingStepIsListed(t *testing.T) {
	o := New("agn_1", "North Star Agency")
	check := func(want ...string) {
		t.Helper()
		var got []string
		for _, step := range o.Missing() {
			got = append(got, step.Code)
		}
		if !slices.Equal(got, want) || (o.Check() == nil) != (len(want) == 0) {
			t.Fatalf("%s: missing %v, want %v; %v", o.Status, got, want, o.Check())
		}
	}
	check("tax_information_missing", "payment_account_missing")
	o, _ = Submit(o, "content_management", now)
	check("tax_information_under_review", "payment_account_missing")
	o, _, _ = Review(o, Reject, "Illegible.", now)
	check("tax_information_rejected", "payment_account_missing")
	o, _ = Submit(o, "content_management", now)
	if o.Reason != "" || o.ReviewedAt != nil {
		t.Errorf("the earlier review stands: %+v", o)
	}
	o, _, _ = Review(o, Approve, "", now)
	check("payment_account_missing")
	o, _ = Link(o, account, now)
	check()
	if e, ok := errors.AsType[*fault.Error](New("agn_1", "").Check()); !ok || len(e.Details["missingSteps"].([]Step)) != 2 {
		t.Errorf("the fault has the details %v", e)
	}
}

func TestReasons(t *testing.T) {
	for name, test := range map[string]struct {
		decision Decision
		reason   string
		code     string
	}{
		"approved with a reason":    {Approve, "Fine.", "not_allowed"},
		"rejected without a reason": {Reject, " ", "required"},
		"an EIN in the reason":      {Reject, "12-3456789 is not yours.", "holds_tax_number"},
		"an SSN in the reason":      {Reject, "123-45-6789 is no EIN.", "holds_tax_number"},
	} {
		_, _, err := Review(Onboarding{Status: StatusUnderReview}, test.decision, test.reason, now)
		if e, ok := errors.AsType[*fault.Error](err); !ok || len(e.Fields) != 1 || e.Fields[0].Code != test.code {
			t.Errorf("%s: %v, want %s", name, err, test.code)
		}
	}
}

func valid() TaxInformation {
	return TaxInformation{
		LegalName: "North Star Agency LLC", EIN: "82-3456789", ContactEmail: "tax@northstar.example", Document: "w9/2030/north-star.pdf",
		Contact: address.Address{
			FullName: "Nora Stern", Line1: "100 Polaris Way", City: "Austin", Region: "TX", PostalCode: "78701", Country: "US", Phone: "+15125550100",
		},
	}
}

// taxFault is what is wrong with tax information.
func taxFault(t TaxInformation) error {
	var fields fault.Fields
	CheckTax(Normalize(t), &fields)
	return fields.Err()
}

// Feature A1: an EIN has nine digits and a prefix that the IRS assigns.
func TestEIN(t *testing.T) {
	codes := func(ein string) string {
		info := valid()
		info.EIN = EIN(ein)
		e, ok := errors.AsType[*fault.Error](taxFault(info))
		if !ok {
			return ""
		}
		if strings.Contains(fmt.Sprint(e.Fields, e.Details), ein) {
			t.Errorf("%s is repeated: %v", ein, e.Fields)
		}
		return e.Fields[0].Field + " " + e.Fields[0].Code
	}
	for _, ein := range []string{"12345678", "1234567890", "82-345678", "123-456789", "12-34567x9", "１２3456789", "12 3456789"} {
		if got := codes(ein); got != "ein not_an_ein" {
			t.Errorf("%s: %q", ein, got)
		}
	}
	unassigned := []string{"00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89", "96", "97"}
	for i := range 100 {
		prefix := fmt.Sprintf("%02d", i)
		want := ""
		if slices.Contains(unassigned, prefix) {
			want = "ein unknown_ein_prefix"
		}
		if got := codes(prefix + "-3456789"); got != want {
			t.Errorf("prefix %s: %q, want %q", prefix, got, want)
		}
	}
}

func TestTaxInformationFieldByField(t *testing.T) {
	bad := valid()
	bad.LegalName, bad.Document, bad.EIN, bad.Contact.PostalCode, bad.Contact.FullName = " ", "", "1", "787", "Nora"
	e, _ := errors.AsType[*fault.Error](taxFault(bad))
	var got []string
	for _, field := range e.Fields {
		got = append(got, field.Field)
	}
	slices.Sort(got)
	if want := []string{"contact.fullName", "contact.postalCode", "documentReference", "ein", "legalName"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	abroad := valid()
	abroad.Contact.Country = "CA"
	if e, ok := errors.AsType[*fault.Error](taxFault(abroad)); !ok || e.Fields[0].Code != "not_us" {
		t.Errorf("abroad: %v", e)
	}
}

// Feature A4: however an EIN is written, it is masked; and none of the tax information is in an event.
func TestTaxInformationIsHidden(t *testing.T) {
	info := Normalize(valid())
	encoded, err := json.Marshal(info)
	if err != nil || !strings.Contains(string(encoded), `"ein":"**-***6789"`) {
		t.Errorf("as JSON %s %v", encoded, err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "ein", info.EIN, "info", info)
	shown := log.String() + fmt.Sprintf("%v %s %+v %#v %q %v %#v", info.EIN, info.EIN, info.EIN, info.EIN, info.EIN, info, info)
	for _, secret := range []string{"823456789", "82-3", "Polaris", "Nora", "tax@"} {
		if strings.Contains(shown, secret) {
			t.Errorf("%q is shown: %s", secret, shown)
		}
	}

	o, _ := Submit(New("agn_1", "North Star Agency"), "content_management", now)
	rejected, kind, _ := Review(o, Reject, "The name is not the one that the IRS has.", now)
	linked, _ := Link(Onboarding{AgencyID: "agn_1", Status: StatusApproved, Version: 1}, account, now)
	for _, state := range []Onboarding{rejected, linked} {
		e := event.Changed(o, state, kind, event.Party{Actor: actor.Operator, ID: "opr_1"}, now)
		if encoded, _ := json.Marshal(e); strings.Contains(string(encoded), "IRS") || strings.Contains(string(encoded), account.LastFour) {
			t.Errorf("the event holds %s", encoded)
		}
	}
}
