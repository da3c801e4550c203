package main

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

// Feature H1: the queue says when a sample is cancelled unless it is shipped. One that is sent again has its time anew, from then.
func TestShipByAt(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.ListFulfilment, w.Table, handle)
	e := apitest.Event(t, "list-fulfilment/first-page")
	first := apitest.Decode[contract.Fulfilment](t, serve(t, e), http.StatusOK).Items[0]
	if want := w.Sample.OrderedAt.Add(policy.Days(policy.Default.ShipByDays)); !first.ShipByAt.Equal(want) {
		t.Errorf("ordered: %v, want %v", first.ShipByAt, want)
	}
	again := tabletest.Day(12, 9)
	w.Label().Dispatch().Fail(tabletest.Day(9, 12)).Reship(again)
	second := apitest.Decode[contract.Fulfilment](t, serve(t, e), http.StatusOK).Items[0]
	if want := again.Add(policy.Days(policy.Default.ShipByDays)); !second.ShipByAt.Equal(want) || second.Label != nil {
		t.Errorf("sent again: %v, want %v; label %v", second.ShipByAt, want, second.Label)
	}
}

// Feature H1: the queue of one campaign, and how many there are in all.
func TestOfACampaignWithCounts(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	w.Another().Authorized().Order()
	serve := apitest.Server(contract.ListFulfilment, w.Table, handle)
	e := apitest.Event(t, "list-fulfilment/first-page")
	for campaignID, want := range map[string]int{tabletest.CampaignID: 2, "cmp_01QF6TEDR0VQ8AM3H7J7965206": 0} {
		e.QueryStringParameters = map[string]string{"campaignId": campaignID, "counts": "true"}
		page := apitest.Decode[contract.Fulfilment](t, serve(t, e), http.StatusOK)
		if len(page.Items) != want || page.Counts == nil || page.Counts.ToShip != 2 {
			t.Errorf("%s: %d samples, want %d; counts %v, want 2 to ship", campaignID, len(page.Items), want, page.Counts)
		}
	}
	e.QueryStringParameters = nil
	if page := apitest.Decode[contract.Fulfilment](t, serve(t, e), http.StatusOK); page.Counts != nil {
		t.Errorf("counts nobody asked for: %v", page.Counts)
	}
}

// Feature H1: the whole queue as a file, with what a warehouse writes on a parcel, and the label where there is one.
func TestAsCSV(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	w.Another().Authorized().Order()
	e := apitest.Event(t, "list-fulfilment/as-csv")
	answer := apitest.Server(contract.ListFulfilment, w.Table, handle)(t, e)
	lines, err := csv.NewReader(strings.NewReader(answer.Body)).ReadAll()
	if err != nil || len(lines) != 3 || answer.Header["content-type"] != "text/csv; charset=utf-8" {
		t.Fatalf("%d lines, %v: %s", len(lines), err, answer.Body)
	}
	row := map[string]string{}
	at := slices.IndexFunc(lines, func(line []string) bool { return line[0] == tabletest.SampleID })
	for i, name := range lines[0] {
		row[name] = lines[at][i]
	}
	for name, want := range map[string]string{
		"fullName": tabletest.Home.FullName, "line1": tabletest.Home.Line1, "line2": tabletest.Home.Line2, "postalCode": tabletest.Home.PostalCode,
		"phone":        "'" + tabletest.Home.Phone, // which a spreadsheet would take for a formula
		"campaignName": "Summer glow", "variant": "30 ml", "trackingNumber": tabletest.Tracking,
		"shipByAt": sample.ShipBy(w.Sample).Format("2006-01-02T15:04:05Z"),
	} {
		if row[name] != want {
			t.Errorf("%s is %q, want %q", name, row[name], want)
		}
	}
}
