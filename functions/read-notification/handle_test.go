package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/inbox"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature N1: one, or all up to one; twice changes nothing, and an older mark takes nothing back.
func TestReadNotification(t *testing.T) {
	w := tabletest.NewWorld(t)
	for version, day := range map[int]int{3: 9, 4: 10, 5: 11} {
		e := event.Event{ID: event.ID(tabletest.SampleID, version), Type: sample.EventDelivered, Subject: tabletest.SampleID, At: tabletest.Day(day, 18), Parties: event.Parties{CreatorID: tabletest.CreatorID}}
		for _, n := range notice.For(e, notice.About{}, notice.Audience{}) {
			if err := inbox.Deliver(t.Context(), w.Table, e.ID, n, e.At); err != nil {
				t.Fatal(err)
			}
		}
	}
	serve := apitest.Server(contract.ReadNotification, w.Table, handle)
	read := func() (out []bool) {
		list, _, _, err := inbox.List(t.Context(), w.Table, []string{tabletest.CreatorID}, notice.Filter{}, table.Page{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range list {
			out = append(out, n.Read)
		}
		return out
	}
	for _, step := range []struct {
		name, key string
		want      [3]bool
	}{{"one", "1", [3]bool{false, true, false}}, {"one", "2", [3]bool{false, true, false}}, {"and-older", "3", [3]bool{false, true, true}}, {"and-older", "4", [3]bool{false, true, true}}} {
		answer := apitest.Decode[contract.NotificationRead](t, serve(t, apitest.WithKey(apitest.Event(t, "read-notification/"+step.name), step.key)), http.StatusOK)
		if got := read(); answer.ID == "" || len(got) != 3 || [3]bool(got) != step.want {
			t.Fatalf("%s: %v, want %v", step.name, got, step.want)
		}
	}
	other := apitest.As(apitest.Event(t, "read-notification/one"), "creator", "crt_01Q9NFMXJ05ME8ENRWQP132E4R")
	apitest.Refused(t, serve(t, other), http.StatusNotFound, "notification_not_found")
	for _, forged := range []string{
		"9223372036854775807-aaaaaaaaaa", "1907344800001-smp_01QG0189M0J2WV7KDTR1Q2C7BK.000004", "1007344800000-smp_01QG0189M0J2WV7KDTR1Q2C7BK.000004",
	} {
		for _, name := range []string{"one", "and-older"} {
			e := apitest.WithKey(apitest.Event(t, "read-notification/"+name), "")
			e.PathParameters = map[string]string{"notificationId": forged}
			apitest.Refused(t, serve(t, e), http.StatusNotFound, "notification_not_found")
		}
	}
	if got := read(); [3]bool(got) != [3]bool{false, true, true} {
		t.Errorf("forged ids marked %v", got)
	}
}
