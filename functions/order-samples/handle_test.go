package main

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/lifecycle"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature F9: several samples of one upload wait for one request, which the first of them makes.
func TestSamplesOfOneUploadWaitForOneRequest(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	second := w.Decide(w.Offer(secondProduct, "1729384756002", "Night Cream"), registration.Approve, "")
	serve := apitest.Server(contract.OrderSamples, w.Table, handle)
	e := apitest.Event(t, "order-samples/waiting-rows-as-csv")
	rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, serve(t, e), http.StatusOK)
	if rows.Succeeded != 2 || rows.Rows[1].Result.RegistrationID != second.ID {
		t.Fatalf("%+v", rows)
	}
	a, err := creators.Authorization(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID)
	if err != nil || a.Version != 1 {
		t.Fatalf("%+v %v", a, err)
	}
	for _, row := range rows.Rows {
		if s := row.Result; s.Status != sample.StatusAwaitingAuthorization || s.RequestID != a.RequestID {
			t.Errorf("%+v does not wait for %s", s, a.RequestID)
		}
	}
}

// Feature F9: the creator declines while an upload is under way. Whatever comes first, every sample waits for a request that is
// answered, and is released, or for the new one that is pending: none waits for ever.
func TestAnAnswerDuringAnUploadLeavesNobodyWaiting(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	lines := []string{"campaignId,registrationId,creatorId,awaitAuthorization"}
	for i := range 8 {
		product := w.Decide(w.Offer(fmt.Sprintf("%s%d", secondProduct[:len(secondProduct)-1], i), fmt.Sprintf("172938475610%d", i), "Night Cream"), registration.Approve, "")
		lines = append(lines, strings.Join([]string{tabletest.CampaignID, product.ID, tabletest.CreatorID, "true"}, ","))
	}
	e := apitest.Event(t, "order-samples/waiting-rows-as-csv")
	e.Body = strings.Join(lines, "\r\n")
	serve := apitest.Server(contract.OrderSamples, w.Table, handle)
	var answer apitest.Answer
	var upload sync.WaitGroup
	upload.Go(func() { answer = serve(t, e) })
	w.Decline()
	upload.Wait()
	rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, answer, http.StatusOK)
	if rows.Succeeded != 8 {
		t.Fatalf("%+v", rows)
	}
	a, err := creators.Authorization(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows.Rows {
		task, err := lifecycle.ExpireOverdue(t.Context(), w.Table, workflow.ExpireOverdueInput{Wait: workflow.WaitAuthorization, SampleID: row.Result.ID})
		waits := errors.Is(err, lifecycle.ErrNotDue) && row.Result.RequestID == a.RequestID && a.Status == authorization.StatusPending
		released := err == nil && task.Status == string(sample.StatusCancelled) && row.Result.RequestID == tabletest.RequestID
		if !waits && !released {
			t.Errorf("%+v waits for %s, while %+v stands: %v", task, row.Result.RequestID, a, err)
		}
	}
}

const secondProduct = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y"

// Feature F7: as JSON and as CSV, with a key and without: a result for each row in its place, and the same upload again
// creates nothing and answers the same.
func TestUpload(t *testing.T) {
	for _, name := range []string{"two-rows", "two-rows-as-csv"} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Authorized()
			serve := apitest.Server(contract.OrderSamples, w.Table, handle)
			e := apitest.Event(t, "order-samples/"+name)
			first := serve(t, e)
			rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, first, http.StatusOK)
			if rows.Rows[0].Status != http.StatusCreated {
				t.Errorf("a sample that is ordered has the status %d, want that of a single order", rows.Rows[0].Status)
			}
			if rows.Succeeded != 1 || rows.Failed != 1 || rows.Rows[0].Result == nil || rows.Rows[0].Result.Variant != "30 ml" ||
				rows.Rows[1].Error == nil || rows.Rows[1].Error.Code != "registration_not_found" {
				t.Fatalf("%s", first.Body)
			}
			again := apitest.Decode[contract.Rows[contract.AgencySample]](t, serve(t, e), http.StatusOK)
			if again.Succeeded != 1 || again.Rows[0].Status != http.StatusCreated || again.Rows[0].Result.ID != rows.Rows[0].Result.ID || again.Rows[1].Error.Code != "registration_not_found" {
				t.Fatalf("again: %+v", again)
			}
			r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
			if err != nil || r.Ordered != 1 {
				t.Fatalf("%d ordered, %v", r.Ordered, err)
			}
		})
	}
}
