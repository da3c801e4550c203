package local_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"samplepath/infra/local/demo"
	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
)

// Feature C11: sellers never see creator-level data. A whole campaign is played, then the seller calls every action that
// sellers have, with the sample events; all it was ever answered is searched. Only the queue and the packing slip may
// hold something of a creator: the recipient's name and address.
func TestSellersLearnNothingOfCreators(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	heard := map[string][]demo.Answer{}
	a.Seller.Heard = func(method, path string, answer demo.Answer) {
		name := actionAt(t, method, path)
		heard[name] = append(heard[name], answer)
	}
	sampleID, err := a.Play(t.Context())
	a.must(err)
	second := a.newCreator("@glow.with.ana.too")
	a.must(a.Join(t.Context(), second))
	waiting, err := a.Order(t.Context(), second)
	a.must(err)
	a.callAll(sampleID, waiting.ID, a.rejected())
	a.settle()

	recipients := []string{"list-fulfilment", "get-packing-slip", "get-packing-slips"}
	secret := regexp.MustCompile(regexp.QuoteMeta(a.Creator.ActorID) + `|crt_|(?i)glow\.with\.ana|creatorId|handle|followers`)
	home := demo.HomeAddress
	recipient := regexp.MustCompile(`\bAna\b|` + home.FullName + "|" + home.Line1 + "|" + regexp.QuoteMeta(home.Phone) + "|" + home.PostalCode)
	for _, action := range sellers() {
		succeeded := false
		for _, answer := range heard[action.Name] {
			succeeded = succeeded || answer.Status < 300
			if found := secret.FindAllString(string(answer.Body), -1); found != nil {
				t.Errorf("%s tells %q: %s", action.Name, found, answer.Body)
			}
			if found := recipient.FindAllString(string(answer.Body), -1); found != nil && !slices.Contains(recipients, action.Name) {
				t.Errorf("%s tells %q: %s", action.Name, found, answer.Body)
			}
		}
		if !succeeded {
			t.Errorf("%s never succeeded: it shows nothing", action.Name)
		}
	}
	if !slices.ContainsFunc(heard["list-fulfilment"], func(answer demo.Answer) bool { return recipient.Match(answer.Body) }) {
		t.Error("not even the queue named a recipient: the test looks for the wrong words")
	}
}

// sellers lists the actions that a seller may call.
func sellers() []*contract.Action {
	return slices.DeleteFunc(contract.Actions(), func(action *contract.Action) bool {
		return !action.Routed() || !slices.Contains(action.Actors, actor.Seller)
	})
}

var parameter = regexp.MustCompile(`\{(\w+)\}`)

// actionAt is the action that a request reaches.
func actionAt(t *testing.T, method, path string) string {
	t.Helper()
	path, _, _ = strings.Cut(path, "?")
	for _, action := range contract.Actions() {
		pattern := "^" + parameter.ReplaceAllString(action.Path, `[^/]+`) + "$"
		if action.Method == method && regexp.MustCompile(pattern).MatchString(path) {
			return action.Name
		}
	}
	t.Fatalf("%s %s is no action", method, path)
	return ""
}

// rejected is another product of the seller's, which the agency has rejected.
func (a *app) rejected() string {
	a.Helper()
	id := a.registered()
	_, err := demo.Post[contract.AgencyRegistration](a.Context(), a.Agency, "/v1/registrations/"+id+"/review", map[string]string{"decision": "reject", "reason": "The rate is too low."})
	a.must(err)
	a.settle()
	return id
}

// registered is another product of the seller's, which the agency has yet to review.
func (a *app) registered() string {
	a.Helper()
	path := "/v1/campaigns/" + a.Campaign.Campaign.ID + "/registrations"
	rows, err := demo.Post[contract.Rows[contract.SellerRegistration]](a.Context(), a.Seller, path, map[string]any{
		"products": []contract.ProductDraft{{
			ProductID: "1729384756003", ProductName: "Day Cream", TotalRate: 2000, Samples: 5, Stock: 50,
			UnitCost: contract.Money{Amount: 900, Currency: "USD"}, Email: "samples@dewdaughters.example",
		}},
	})
	a.must(err)
	a.must(rows.Err())
	return rows.Rows[0].Result.ID
}

// callAll calls every action of sellers with its sample events, about what was played: a sample that is completed, one
// that waits to be shipped, and a rejected product.
func (a *app) callAll(sampleID, waitingID, rejectedID string) {
	a.Helper()
	for _, action := range sellers() {
		for _, name := range apitest.Cases(a, action.Name) {
			e := apitest.Event(a, name)
			if e.Headers["content-type"] == "text/csv" { // the same rows are sent as JSON
				continue
			}
			values := map[string]string{"campaignId": a.Campaign.Campaign.ID, "registrationId": a.Products[1].ID, "sampleId": sampleID}
			switch action {
			case contract.ResubmitRegistration.Action:
				values["registrationId"] = rejectedID
			case contract.GetPackingSlip.Action:
				values["sampleId"] = waitingID
			}
			if inbox := a.inbox(a.Seller); len(inbox) > 0 {
				values["notificationId"], values["noticeId"] = inbox[0].ID, inbox[0].ID
			}
			path := parameter.ReplaceAllStringFunc(action.Path, func(p string) string {
				value := values[strings.Trim(p, "{}")]
				if value == "" {
					a.Fatalf("%s: what is %s?", action.Name, p)
				}
				return url.PathEscape(value)
			})
			query := url.Values{}
			for parameter, value := range e.QueryStringParameters {
				if parameter != "cursor" {
					query.Set(parameter, value)
				}
			}
			if action == contract.GetPackingSlips.Action {
				query.Set("sampleId", waitingID)
			}
			if len(query) > 0 {
				path += "?" + query.Encode()
			}
			var body any
			if action.Method != http.MethodGet {
				body = json.RawMessage(e.Body)
			}
			answer, err := a.Seller.Do(a.Context(), action.Method, path, "", body)
			a.must(err)
			if answer.Status >= 500 || answer.Status >= 400 && action.Reads() {
				a.Errorf("%s: %d %s", name, answer.Status, answer.Body)
			}
		}
	}
}
