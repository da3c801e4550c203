package main

import (
	"net/http"
	"testing"
	"time"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features H6, I1: the receipt has its time and condition; the content stays due by the delivery.
func TestReceipt(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	serve := apitest.Server(contract.ConfirmReceipt, w.Table, handle)
	e := apitest.Event(t, "confirm-receipt/intact")
	first := serve(t, e)
	s := apitest.Decode[contract.CreatorSample](t, first, http.StatusOK)
	at := time.UnixMilli(e.RequestContext.TimeEpoch).UTC()
	if s.Status != sample.StatusReceived || s.Condition != "intact" || !s.ReceivedAt.Equal(at) || !s.ContentDueAt.Equal(*w.Sample.ContentDueAt) {
		t.Errorf("%+v", s)
	}
	if again := serve(t, e); again.Body != first.Body || again.Header["idempotency-replayed"] != "true" {
		t.Errorf("again: %v %s", again.Header, again.Body)
	}
}

// Feature H6: who has the sample before the carrier says so confirms the delivery with it, and the content is due from then on.
func TestReceiptBeforeTheCarriersWord(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	e := apitest.Event(t, "confirm-receipt/intact")
	s := apitest.Decode[contract.CreatorSample](t, apitest.Server(contract.ConfirmReceipt, w.Table, handle)(t, e), http.StatusOK)
	due := time.UnixMilli(e.RequestContext.TimeEpoch).Add(policy.Days(policy.Default.ContentDays))
	if s.Status != sample.StatusReceived || !s.ContentDueAt.Equal(due) {
		t.Errorf("%s, due at %v, want %v", s.Status, s.ContentDueAt, due)
	}
}
