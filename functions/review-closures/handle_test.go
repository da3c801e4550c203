package main

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/notice"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

const secondID = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y"

// results are the rows as a reader takes them in.
func results(rows contract.Rows[contract.AgencyRegistration]) (out []string) {
	for _, r := range rows.Rows {
		if r.Error != nil {
			out = append(out, fmt.Sprintf("%d %s", r.Status, r.Error.Code))
			continue
		}
		out = append(out, fmt.Sprintf("%d %s", r.Status, r.Result.Status))
	}
	return out
}

// with is the sample event with other reviews.
func with(e apitest.Request, reviews ...string) apitest.Request {
	e.Body = `{"reviews":[` + strings.Join(reviews, ",") + `]}`
	return e
}

func row(registrationID, decision, reason string) string {
	return fmt.Sprintf(`{"registrationId":%q,"decision":%q,"reason":%q}`, registrationID, decision, reason)
}

// world has two products that their seller wishes to close.
func world(t *testing.T) *tabletest.World {
	t.Helper()
	w := tabletest.NewWorld(t)
	w.AskClosure(w.Product)
	w.AskClosure(w.Decide(w.Offer(secondID, "1729384756002", "Night Cream"), registration.Approve, ""))
	return w
}

// Feature C6: JSON and CSV are one; each row has its own answer, and the same upload again changes nothing.
func TestRowByRow(t *testing.T) {
	for _, name := range []string{"two-rows", "two-rows-as-csv"} {
		w := world(t)
		serve := apitest.Server(contract.ReviewClosures, w.Table, handle)
		e := apitest.Event(t, "review-closures/"+name)
		rows := apitest.Decode[contract.Rows[contract.AgencyRegistration]](t, serve(t, e), http.StatusOK)
		if diff := cmp.Diff([]string{"200 closed", "200 ongoing"}, results(rows)); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", name, diff)
		}
		if again := serve(t, e); again.Header["idempotency-replayed"] != "true" {
			t.Errorf("%s again: %d %s", name, again.Status, again.Body)
		}
		rows = apitest.Decode[contract.Rows[contract.AgencyRegistration]](t, serve(t, apitest.WithKey(apitest.Event(t, "review-closures/two-rows"), "another")), http.StatusOK)
		if rows.Failed != 2 || rows.Rows[0].Error.Code != "registration_status_conflict" {
			t.Errorf("%s with another key: %+v", name, rows)
		}
	}
}

// What is wrong with a row, and what its product refuses, stands in nobody's way: not there, another campaign's, without a reason, twice.
func TestWhatIsRefusedRowByRow(t *testing.T) {
	w := world(t)
	missing, elsewhere := strings.Replace(secondID, "22Y", "29Y", 1), strings.Replace(secondID, "205_", "299_", 1)
	e := with(apitest.Event(t, "review-closures/two-rows"),
		row(missing, "approve", ""), row(elsewhere, "approve", ""), row(tabletest.RegistrationID, "reject", ""), `{"registrationId":"reg_1","decision":"approve"}`,
		row(tabletest.RegistrationID, "block", ""), row(tabletest.RegistrationID, "reject", "No."), row(tabletest.RegistrationID, "approve", ""), row(secondID, "approve", ""))
	rows := apitest.Decode[contract.Rows[contract.AgencyRegistration]](t, apitest.Server(contract.ReviewClosures, w.Table, handle)(t, e), http.StatusOK)
	got := results(rows)
	want := []string{
		"404 registration_not_found", "404 registration_not_found", "422 invalid_fields", "422 invalid_fields", "422 invalid_fields",
		"200 ongoing", "409 registration_status_conflict", "200 closed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if fields := rows.Rows[2].Error.Errors; len(fields) != 1 || fields[0].Field != "reason" || fields[0].Code != "required" {
		t.Errorf("without a reason: %+v", fields)
	}
}

func TestWhatIsRefusedWhole(t *testing.T) {
	w := world(t)
	serve := apitest.Server(contract.ReviewClosures, w.Table, handle)
	e := apitest.Event(t, "review-closures/two-rows")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, tabletest.SellerID)), http.StatusForbidden, "wrong_actor")
	apitest.Refused(t, serve(t, with(e)), http.StatusUnprocessableEntity, "invalid_fields")
	e.Headers["content-type"], e.Body = "text/csv", "registrationId,verdict\r\n"+secondID+",approve\r\n"
	apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields")
}

// After the end of the campaign its products are closed: there is nothing to answer.
func TestAfterTheEndOfTheCampaign(t *testing.T) {
	w := world(t)
	e := apitest.At(apitest.Event(t, "review-closures/two-rows"), w.Campaign.CampaignPeriod.End)
	rows := apitest.Decode[contract.Rows[contract.AgencyRegistration]](t, apitest.Server(contract.ReviewClosures, w.Table, handle)(t, e), http.StatusOK)
	if diff := cmp.Diff([]string{"409 campaign_closed", "409 campaign_closed"}, results(rows)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The events of one call say so: the seller hears of all that were approved in one notice.
func TestTheRowsAreOneCall(t *testing.T) {
	w := world(t)
	e := with(apitest.Event(t, "review-closures/two-rows"), row(tabletest.RegistrationID, "approve", ""), row(secondID, "approve", ""))
	apitest.Decode[contract.Rows[contract.AgencyRegistration]](t, apitest.Server(contract.ReviewClosures, w.Table, handle)(t, e), http.StatusOK)
	calls := map[string]int{}
	for _, registrationID := range []string{tabletest.RegistrationID, secondID} {
		key := keys.Registration(tabletest.CampaignID, registrationID)
		items, err := w.Table.All(t.Context(), table.Query{Partition: key.PK, Prefix: "EVENT#" + registrationID})
		if err != nil {
			t.Fatal(err)
		}
		events, err := table.DecodeEvents(items)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range notice.For(events[len(events)-1], notice.About{}, notice.Audience{}) {
			calls[n.Inbox+" "+n.Call]++
		}
	}
	if want := map[string]int{tabletest.SellerID + " " + e.RequestContext.RequestID: 2}; !maps.Equal(want, calls) {
		t.Errorf("heard of %v, want %v", calls, want)
	}
}
