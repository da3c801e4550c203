package main

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature H2: as JSON and as CSV, in which what is packed is one cell: an answer for each row in its place, and the same upload
// again changes nothing and answers the same.
func TestUpload(t *testing.T) {
	for _, name := range []string{"two-rows", "two-rows-as-csv"} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Authorized().Order().Label()
			serve := apitest.Server(contract.DispatchSamples, w.Table, handle)
			e := apitest.Event(t, "dispatch-samples/"+name)
			for _, when := range []string{"first", "again"} {
				answer := serve(t, e)
				rows := apitest.Decode[contract.Rows[contract.SellerSample]](t, answer, http.StatusOK)
				if rows.Succeeded != 1 || rows.Rows[0].Status != http.StatusOK || rows.Rows[1].Status != http.StatusNotFound || rows.Rows[1].Error.Code != "sample_not_found" {
					t.Fatalf("%s: %s", when, answer.Body)
				}
				if s := rows.Rows[0].Result; s.Status != "shipped" || s.Shipment.Warehouse != "Dock 4, Maya" || strings.Join(s.Shipment.PackedItems, "|") != "Glow Serum 30 ml|Brief card" {
					t.Errorf("%s: %+v", when, s)
				}
			}
		})
	}
}

// rows is an upload of one row for each sample.
func rows(t *testing.T, ids ...string) apitest.Request {
	t.Helper()
	e := apitest.WithKey(apitest.Event(t, "dispatch-samples/two-rows-as-csv"), "")
	lines := []string{"sampleId,warehouseConfirmation,packedItems"}
	for _, id := range ids {
		lines = append(lines, id+",Dock 4,Glow Serum")
	}
	e.Body = strings.Join(lines, "\n")
	return e
}

// Feature H2: a row is refused as the dispatch would be by itself; the second row of one sample finds it shipped.
func TestRefusals(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	bare := w.Another().Authorized().Order().Sample.ID
	answer := apitest.Server(contract.DispatchSamples, w.Table, handle)(t, rows(t, tabletest.SampleID, bare, tabletest.SampleID, "smp_1"))
	got := apitest.Decode[contract.Rows[contract.SellerSample]](t, answer, http.StatusOK)
	for i, want := range []struct {
		code   string
		status int
	}{{"", 200}, {"label_missing", 409}, {"sample_status_conflict", 409}, {"invalid_fields", 422}} {
		row := got.Rows[i]
		code := ""
		if row.Error != nil {
			code = row.Error.Code
		}
		if code != want.code || row.Status != want.status {
			t.Errorf("row %d: %+v, want %+v", i, row, want)
		}
	}
}

// Two uploads of the same at once dispatch each sample once.
func TestTwoUploadsAtOnce(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	serve := apitest.Server(contract.DispatchSamples, w.Table, handle)
	var group sync.WaitGroup
	done := make([]int, 2)
	for i := range done {
		e := apitest.WithKey(apitest.Event(t, "dispatch-samples/two-rows"), []string{"first", "second"}[i])
		group.Go(func() {
			done[i] = apitest.Decode[contract.Rows[contract.SellerSample]](t, serve(t, e), http.StatusOK).Succeeded
		})
	}
	group.Wait()
	if s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID); err != nil || done[0]+done[1] != 1 || s.Version != 3 {
		t.Errorf("%v dispatched it, version %d, %v", done, s.Version, err)
	}
}

// To another seller the samples do not exist.
func TestAnotherSeller(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	e := apitest.As(rows(t, tabletest.SampleID), actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CED9")
	got := apitest.Decode[contract.Rows[contract.SellerSample]](t, apitest.Server(contract.DispatchSamples, w.Table, handle)(t, e), http.StatusOK)
	if got.Rows[0].Error == nil || got.Rows[0].Error.Code != "sample_not_found" {
		t.Errorf("%+v", got.Rows[0])
	}
}
