package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

// Features H2, N1: a label that is recorded again before the dispatch is the same attempt, of which the creator hears once;
// the very same label is no change at all.
func TestALabelRecordedAgain(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.RecordLabel, w.Table, handle)
	first := apitest.Event(t, "record-label/usps")
	corrected := first
	corrected.Body = strings.Replace(first.Body, tabletest.Tracking, "9400100000000000000042", 1)
	for i, test := range []struct {
		request  apitest.Request
		tracking string
	}{
		{apitest.WithKey(first, "first"), tabletest.Tracking},
		{apitest.WithKey(first, "same"), tabletest.Tracking},
		{apitest.WithKey(corrected, "corrected"), "9400100000000000000042"},
	} {
		s := apitest.Decode[contract.SellerSample](t, serve(t, test.request), http.StatusOK)
		if s.Shipment.Number != 1 || s.Shipment.TrackingNumber != test.tracking {
			t.Errorf("call %d: attempt %d with %s, want attempt 1 with %s", i, s.Shipment.Number, s.Shipment.TrackingNumber, test.tracking)
		}
	}
	_, events, err := w.Table.SampleAndEvents(t.Context(), tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []event.Type
	heard := 0
	for _, e := range events {
		kinds = append(kinds, e.Type)
		for _, n := range notice.For(e) {
			if e.Type != sample.EventOrdered && n.Recipient == tabletest.CreatorID {
				heard++
			}
		}
	}
	if want := []event.Type{sample.EventOrdered, sample.EventLabelled, sample.EventRelabelled}; !slices.Equal(kinds, want) {
		t.Errorf("recorded %v, want %v", kinds, want)
	}
	if heard != 1 {
		t.Errorf("the creator hears %d times of the label", heard)
	}
}
