package main

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

const event = "get-packing-slips/one"

func asking(t *testing.T, ids ...string) apitest.Request {
	t.Helper()
	e := apitest.Event(t, event)
	e.QueryStringParameters = map[string]string{"sampleId": strings.Join(ids, ",")}
	return e
}

// Feature H1: one PDF with a page for each sample that is to be shipped or under way.
func TestOnePDF(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	second := w.Another().Authorized().Order().Sample.ID
	got := apitest.Server(contract.GetPackingSlips, w.Table, handle)(t, asking(t, second, tabletest.SampleID))
	pdf, err := base64.StdEncoding.DecodeString(got.Body)
	if got.Status != http.StatusOK || err != nil || !got.Base64 || got.Header["content-type"] != "application/pdf" ||
		got.Header["content-disposition"] != `attachment; filename="packing-slips.pdf"` {
		t.Fatalf("%d, %v, %v", got.Status, err, got.Header)
	}
	if pages := bytes.Count(pdf, []byte("/Type /Page\n")); pages != 2 {
		t.Errorf("%d pages", pages)
	}
}

// Feature H1: where one sample has no slip, none is drawn, and the answer says of each why, with the code of get-packing-slip.
func TestAllOrNone(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	arrived := w.Another().Authorized().Order().Label().Dispatch().Deliver().Receive().Sample.ID
	serve := apitest.Server(contract.GetPackingSlips, w.Table, handle)
	const unknown = "smp_01QG0189M0J2WV7KDTR1Q2C7BZ"
	p := apitest.Refused(t, serve(t, asking(t, unknown, tabletest.SampleID, arrived)), http.StatusUnprocessableEntity, "invalid_fields")
	if len(p.Errors) != 2 || p.Errors[0].Field != "sampleId[0]" || p.Errors[0].Code != "sample_not_found" || p.Errors[1].Field != "sampleId[2]" || p.Errors[1].Code != "sample_status_conflict" {
		t.Errorf("%+v", p.Errors)
	}
	p = apitest.Refused(t, serve(t, asking(t, tabletest.SampleID, tabletest.SampleID)), http.StatusUnprocessableEntity, "invalid_fields")
	if len(p.Errors) != 1 || p.Errors[0].Code != "duplicate" {
		t.Errorf("one twice: %+v", p.Errors)
	}
	without := apitest.Event(t, event)
	without.QueryStringParameters = nil
	if p = apitest.Refused(t, serve(t, without), http.StatusUnprocessableEntity, "invalid_fields"); p.Errors[0].Field != "sampleId" || p.Errors[0].Code != "required" {
		t.Errorf("none: %+v", p.Errors)
	}
	for _, ids := range [][]string{{}, strings.Split(strings.Repeat(tabletest.SampleID+" ", 51), " ")[:51]} {
		apitest.Refused(t, serve(t, asking(t, ids...)), http.StatusUnprocessableEntity, "invalid_fields")
	}
}

// The slips hold personal data: nobody else gets them.
func TestNobodyElseGetsThem(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.GetPackingSlips, w.Table, handle)
	p := apitest.Refused(t, serve(t, apitest.As(asking(t, tabletest.SampleID), actor.Seller, "sel_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusUnprocessableEntity, "invalid_fields")
	if p.Errors[0].Code != "sample_not_found" {
		t.Errorf("%+v", p.Errors)
	}
	for kind, id := range map[actor.Kind]string{actor.Agency: tabletest.AgencyID, actor.Creator: tabletest.CreatorID} {
		apitest.Refused(t, serve(t, apitest.As(asking(t, tabletest.SampleID), kind, id)), http.StatusForbidden, "wrong_actor")
	}
}
