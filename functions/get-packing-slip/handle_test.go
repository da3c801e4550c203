package main

import (
	"bytes"
	"encoding/base64"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

const event = "get-packing-slip/get-packing-slip"

// Feature H1: the seller gets the slip as a PDF to save, while the sample is to be shipped and while it is under way.
func TestTheSellerWhoShipsGetsThePDF(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.GetPackingSlip, w.Table, handle)
	for _, next := range []func() *tabletest.World{w.Label, w.Dispatch} {
		got := serve(t, apitest.Event(t, event))
		pdf, err := base64.StdEncoding.DecodeString(got.Body)
		if got.Status != http.StatusOK || err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) || !got.Base64 {
			t.Fatalf("status %d, %v, %.40q", got.Status, err, got.Body)
		}
		if got.Header["content-type"] != "application/pdf" || got.Header["cache-control"] != "no-store" ||
			got.Header["content-disposition"] != `attachment; filename="packing-slip-`+tabletest.SampleID+`.pdf"` {
			t.Fatalf("%v", got.Header)
		}
		next()
	}
	w.Deliver().Receive()
	refusal := apitest.Refused(t, serve(t, apitest.Event(t, event)), http.StatusNotFound, "sample_status_conflict")
	if refusal.Details["status"] != "delivered" {
		t.Fatalf("%+v", refusal)
	}
}

// The slip holds personal data: nobody else gets it, and no log has it.
func TestNobodyElseGetsIt(t *testing.T) {
	var log bytes.Buffer
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.GetPackingSlip, w.Table, handle)
	e := apitest.Event(t, event)
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, "sel_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "sample_not_found")
	for kind, id := range map[actor.Kind]string{actor.Agency: tabletest.AgencyID, actor.Creator: tabletest.CreatorID} {
		apitest.Refused(t, serve(t, apitest.As(e, kind, id)), http.StatusForbidden, "wrong_actor")
	}
	if got := serve(t, e); got.Status != http.StatusOK {
		t.Fatal(got.Status)
	}
	for _, private := range []string{tabletest.Home.FullName, tabletest.Home.Line1, tabletest.Home.PostalCode, tabletest.Home.Phone} {
		if strings.Contains(log.String(), private) {
			t.Errorf("the log holds %q: %s", private, log.String())
		}
	}
}
