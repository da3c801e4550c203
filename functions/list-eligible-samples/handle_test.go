package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature F2: the contact of the seller only where asking helps.
func TestReasons(t *testing.T) {
	rate := 1800
	r := registration.Registration{ID: "reg_1", Status: registration.StatusApproved, CreatorRate: &rate, Samples: 2, Stock: 5, Email: "a@b.example", WhatsApp: "+12125550188"}
	for name, test := range map[string]struct {
		ordered, stock, available int
		reason                    string
	}{
		"some left": {1, 5, 1, ""}, "all given": {2, 5, 0, "allocation_exhausted"}, "none in stock": {0, 0, 0, "out_of_stock"}, "neither": {2, 0, 0, "out_of_stock"},
	} {
		r.Ordered, r.Stock = test.ordered, test.stock
		got := show(samples.Eligible{Registration: r, SampleID: "smp_0"})
		if got.Available != test.available || got.Reason != test.reason || (got.SellerContact != nil) != (test.reason == "allocation_exhausted") || got.SampledAs != "smp_0" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestWhatACreatorWasSent(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	serve := apitest.Server(contract.ListEligibleSamples, w.Table, handle)
	e := apitest.Event(t, "list-eligible-samples/first-page")
	before := apitest.Decode[contract.Page[contract.EligibleSample]](t, serve(t, e), http.StatusOK)
	w.Order()
	after := apitest.Decode[contract.Page[contract.EligibleSample]](t, serve(t, e), http.StatusOK)
	if len(before.Items) != 1 || before.Items[0].Available != 10 || before.Items[0].SampledAs != "" || after.Items[0].Available != 9 || after.Items[0].SampledAs != tabletest.SampleID {
		t.Fatalf("before %+v, after %+v", before, after)
	}
}
