package local_test

import (
	"encoding/json"
	"net/http"
	"path"
	"testing"

	"samplepath/events"
	"samplepath/infra/local/demo"
	"samplepath/infra/local/states"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
)

// shipped orders a sample and brings it to its creator.
func (a *app) shipped(tracking string) contract.AgencySample {
	a.Helper()
	ctx := a.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.must(a.Ship(ctx, s.ID, tracking))
	a.delivered(tracking)
	return s
}

func (a *app) delivered(tracking string) {
	a.Helper()
	_, err := a.Tell(a.Context(), demo.News{EventID: "evt_" + tracking, Tracking: tracking, Status: "delivered", At: a.Clock.Now()})
	a.must(err)
	a.settle()
}

// miss lets the creator report the sample as missing.
func (a *app) miss(sampleID string) {
	a.Helper()
	_, err := demo.Post[contract.CreatorSample](a.Context(), a.Creator, "/v1/samples/"+sampleID+"/problem", contract.ReportProblemRequest{Kind: sample.Missing})
	a.must(err)
	a.settle()
}

// Features H6, H7: a problem diverts the workflow at once, opens a task for the agency, and a second shipment with its
// own tracking goes the whole way.
func TestProblemIsResolvedByAReship(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	s := a.shipped("9400100000000000000041")
	a.inState(s.ID, "Await receipt")
	a.miss(s.ID)
	a.inState(s.ID, "Await resolution")
	if told := a.inbox(a.Agency); told[0].Type != sample.EventProblem {
		t.Fatalf("the agency was told %+v", told[0])
	}
	again, err := demo.Post[contract.AgencySample](ctx, a.Agency, "/v1/samples/"+s.ID+"/resolution", contract.ResolveExceptionRequest{Action: "reship", AddressID: s.AddressID})
	a.must(err)
	a.settle()
	a.inState(s.ID, "Await shipment")
	a.must(a.Ship(ctx, s.ID, "9400100000000000000042"))
	a.delivered("9400100000000000000042")
	a.must(a.Publish(ctx, a.Creator, s.ID))
	a.settle()
	got := a.sample(s.ID)
	if again.Reships != 1 || got.Status != sample.StatusCompleted || got.Shipment.AttemptNumber != 2 || got.Shipment.TrackingNumber != "9400100000000000000042" {
		t.Fatalf("%+v", got.AgencySample)
	}
	if status := a.executions(lifecycles)[s.ID]; status != states.Succeeded || a.available() != 9 {
		t.Fatalf("the execution is %s; %d available", status, a.available())
	}
}

// Feature H7: the agency closes it with an excuse, and the creator can be sent samples as before.
func TestProblemIsClosedWithAnExcuse(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	s := a.shipped("9400100000000000000043")
	a.miss(s.ID)
	_, err := demo.Post[contract.AgencySample](ctx, a.Agency, "/v1/samples/"+s.ID+"/resolution", contract.ResolveExceptionRequest{Action: "close", Outcome: "lost", Excused: true})
	a.must(err)
	a.settle()
	if status := a.executions(lifecycles)[s.ID]; status != states.Succeeded {
		t.Fatalf("the execution is %s", status)
	}
	_, err = demo.Post[contract.AgencySample](ctx, a.Agency, "/v1/samples", contract.OrderSampleRequest{
		CampaignID: a.Campaign.Campaign.ID, RegistrationID: a.Products[1].ID, CreatorID: a.Creator.ActorID,
	})
	a.must(err)
}

// Feature H7: what nobody resolves in time is closed as lost, and counts against nobody.
func TestUnresolvedProblemIsClosedAsLost(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.quiet()
	s := a.shipped("9400100000000000000044")
	a.miss(s.ID)
	a.advance(15 * day)
	if got := a.sample(s.ID); got.Status != sample.StatusLost || got.Reason != "not_resolved_in_time" || got.Excuse == "" {
		t.Fatalf("the sample is %s: %s", got.Status, got.Reason)
	}
	if status := a.executions(lifecycles)[s.ID]; status != states.Succeeded {
		t.Fatalf("the execution is %s", status)
	}
}

// Feature I2: an approved extension moves the deadline of the running execution.
func TestExtensionMovesTheDeadline(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.quiet()
	ctx := t.Context()
	s := a.shipped("9400100000000000000045")
	_, err := demo.Post[contract.CreatorSample](ctx, a.Creator, "/v1/samples/"+s.ID+"/extension", contract.RequestExtensionRequest{Days: 3, Reason: "travel"})
	a.must(err)
	_, err = demo.Post[contract.AgencySample](ctx, a.Agency, "/v1/samples/"+s.ID+"/extension/review", contract.ReviewExtensionRequest{Decision: sample.Approve})
	a.must(err)
	a.advance(21 * day)
	if got := a.sample(s.ID); got.Status != sample.StatusDelivered {
		t.Fatalf("after 21 days the sample is %s", got.Status)
	}
	a.advance(3 * day)
	if got := a.sample(s.ID); got.Status != sample.StatusMissed {
		t.Fatalf("after 24 days the sample is %s", got.Status)
	}
}

// carrierSays sends a sample event of receive-carrier-event as it is: the provider's own body, signed as it was recorded.
func (a *app) carrierSays(name string) {
	a.Helper()
	encoded, err := events.Files.ReadFile(path.Join("receive-carrier-event", name+".json"))
	a.must(err)
	var e struct {
		Path    string            `json:"rawPath"`
		Headers map[string]string `json:"headers"`
		Body    string            `json:"body"`
	}
	a.must(json.Unmarshal(encoded, &e))
	header := http.Header{}
	for name, value := range e.Headers {
		header.Set(name, value)
	}
	answer, err := demo.Send(a.Context(), http.MethodPost, a.URL+e.Path, header, []byte(e.Body))
	a.must(err)
	var said contract.CarrierEventAnswer
	if err := json.Unmarshal(answer.Body, &said); err != nil || said.Result != "recorded" {
		a.Fatalf("%s: %d %s", name, answer.Status, answer.Body)
	}
	a.settle()
}

// Feature H5: real bodies of two providers: a failed delivery and a return divert the workflow at once, from wherever it
// waits, and the agency is told.
func TestCarriersDivertTheWorkflow(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]sample.ExceptionKind{
		"failure": sample.DeliveryFailed, "return-to-sender": sample.ReturnedToSender, "lost": sample.LostInTransit,
		"aftership-attempt-fail": sample.DeliveryFailed, "aftership-returned": sample.ReturnedToSender,
	} {
		t.Run(name, func(t *testing.T) {
			a := opened(t)
			s, err := a.Order(t.Context(), a.Creator)
			a.must(err)
			a.must(a.Ship(t.Context(), s.ID, "9400111899223344556677")) // the parcel of the recorded bodies
			a.settle()
			a.inState(s.ID, "Await delivery")
			a.carrierSays(name)
			a.inState(s.ID, "Await resolution")
			if got := a.sample(s.ID); got.Status != sample.StatusDeliveryException || got.Exception == nil || got.Exception.Kind != kind || len(got.Logistics) == 0 {
				t.Fatalf("%s: %+v", got.Status, got.Exception)
			}
			if told := a.inbox(a.Agency); told[0].Type != sample.EventException {
				t.Fatalf("the agency was told %+v", told[0])
			}
		})
	}
}
