package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

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
		if s.Shipment.AttemptNumber != 1 || s.Shipment.TrackingNumber != test.tracking {
			t.Errorf("call %d: attempt %d with %s, want attempt 1 with %s", i, s.Shipment.AttemptNumber, s.Shipment.TrackingNumber, test.tracking)
		}
	}
	_, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []event.Type
	heard := 0
	for _, e := range events {
		kinds = append(kinds, e.Type)
		for _, n := range notice.For(e, notice.About{}, notice.Audience{}) {
			if e.Type != sample.EventOrdered && n.Inbox == tabletest.CreatorID {
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

// Features H2, H9: the number of another seller's parcel is refused, and the answer does not say whose it is.
func TestTheNumberOfAnotherSellersParcel(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	other := w.OfAnotherSeller()
	serve := apitest.Server(contract.RecordLabel, w.Table, handle)
	mine := apitest.Event(t, "record-label/usps")
	theirs := apitest.As(apitest.WithKey(mine, "theirs"), actor.Seller, other.SellerID)
	theirs.PathParameters = map[string]string{"sampleId": other.ID}
	theirs.Body = strings.Replace(mine.Body, tabletest.Tracking, "9400 1118-9922 3344 5566 77", 1)
	apitest.Decode[contract.SellerSample](t, serve(t, mine), http.StatusOK)
	refused := serve(t, theirs)
	p := apitest.Refused(t, refused, http.StatusConflict, "tracking_number_taken")
	if len(p.Details) != 0 || strings.Contains(refused.Body, tabletest.SellerID) || strings.Contains(refused.Body, tabletest.SampleID) {
		t.Errorf("the answer says whose it is: %s", refused.Body)
	}
}

// To another seller the sample does not exist.
func TestTheLabelOfAnotherSellersSample(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.RecordLabel, w.Table, handle)
	stranger := apitest.As(apitest.Event(t, "record-label/usps"), actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CED9")
	apitest.Refused(t, serve(t, stranger), http.StatusNotFound, "sample_not_found")
}
