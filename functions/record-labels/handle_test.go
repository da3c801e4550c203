package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature H2: as JSON and as CSV, with a key and without: an answer for each row in its place, and the same upload again changes
// nothing and answers the same.
func TestUpload(t *testing.T) {
	for _, name := range []string{"two-rows", "two-rows-as-csv"} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Authorized().Order()
			serve := apitest.Server(contract.RecordLabels, w.Table, handle)
			e := apitest.Event(t, "record-labels/"+name)
			for _, when := range []string{"first", "again"} {
				answer := serve(t, e)
				rows := apitest.Decode[contract.Rows[contract.SellerSample]](t, answer, http.StatusOK)
				if rows.Succeeded != 1 || rows.Rows[0].Status != http.StatusOK || rows.Rows[1].Status != http.StatusNotFound || rows.Rows[1].Error.Code != "sample_not_found" {
					t.Fatalf("%s: %s", when, answer.Body)
				}
				if s := rows.Rows[0].Result.Shipment; s.TrackingNumber != tabletest.Tracking || s.Cost != (contract.Money{Amount: 499, Currency: "USD"}) || s.ServiceLevel != "GroundAdvantage" {
					t.Errorf("%s: %+v", when, s)
				}
			}
			if s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID); err != nil || s.Version != 2 {
				t.Errorf("version %d, %v: want one label", s.Version, err)
			}
		})
	}
}

// upload is labels as JSON.
func upload(t *testing.T, labels ...contract.LabelRow) apitest.Request {
	t.Helper()
	e := apitest.WithKey(apitest.Event(t, "record-labels/two-rows"), "")
	body, err := json.Marshal(contract.RecordLabelsRequest{Labels: labels})
	if err != nil {
		t.Fatal(err)
	}
	e.Body = string(body)
	return e
}

func labelled(sampleID, number string) contract.LabelRow {
	return contract.LabelRow{SampleID: sampleID, NewLabel: contract.NewLabel{Carrier: "USPS", TrackingNumber: number, Cost: contract.Money{Amount: 499, Currency: "USD"}}}
}

// Feature H9: samples in one parcel get its number in one upload, whatever its writing.
func TestOneParcel(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	second, third := w.Another().Authorized().Order().Sample.ID, w.Another().Authorized().Order().Sample.ID
	answer := apitest.UnderContention(t, contract.RecordLabels, w.Table, handle,
		upload(t, labelled(tabletest.SampleID, tabletest.Tracking), labelled(second, "9400 1118 9922 3344 5566 77"), labelled(third, tabletest.Tracking)))
	rows := apitest.Decode[contract.Rows[contract.SellerSample]](t, answer.Answer, http.StatusOK)
	if rows.Succeeded != 3 || answer.Conflicts > 0 {
		t.Errorf("%+v, %d transactions met another one of the upload", rows, answer.Conflicts)
	}
	parcel, _, err := samples.Parcel(t.Context(), w.Table, tabletest.Carrier, tabletest.Tracking, "")
	if err != nil || len(parcel.Samples) != 3 {
		t.Errorf("the parcel has %v, %v", parcel.Samples, err)
	}
}

// Feature H2: a row is refused as its label would be by itself, and a malformed one alone.
func TestRefusals(t *testing.T) {
	for code, test := range map[string]struct {
		make   func(w *tabletest.World)
		number string
	}{
		"sample_status_conflict": {func(w *tabletest.World) { w.Label().Dispatch().Deliver().Receive() }, "9400111899223344556600"},
		"parcel_full":            {func(w *tabletest.World) { w.FillParcel() }, tabletest.Tracking},
		"invalid_fields":         {func(*tabletest.World) {}, "1"},
	} {
		w := tabletest.NewWorld(t).Authorized().Order()
		test.make(w)
		other := w.Another().Authorized().Order().Sample.ID
		answer := apitest.Server(contract.RecordLabels, w.Table, handle)(t, upload(t, labelled(tabletest.SampleID, test.number), labelled(other, "9400111899223344556601")))
		rows := apitest.Decode[contract.Rows[contract.SellerSample]](t, answer, http.StatusOK)
		if rows.Rows[0].Error == nil || rows.Rows[0].Error.Code != code || rows.Rows[1].Error != nil {
			t.Errorf("%s: %s", code, answer.Body)
		}
		if code == "sample_status_conflict" && rows.Rows[0].Error.Details["status"] != "delivered" {
			t.Errorf("the refusal names status %v", rows.Rows[0].Error.Details["status"])
		}
	}
}

// Features H2, H9: the number of another seller's parcel is refused, and of another seller's sample nothing is told.
func TestAnotherSeller(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	theirs := w.OfAnotherSeller()
	serve := apitest.Server(contract.RecordLabels, w.Table, handle)
	e := apitest.As(upload(t, labelled(theirs.ID, tabletest.Tracking), labelled(tabletest.SampleID, "9400111899223344556601")), actor.Seller, theirs.SellerID)
	answer := serve(t, e)
	rows := apitest.Decode[contract.Rows[contract.SellerSample]](t, answer, http.StatusOK)
	for i, code := range []string{sample.ErrNumberTaken.Code, sample.ErrNotFound.Code} {
		if refused := rows.Rows[i].Error; refused == nil || refused.Code != code {
			t.Errorf("row %d: %+v, want %s", i, rows.Rows[i], code)
		}
	}
	if strings.Contains(answer.Body, tabletest.SellerID) {
		t.Errorf("the answer says whose it is: %s", answer.Body)
	}
}
