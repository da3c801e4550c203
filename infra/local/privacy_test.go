package local_test

import (
	"encoding/json"
	"strings"
	"testing"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/states"
)

// Personal data never reaches logs, events, inboxes or workflow histories: a full lifecycle is
// played, and everything that it left behind is searched.
func TestNoPersonalDataIsLeftBehind(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	sampleID, err := a.Play(t.Context())
	a.must(err)
	left := map[string]string{"logs": a.logs.String()}
	add := func(where string, v any) {
		encoded, err := json.Marshal(v)
		a.must(err)
		left[where] += string(encoded)
	}
	for _, e := range a.Bus.Recent(10_000) {
		add("events", e.Detail)
	}
	for _, party := range []*demo.Party{a.Agency, a.Seller, a.Creator, a.Operator} {
		add("inboxes", a.inbox(party))
	}
	for _, machine := range a.States.ListMachines() {
		page, err := a.States.List(states.ListInput{MachineARN: machine.ARN, MaxResults: 1000})
		a.must(err)
		for _, e := range page.Executions {
			history, err := a.States.History(states.HistoryInput{ARN: e.ARN, MaxResults: 1000})
			a.must(err)
			add("histories", history.Events)
		}
	}
	add("the agency's view", a.sample(sampleID))
	for where, text := range left {
		if len(text) < 500 {
			t.Errorf("%s hold only %d bytes: is this the right place to look?", where, len(text))
		}
		home, tax := demo.HomeAddress, demo.TaxForm
		for _, secret := range []string{
			string(tax.EIN), strings.ReplaceAll(string(tax.EIN), "-", ""), tax.LegalName, tax.Contact.FullName, tax.Contact.Line1, tax.Contact.Phone,
			tax.ContactEmail, demo.PaymentToken,
			home.FullName, home.Line1, "Marigold", home.Line2, home.PostalCode, home.Phone, home.Phone[2:], "@northstar.example", "@dewdaughters.example",
		} {
			if strings.Contains(text, secret) {
				t.Errorf("%s hold %q", where, secret)
			}
		}
	}
}
