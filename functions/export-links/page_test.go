package main

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// Feature C9: page by page, JSON and CSV hold the same rows, whatever the products are called; a name that a spreadsheet
// would take for a formula is made harmless.
func TestPagesOfAwkwardNames(t *testing.T) {
	w := tabletest.NewWorld(t)
	names := []string{"Serum, large", `12" "Glow" Mirror`, "two\nlines", `=HYPERLINK("http://evil.example")`, "+1", "-1", "@cmd", "Crème brûlée 🧴"}
	for i, name := range names {
		r := w.Decide(w.Offer(fmt.Sprintf("reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM3%dY", i), fmt.Sprintf("172938475700%d", i), name), registration.Approve, "")
		rated, err := registration.SetCreatorRate(r, 1000, fmt.Sprint("code", i))
		if err != nil {
			t.Fatal(err)
		}
		set(t, w, r, rated)
	}
	serve := apitest.Server(contract.ExportLinks, w.Table, handle)
	e := apitest.Event(t, "export-links/every-product-as-csv")
	rows, cursor := 0, ""
	for page := 0; page == 0 || cursor != ""; page++ {
		query := map[string]string{"limit": "4"}
		if cursor != "" {
			query["cursor"] = cursor
		}
		e.QueryStringParameters = query
		links := apitest.Decode[contract.ProductLinks](t, serve(t, e), http.StatusOK)
		query["format"] = "csv"
		answer := serve(t, e)
		lines, err := csv.NewReader(strings.NewReader(answer.Body)).ReadAll()
		if err != nil || answer.Header["next-cursor"] != links.NextCursor || len(lines) != len(links.Items)+1 {
			t.Fatalf("page %d: %v, %d lines of %d links", page, err, len(lines), len(links.Items))
		}
		for i, want := range links.Records() {
			got := lines[i+1]
			if strings.ContainsAny(want[2][:1], "=+-@") {
				want[2] = "'" + want[2]
			}
			if !slices.Equal(got, want) {
				t.Errorf("CSV %q, JSON %q", got, want)
			}
		}
		rows, cursor = rows+len(links.Items), links.NextCursor
	}
	if rows != len(names)+1 {
		t.Errorf("%d rows of %d products", rows, len(names)+1)
	}
	e.QueryStringParameters = map[string]string{"format": "csv"}
	whole := serve(t, e)
	lines, err := csv.NewReader(strings.NewReader(whole.Body)).ReadAll()
	if err != nil || len(lines) != rows+1 || whole.Header["next-cursor"] != "" {
		t.Errorf("the file: %v, %d lines of %d products", err, len(lines), rows)
	}
	e.QueryStringParameters = map[string]string{"cursor": "forged"}
	apitest.Refused(t, serve(t, e), http.StatusBadRequest, "invalid_cursor")
}

// Feature C6: while a closure waits the link is exported; then it is neither exported nor to be had by name.
func TestClosedProductsAreLeftOut(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.ExportLinks, w.Table, handle)
	all, one := apitest.Event(t, "export-links/every-product-as-csv"), apitest.Event(t, "export-links/one-product")
	all.QueryStringParameters = nil
	asked := w.AskClosure(w.Product)
	if links := apitest.Decode[contract.ProductLinks](t, serve(t, all), http.StatusOK); len(links.Items) != 1 {
		t.Fatalf("while the closure waits: %+v", links)
	}
	closed, _, err := registration.ReviewClosure(w.Campaign, asked, registration.Approve, "", tabletest.Day(12, 15))
	if err != nil {
		t.Fatal(err)
	}
	set(t, w, asked, closed)
	if links := apitest.Decode[contract.ProductLinks](t, serve(t, all), http.StatusOK); len(links.Items) != 0 {
		t.Fatalf("closed: %+v", links)
	}
	apitest.Refused(t, serve(t, one), http.StatusNotFound, "product_closed")
}

func set(t *testing.T, w *tabletest.World, before, after registration.Registration) {
	t.Helper()
	e := event.Changed(before, after, registration.EventCommissionSet, event.Party{}, tabletest.Day(12, 15))
	if err := w.Table.Commit(t.Context(), campaigns.CommissionSet(before, after, e)); err != nil {
		t.Fatal(err)
	}
}
