package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
)

// A list that is too long is one fault, not one for each of its items.
func TestALongListIsOneFault(t *testing.T) {
	items := strings.Repeat("{},", 50_000) + "{}"
	for name, body := range map[string]string{"rows": `{"products":[` + items + `]}`} {
		e := apitest.Event(t, "register-products/two-products")
		e.Body = body
		_, answer := decode(t, contract.RegisterProducts, e)
		if got := wrong(t, answer); len(got) != 1 || got[0] != "products too_many" {
			t.Errorf("%s: %d faults, the first %s", name, len(got), got[0])
		}
	}
	e := apitest.Event(t, "create-product-list/one-product")
	e.Body = `{"name":"Beach season picks","products":[` + items + `]}`
	_, answer := decode(t, contract.CreateProductList, e)
	if got := wrong(t, answer); len(got) != 1 || got[0] != "products too_many" {
		t.Errorf("no rows: %d faults, the first %s", len(got), got[0])
	}
}

// Of many faults a hundred are said, and how many more there are.
func TestOfManyFaultsAHundredAreSaid(t *testing.T) {
	e := apitest.Event(t, "create-product-list/one-product")
	e.Body = `{"name":"Beach season picks","products":[` + strings.TrimSuffix(strings.Repeat(`{"a":1,"b":2},`, 100), ",") + `]}`
	_, answer := decode(t, contract.CreateProductList, e)
	p := apitest.Refused(t, answer, http.StatusUnprocessableEntity, "invalid_fields")
	if len(p.Errors) != 101 {
		t.Fatalf("%d entries", len(p.Errors))
	}
	if last := p.Errors[100]; last.Field != "" || last.Code != "more_fields" || last.Message != "and 200 more" {
		t.Errorf("the last entry: %+v", last)
	}
}

// A name that we do not know is said back, but not at any length.
func TestLongNamesAreCutShort(t *testing.T) {
	e := apitest.Event(t, "create-campaign/create-campaign")
	e.Body = `{"` + strings.Repeat("é", api.MaxBody/2-10) + `":1}`
	_, answer := decode(t, contract.CreateCampaign, e)
	if len(answer.Body) > 4000 {
		t.Errorf("an answer of %d bytes", len(answer.Body))
	}
	wrong(t, answer)
}

// lambdaAnswer is how long a function's answer may be, in bytes of JSON.
const lambdaAnswer = 6 << 20

// Feature C9: a file whose cells grow as much as cells can stays below what a function may answer, and leads on to the rest.
func TestAFileStaysBelowWhatAFunctionMayAnswer(t *testing.T) {
	for _, mark := range []string{"<", `"`, "é", "x"} {
		var items []contract.ProductLink
		for range 100 {
			items = append(items, contract.ProductLink{ProductName: strings.Repeat(mark, 200)})
		}
		answer := apitest.Server(contract.ExportLinks, nil, func(context.Context, *api.Call[contract.ExportLinksRequest]) (contract.ProductLinks, error) {
			return contract.ProductLinks{Page: api.PageOf(items, "more")}, nil
		})(t, apitest.Event(t, "export-links/every-product-as-csv"))
		encoded, err := json.Marshal(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		if len(encoded) > lambdaAnswer-64<<10 {
			t.Errorf("%s: %d bytes", mark, len(encoded))
		}
		if answer.Header["next-cursor"] != "more" {
			t.Errorf("%s: the rest is not said", mark)
		}
	}
}
