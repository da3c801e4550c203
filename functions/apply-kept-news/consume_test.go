package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/carrier"
	"samplepath/shared/clock"
	"samplepath/shared/news"
	"samplepath/shared/platform"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// Feature H10: the events of a label, a dispatch and a link each bring what was told before them.
func TestWhatWasToldBefore(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	ctx := clock.With(t.Context(), tabletest.Day(10, 20))
	for _, told := range []carrier.Event{
		{ID: "1", News: sample.CarrierNews{Means: sample.StatusShipped, Status: "in_transit", At: tabletest.Day(7, 19)}},
		{ID: "2", News: sample.CarrierNews{Means: sample.StatusDelivered, Status: "delivered", At: tabletest.Day(10, 18)}},
	} {
		told.Carrier, told.TrackingNumber = tabletest.Carrier, tabletest.Tracking
		told.Scans = []sample.Scan{{At: told.News.At, Status: told.News.Status}}
		if got, err := news.OfCarrier(ctx, w.Table, "easypost", told, tabletest.Day(10, 19)); err != nil || got != news.Kept {
			t.Fatal(got, err)
		}
	}
	posted := platform.Event{
		ID: "3", ApplicationID: tabletest.ApplicationID, Word: "COMPLETED",
		News: &sample.PlatformNews{Means: sample.StatusPosted, At: tabletest.Day(10, 19)},
	}
	if got, err := news.OfPlatform(ctx, w.Table, posted, tabletest.Day(10, 19)); err != nil || got != news.Kept {
		t.Fatal(got, err)
	}
	for _, step := range []struct {
		event string
		do    func() *tabletest.World
		want  sample.Status
	}{
		{"sample-labelled", w.Label, sample.StatusShipped},
		{"sample-dispatched", w.Dispatch, sample.StatusDelivered},
		{"sample-linked", w.Link, sample.StatusPosted},
	} {
		step.do()
		for range 2 { // the bus may deliver it again
			if err := (consumer{w.Table}).consume(ctx, apitest.BusEvent(t, "apply-kept-news/"+step.event)); err != nil {
				t.Fatalf("%s: %v", step.event, err)
			}
		}
		s, err := samples.Get(ctx, w.Table, tabletest.SampleID)
		if err != nil || s.Status != step.want {
			t.Fatalf("after %s: %s, %v; want %s", step.event, s.Status, err, step.want)
		}
		w.Sample = s
	}
}
