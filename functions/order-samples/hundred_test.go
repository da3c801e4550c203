package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// Feature F7: a hundred rows in one call, as JSON and as CSV. Each has its result in its place; besides the one write of
// each row that is ordered there is at most a round trip for every ten rows; the same again writes nothing and answers the
// same.
func TestAHundredRows(t *testing.T) {
	endpoint, proxy := tabletest.Proxy(t)
	tab, _ := tabletest.At(t, endpoint)
	w := tabletest.In(t, tab, nil)
	samples := 95
	more, err := registration.SetAllocation(w.Product, &samples, nil)
	if err != nil {
		t.Fatal(err)
	}
	given := event.Changed(w.Product, more, registration.EventAllocationSet, event.Party{}, tabletest.Day(4, 10))
	if err := tab.Commit(t.Context(), campaigns.AllocationSet(w.Product, more, false, given)); err != nil {
		t.Fatal(err)
	}
	var orders []contract.OrderSampleRequest
	for i := range 100 {
		o := contract.OrderSampleRequest{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, Variant: fmt.Sprint(i)}
		if i%10 == 7 { // nobody knows this one
			o.CreatorID = id.New(t.Context(), id.Creator)
		} else {
			o.CreatorID = w.Another().Authorized().Creator.ID
		}
		orders = append(orders, o)
	}
	serve := apitest.Server(contract.OrderSamples, tab, handle)
	asJSON, asCSV := apitest.Event(t, "order-samples/two-rows"), apitest.Event(t, "order-samples/two-rows-as-csv")
	body, err := json.Marshal(contract.OrderSamplesRequest{Orders: orders})
	if err != nil {
		t.Fatal(err)
	}
	asJSON.Body = string(body)
	lines := []string{"campaignId,registrationId,creatorId,variant"}
	for _, o := range orders {
		lines = append(lines, strings.Join([]string{o.CampaignID, o.RegistrationID, o.CreatorID, o.Variant}, ","))
	}
	asCSV.Body = strings.Join(lines, "\r\n")

	proxy.Reset()
	first := serve(t, asJSON)
	rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, first, http.StatusOK)
	if cost := proxy.Counts(); rows.Succeeded != 90 || rows.Failed != 10 || cost.RoundTrips > 90+10 {
		t.Errorf("%d ordered, %d not, %d round trips", rows.Succeeded, rows.Failed, cost.RoundTrips)
	}
	for i, row := range rows.Rows {
		switch {
		case row.Index != i:
			t.Fatalf("row %d has the index %d", i, row.Index)
		case i%10 == 7:
			if row.Error == nil || row.Error.Code != showcase.ErrNotInShowcase.Code {
				t.Errorf("row %d: %+v", i, row)
			}
		case row.Result == nil || row.Result.Variant != fmt.Sprint(i) || row.Result.CreatorID != orders[i].CreatorID:
			t.Errorf("row %d: %+v", i, row)
		}
	}

	proxy.Reset()
	again := apitest.Decode[contract.Rows[contract.AgencySample]](t, serve(t, asJSON), http.StatusOK)
	if cost := proxy.Counts(); !slices.Equal(ids(again), ids(rows)) || cost.WriteUnits > 0 || cost.RoundTrips > 10 {
		t.Errorf("again: %d ordered, %+v", again.Succeeded, cost)
	}
	other := apitest.Decode[contract.Rows[contract.AgencySample]](t, serve(t, asCSV), http.StatusOK)
	for i, row := range other.Rows { // another upload of the same: each names the sample that there is
		if i%10 != 7 && (row.Error == nil || row.Error.Code != sample.ErrAlreadySampled.Code || row.Error.Details["sampleId"] != rows.Rows[i].Result.ID) {
			t.Errorf("row %d as CSV: %+v", i, row.Error)
		}
	}
	r, err := campaigns.Registration(t.Context(), tab, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
	if err != nil || r.Ordered != 90 {
		t.Errorf("%d ordered, %v", r.Ordered, err)
	}
}

func ids(rows contract.Rows[contract.AgencySample]) []string {
	var out []string
	for _, row := range rows.Rows {
		if row.Result != nil {
			out = append(out, row.Result.ID)
		}
	}
	return out
}
