package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// on is a sample that the carrier has told of twice, the second time of something earlier.
func on(t *testing.T) apitest.Serve {
	t.Setenv(lifecycle.SampleMachine, "arn:aws:states:us-east-1:000000000000:stateMachine:sample-lifecycle")
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	w.Report(sample.StatusShipped, "in_transit", "Departed", tabletest.Day(8, 4))
	return apitest.Server(contract.GetSample, w.Table, handle)
}

// Feature H4: the carrier's events in the carrier's order, whichever came first.
func TestEveryPartySeesTheLogistics(t *testing.T) {
	serve := on(t)
	for _, who := range []string{"agency", "seller", "creator"} {
		v := apitest.Decode[contract.AgencySampleDetail](t, serve(t, apitest.Event(t, "get-sample/as-"+who)), http.StatusOK)
		if v.Status != sample.StatusDelivered || string(v.View) != who || len(v.Logistics) != 2 {
			t.Fatalf("%s: %+v", who, v)
		}
		if first, second := v.Logistics[0], v.Logistics[1]; first.Status != "in_transit" || first.Message != "Departed" || second.Status != "delivered" || second.Carrier != "USPS" || second.AttemptNumber != 1 {
			t.Errorf("%s: logistics %+v", who, v.Logistics)
		}
		if link := strings.HasSuffix(v.ExecutionArn, ":execution:sample-lifecycle:"+tabletest.SampleID); link != (who == "agency") {
			t.Errorf("%s: execution %q", who, v.ExecutionArn)
		}
	}
}

// Feature C11: a seller sees nothing of the creator.
func TestSellerSeesNothingOfTheCreator(t *testing.T) {
	answer := on(t)(t, apitest.Event(t, "get-sample/as-seller"))
	v := apitest.Decode[contract.SellerSample](t, answer, http.StatusOK)
	if v.ID != tabletest.SampleID || v.Shipment.TrackingNumber != tabletest.Tracking {
		t.Fatalf("%+v", v)
	}
	for _, secret := range []string{tabletest.CreatorID, "glow.with.ana", tabletest.AddressID, "execution"} {
		if strings.Contains(answer.Body, secret) {
			t.Errorf("the seller reads %s: %s", secret, answer.Body)
		}
	}
}

// Feature C11: what the creator does with a sample, or fails to do, changes nothing that its seller reads.
func TestTheSellerReadsTheSameWhateverTheCreatorDoes(t *testing.T) {
	delivered := func(t *testing.T) *tabletest.World {
		return tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	}
	reads := func(w *tabletest.World) string {
		return apitest.Server(contract.GetSample, w.Table, handle)(t, apitest.Event(t, "get-sample/as-seller")).Body
	}
	want := reads(delivered(t))
	for name, live := range map[string]func(w *tabletest.World){
		"received":  func(w *tabletest.World) { w.Receive() },
		"posted":    func(w *tabletest.World) { w.Receive().Post() },
		"completed": func(w *tabletest.World) { w.Receive().Post().Complete() },
		"missed":    func(w *tabletest.World) { w.Miss() },
	} {
		w := delivered(t)
		live(w)
		if diff := cmp.Diff(want, reads(w)); diff != "" {
			t.Errorf("a sample that is %s differs for its seller:\n%s", name, diff)
		}
	}
}

// Feature F9: a sample that waits for its creator's authorization is no matter of the seller's yet.
func TestTheSellerKnowsOfNoSampleThatIsNotAuthorized(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask().Reserve()
	serve := apitest.Server(contract.GetSample, w.Table, handle)
	apitest.Refused(t, serve(t, apitest.Event(t, "get-sample/as-seller")), http.StatusNotFound, "sample_not_found")
	v := apitest.Decode[contract.AgencySampleDetail](t, serve(t, apitest.Event(t, "get-sample/as-agency")), http.StatusOK)
	if v.Status != sample.StatusAwaitingAuthorization {
		t.Errorf("the agency reads status %q", v.Status)
	}
}

func TestToOthersItIsNotThere(t *testing.T) {
	serve := on(t)
	e := apitest.Event(t, "get-sample/as-agency")
	for _, other := range []apitest.Request{
		apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83"), apitest.As(e, actor.Seller, "sel_01Q3XXS8MRKP7ES1X6MXWR9V83"),
		apitest.As(e, actor.Creator, "crt_01Q3XXS8MRKP7ES1X6MXWR9V83"),
	} {
		apitest.Refused(t, serve(t, other), http.StatusNotFound, "sample_not_found")
	}
	e.PathParameters = map[string]string{"sampleId": "smp_01QG0189M0J2WV7KDTR1Q2C7BM"}
	apitest.Refused(t, serve(t, e), http.StatusNotFound, "sample_not_found")
}

// Features E6, H7: while a sample waits for a resolution, its agency reads where it can be sent again, and of that no more than the
// id and the place. Nobody else does.
func TestTheAgencyReadsWhereASampleCanBeSentAgain(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	serve := apitest.Server(contract.GetSample, w.Table, handle)
	read := func(who string) *contract.AuthorizedAddress {
		t.Helper()
		answer := serve(t, apitest.Event(t, "get-sample/as-"+who))
		if strings.Contains(answer.Body, tabletest.Away.Line1) || strings.Contains(answer.Body, tabletest.Home.Line1) {
			t.Errorf("%s reads the street: %s", who, answer.Body)
		}
		return apitest.Decode[contract.AgencySampleDetail](t, answer, http.StatusOK).Authorized
	}
	check := func(when string, want, got *contract.AuthorizedAddress) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	check("delivered", nil, read("agency"))
	w.Problem()
	check("a problem", &contract.AuthorizedAddress{AddressID: tabletest.AddressID, City: "Los Angeles", Region: "CA", Country: "US"}, read("agency"))
	w.KeepForAll()
	check("the creator has moved", &contract.AuthorizedAddress{AddressID: tabletest.AddressForAll, City: "Boston", Region: "MA", Country: "US"}, read("agency"))
	check("seller", nil, read("seller"))
	check("creator", nil, read("creator"))
	w.End()
	check("nothing is authorized any more", nil, read("agency"))
}

// Features H4, H5 and H6: every party reads each attempt and what went wrong, with the photos; each sees the names of what the
// sample is about, and the seller still nothing of the creator.
func TestEveryPartyReadsWhatWentWrong(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Problem()
	w.Reship(tabletest.Day(14, 9)).Label()
	serve := apitest.Server(contract.GetSample, w.Table, handle)
	for _, who := range []string{"agency", "seller", "creator"} {
		answer := serve(t, apitest.Event(t, "get-sample/as-"+who))
		v := apitest.Decode[contract.AgencySampleDetail](t, answer, http.StatusOK)
		if len(v.Attempts) != 2 || v.Attempts[0].AttemptNumber != 1 || v.Attempts[1].AttemptNumber != 2 || v.Attempts[0].DispatchedAt == nil || v.Attempts[1].DispatchedAt != nil {
			t.Errorf("%s: attempts %+v", who, v.Attempts)
		}
		if len(v.Exceptions) != 1 || v.Exceptions[0].Kind != sample.Missing || v.Exceptions[0].AttemptNumber != 1 || (v.Exceptions[0].EndedAt == nil) != (who == "seller") {
			t.Errorf("%s: exceptions %+v", who, v.Exceptions)
		}
		names := contract.SampleSurroundings{
			CampaignName: "Summer glow", AgencyName: "North Star Agency", SellerName: "Dew & Daughters", ImageURL: w.Product.ImageURL,
			Price: &contract.Money{Amount: 2400, Currency: "USD"}, Category: "Skincare",
		}
		if diff := cmp.Diff(names, v.SampleSurroundings); diff != "" {
			t.Errorf("%s (-want +got):\n%s", who, diff)
		}
		if who == "seller" && (strings.Contains(answer.Body, tabletest.CreatorID) || strings.Contains(answer.Body, "glow.with.ana")) {
			t.Errorf("the seller reads who the creator is: %s", answer.Body)
		}
	}
}
