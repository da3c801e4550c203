package main

import (
	"net/http"
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func must(t *testing.T, serve apitest.Serve, name string, want contract.NewsResult) {
	t.Helper()
	if got := tell(t, serve, name); got != want {
		t.Fatalf("%s: %s, want %s", name, got, want)
	}
}

func shipped(t *testing.T) *tabletest.World {
	t.Helper()
	return tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
}

func logged(t *testing.T, w *tabletest.World) (sample.Sample, []sample.Logged) {
	t.Helper()
	s, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	return s, sample.Logistics(events)
}

// Features H3 and H4: whichever provider tells it, and although each body repeats the parcel's whole log, every scan is
// shown once and in order.
func TestEveryScanIsShownOnceAndInOrder(t *testing.T) {
	for provider, names := range map[string][]string{
		"easypost":   {"pre-transit", "in-transit", "in-transit-late", "out-for-delivery", "delivered"},
		"aftership":  {"aftership-info-received", "aftership-in-transit", "aftership-out-for-delivery", "aftership-delivered"},
		"shippo":     {"shippo-pre-transit", "shippo-transit", "shippo-out-for-delivery", "shippo-delivered"},
		"shipengine": {"shipengine-not-yet-in-system", "shipengine-accepted", "shipengine-in-transit", "shipengine-delivered"},
	} {
		t.Run(provider, func(t *testing.T) {
			w := shipped(t)
			serve := server(t, w.Table)
			for _, name := range names {
				must(t, serve, name, "recorded")
				must(t, serve, name, "duplicate")
			}
			s, log := logged(t, w)
			if s.Status != sample.StatusDelivered || !s.DeliveredAt.Equal(time.Date(2030, 6, 10, 18, 2, 0, 0, time.UTC)) {
				t.Errorf("%s, delivered at %v", s.Status, s.DeliveredAt)
			}
			if len(log) != 5 {
				t.Fatalf("%d scans: %+v", len(log), log)
			}
			for i, at := range []string{"07 10:05", "07 19:12", "08 04:40", "10 13:10", "10 18:02"} {
				if got := log[i].At.Format("02 15:04"); got != at || log[i].Message == "" || log[i].AttemptNumber != 1 {
					t.Errorf("scan %d is %+v, want one at %s", i, log[i], at)
				}
			}
		})
	}
}

// Feature H4: the first body that reaches us may bring the whole log at once, in one transaction.
func TestABodyWithSeveralNewScans(t *testing.T) {
	w := shipped(t)
	serve := server(t, w.Table)
	must(t, serve, "shippo-delivered", "recorded")
	s, log := logged(t, w)
	if s.Status != sample.StatusDelivered || len(log) != 5 || s.Version != w.Sample.Version+1 {
		t.Fatalf("%s, version %d after %d, %d scans", s.Status, s.Version, w.Sample.Version, len(log))
	}
	must(t, serve, "shippo-out-for-delivery", "recorded") // late: tells nothing that is not known, and moves nothing back
	s, log = logged(t, w)
	if s.Status != sample.StatusDelivered || s.Shipment.CarrierStatus != "DELIVERED" || len(log) != 5 {
		t.Fatalf("%s, %s, %d scans: %+v", s.Status, s.Shipment.CarrierStatus, len(log), log)
	}
}

// Feature H3: words that we do not know, pickup points and exceptions are kept, and are not a delivery.
func TestWhatIsNoDelivery(t *testing.T) {
	w := shipped(t)
	serve := server(t, w.Table)
	for _, name := range []string{
		"unknown", "available-for-pickup", "cancelled", "error", "aftership-pending", "aftership-available-for-pickup", "aftership-expired",
		"shippo-unknown", "shippo-pickup-available", "shipengine-unknown", "shipengine-collection-point",
	} {
		must(t, serve, name, "recorded")
	}
	if s, log := logged(t, w); s.Status != sample.StatusShipped || s.DeliveredAt != nil || len(log) == 0 {
		t.Fatalf("%s, %d scans", s.Status, len(log))
	}
}

func TestWhatIsAboutNoShipmentOfOurs(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := server(t, w.Table)
	for _, name := range []string{"delivered", "aftership-delivered", "shippo-delivered", "shipengine-delivered"} {
		must(t, serve, name, "kept")
	}
	for _, name := range []string{"no-tracker", "aftership-new-estimate", "shippo-no-track", "shipengine-no-tracking"} {
		must(t, serve, name, "ignored")
	}
}

// A provider whose secret nobody has set is refused, whatever it sends (ShipEngine has none: its keys are public); so is a signature over another body, and a body
// of one provider at another's address.
func TestRefusals(t *testing.T) {
	w := shipped(t)
	without := serverWith(t, w.Table, nil)
	for _, name := range []string{"delivered", "aftership-delivered", "shippo-delivered"} {
		apitest.Refused(t, without(t, apitest.Event(t, "receive-carrier-event/"+name)), http.StatusUnauthorized, "invalid_signature")
	}
	serve := server(t, w.Table)
	another := apitest.Event(t, "receive-carrier-event/delivered")
	another.Body += " "
	apitest.Refused(t, serve(t, another), http.StatusUnauthorized, "invalid_signature")
	misdirected := apitest.Event(t, "receive-carrier-event/delivered")
	misdirected.PathParameters = map[string]string{"carrier": "aftership"}
	apitest.Refused(t, serve(t, misdirected), http.StatusUnauthorized, "invalid_signature")
	nobody := apitest.Event(t, "receive-carrier-event/delivered")
	nobody.PathParameters = map[string]string{"carrier": "nosuchpost"}
	apitest.Refused(t, serve(t, nobody), http.StatusNotFound, "not_found")
	if s, log := logged(t, w); s.Version != w.Sample.Version || len(log) != 0 {
		t.Fatalf("a refused event was recorded: version %d, %+v", s.Version, log)
	}
}

// What a carrier says is the platform's doing, in the provider's name.
func TestWhoSaidSo(t *testing.T) {
	w := shipped(t)
	must(t, server(t, w.Table), "shippo-delivered", "recorded")
	_, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	last := events[len(events)-1]
	if last.Type != sample.EventDelivered || last.By.Actor != actor.Platform || last.By.ID != "shippo" || last.Details["carrier"] != "usps" {
		t.Fatalf("%+v", last)
	}
}
