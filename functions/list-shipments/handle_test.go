package main

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features H1, H5: what was shipped stays on the seller's list through its whole life, by what came of the parcel; and comes back to
// the queue only where it is sent again.
func TestWhatCameOfIt(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	serve := apitest.Server(contract.ListShipments, w.Table, handle)
	for _, step := range []struct {
		name   string
		do     func()
		status sample.ParcelStatus // empty: on no list
		counts contract.ParcelCounts
	}{
		{"labelled", func() {}, "", contract.ParcelCounts{ToShip: 1}},
		{"dispatched", func() { w.Dispatch() }, sample.ParcelShipped, contract.ParcelCounts{Shipped: 1}},
		{"failed", func() { w.Fail(tabletest.Day(9, 12)) }, sample.ParcelException, contract.ParcelCounts{Exception: 1}},
		{"delivered after all", func() { w.Deliver() }, sample.ParcelDelivered, contract.ParcelCounts{Delivered: 1}},
		{"missing after all", func() { w.Problem() }, sample.ParcelException, contract.ParcelCounts{Exception: 1}},
		{"to be sent again", func() { w.Reship(tabletest.Day(12, 9)) }, "", contract.ParcelCounts{ToShip: 1}},
		{"not sent again", func() { w.Cancel() }, sample.ParcelClosed, contract.ParcelCounts{Closed: 1}},
	} {
		step.do()
		e := apitest.Event(t, "list-shipments/shipped")
		for _, status := range append([]sample.ParcelStatus{""}, sample.ShippedStatuses...) {
			e.QueryStringParameters = map[string]string{"counts": "true"}
			if status != "" {
				e.QueryStringParameters["status"] = string(status)
			}
			page := apitest.Decode[contract.Shipments](t, serve(t, e), http.StatusOK)
			if listed := step.status != "" && (status == "" || status == step.status); listed != (len(page.Items) == 1) {
				t.Errorf("%s: with the status %q there are %d", step.name, status, len(page.Items))
			}
			if diff := cmp.Diff(&step.counts, page.Counts); diff != "" {
				t.Errorf("%s: counts (-want +got):\n%s", step.name, diff)
			}
		}
	}
}

// Feature C11: a parcel that has arrived is delivered, whatever the creator does.
func TestWhatTheCreatorDoesIsNotSeen(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	serve := apitest.Server(contract.ListShipments, w.Table, handle)
	e := apitest.Event(t, "list-shipments/shipped")
	e.QueryStringParameters = map[string]string{"status": "delivered"}
	first := serve(t, e)
	apitest.Decode[contract.Shipments](t, first, http.StatusOK)
	w.Receive().Post().Complete()
	if last := serve(t, e); last.Body != first.Body {
		t.Errorf("delivered:\n%s\ncompleted:\n%s", first.Body, last.Body)
	}
}

// Features H1, H4, C11: the seller sees what it shipped, the tracking and what kept it from going on; nothing of who it is for.
func TestARow(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	serve := apitest.Server(contract.ListShipments, w.Table, handle)
	apitest.Decode[contract.Shipments](t, serve(t, apitest.Event(t, "list-shipments/shipped")), http.StatusOK)
	w.Fail(tabletest.Day(9, 12))
	e := apitest.Event(t, "list-shipments/as-csv")
	file := serve(t, e)
	lines, err := csv.NewReader(strings.NewReader(file.Body)).ReadAll()
	if err != nil || len(lines) != 2 || len(lines[0]) != len(lines[1]) {
		t.Fatalf("%d lines, %v: %s", len(lines), err, file.Body)
	}
	e.QueryStringParameters = nil
	answer := serve(t, e)
	page := apitest.Decode[contract.Shipments](t, answer, http.StatusOK)
	if row := page.Items[0]; row.ID != tabletest.SampleID || row.Shipment.TrackingNumber != tabletest.Tracking || row.CampaignName != "Summer glow" ||
		row.Exception == nil || row.Exception.Kind != sample.DeliveryFailed || row.Exception.AttemptNumber != 1 || page.Counts != nil {
		t.Errorf("%+v", row)
	}
	for _, secret := range []string{tabletest.CreatorID, "glow.with.ana", tabletest.Home.FullName, tabletest.Home.Line1, tabletest.AddressID} {
		if strings.Contains(answer.Body+file.Body, secret) {
			t.Errorf("the seller still reads %q", secret)
		}
	}
	other := apitest.Decode[contract.Shipments](t, serve(t, apitest.As(e, actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CEDE")), http.StatusOK)
	if len(other.Items) != 0 {
		t.Errorf("another seller reads %+v", other.Items)
	}
}
