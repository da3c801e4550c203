package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/sample"
	"samplepath/shared/table/inbox"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature N1: newest first, with how many are unread; nobody sees what others are told.
func TestListNotifications(t *testing.T) {
	w := tabletest.NewWorld(t)
	for _, day := range []int{9, 10} {
		e := event.Event{
			ID: event.ID(tabletest.SampleID, day), Type: sample.EventDelivered, Subject: tabletest.SampleID, At: tabletest.Day(day, 18),
			Parties: event.Parties{CreatorID: tabletest.CreatorID},
		}
		for _, n := range notice.For(e, notice.About{}, notice.Audience{}) {
			if err := inbox.Deliver(t.Context(), w.Table, e.ID, n, e.At); err != nil {
				t.Fatal(err)
			}
		}
	}
	serve := apitest.Server(contract.ListNotifications, w.Table, handle)
	list := apitest.Decode[contract.Notifications](t, serve(t, apitest.Event(t, "list-notifications/as-creator")), http.StatusOK)
	if len(list.Items) != 2 || !list.Items[0].At.Equal(tabletest.Day(10, 18)) || !list.Items[1].At.Equal(tabletest.Day(9, 18)) || list.Unread != 2 {
		t.Errorf("%+v", list)
	}
	for _, other := range []string{"as-agency", "as-seller"} {
		list := apitest.Decode[contract.Notifications](t, serve(t, apitest.Event(t, "list-notifications/"+other)), http.StatusOK)
		if len(list.Items) != 0 || list.Unread != 0 {
			t.Errorf("%s: %+v", other, list)
		}
	}
}
