package lives_test

import (
	"time"

	"samplepath/infra/local/states"
	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

// act is something that happens to a sample. It answers false where the rules refuse it, and then has changed nothing.
type act struct {
	name string
	do   func(s *stage, before sample.Sample) bool
}

// store is a function of package table that stores a change of a sample.
type store = func(before, after sample.Sample, e event.Event) table.Change

// move is an act by the rules of package sample.
func move(name string, kind event.Type, rule func(s sample.Sample, now time.Time) (sample.Sample, error), store store) act {
	return act{name, func(s *stage, before sample.Sample) bool {
		after, err := rule(before, s.clk.Now())
		return err == nil && s.keep(before, after, kind, store)
	}}
}

func (s *stage) keep(before, after sample.Sample, kind event.Type, store store) bool {
	s.t.Helper()
	s.commit(store(before, after, event.Changed(before, after, kind, event.Party{}, s.clk.Now())))
	return true
}

// carrier is a carrier's news of now.
func carrier(name string, news sample.CarrierNews) act {
	return act{name, func(s *stage, before sample.Sample) bool {
		news.At = s.clk.Now()
		after, kind, err := sample.Report(before, news, s.clk.Now())
		return err == nil && kind != sample.EventCarrier && s.keep(before, after, kind, samples.Changed)
	}}
}

// platform is the platform's news of now.
func platform(name string, means sample.Status, reason string) act {
	return act{name, func(s *stage, before sample.Sample) bool {
		steps, err := sample.Follow(before, sample.PlatformNews{Means: means, Reason: reason, At: s.clk.Now()}, s.clk.Now())
		if err != nil || len(steps) == 0 {
			return false
		}
		var events []event.Event
		after := before
		for _, step := range steps {
			events = append(events, event.Changed(after, step.After, step.Kind, event.Party{}, s.clk.Now()))
			after = step.After
		}
		s.commit(samples.Followed(before, after, events))
		return true
	}}
}

// answer is the creator's answer to the authorization request.
func answer(name string, kind event.Type, say func(w *tabletest.World) *tabletest.World, from authorization.Status) act {
	return act{name, func(s *stage, before sample.Sample) bool {
		if before.Status != sample.StatusAwaitingAuthorization {
			return false
		}
		a, err := creators.Authorization(s.ctx(), s.w.Table, tabletest.AgencyID, tabletest.CreatorID)
		if err != nil {
			s.t.Fatal(err)
		}
		if a.Status != from {
			return false
		}
		s.w.Authorization = a
		say(s.w)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.ended = append(s.ended, event.Event{
			Type: kind, Parties: event.Parties{AgencyID: a.AgencyID, CreatorID: a.CreatorID}, Details: map[string]string{authorization.DetailRequest: a.RequestID},
		})
		return true
	}}
}

// acts are all that people, carriers and the platform can do.
var acts = []act{
	answer("accept", authorization.EventAccepted, (*tabletest.World).Accept, authorization.StatusPending),
	answer("decline", authorization.EventDeclined, (*tabletest.World).Decline, authorization.StatusPending),
	answer("end the authorization", authorization.EventEnded, (*tabletest.World).End, authorization.StatusAuthorized),
	{"label", func(s *stage, before sample.Sample) bool {
		if before.Shipment != nil && before.Shipment.Failed == "" {
			return false // again: of no interest here
		}
		after, kind, err := sample.Label(before, sample.Shipment{Carrier: tabletest.Carrier, TrackingNumber: tabletest.Tracking}, s.clk.Now())
		return err == nil && s.keep(before, after, kind, samples.Changed)
	}},
	move("dispatch", sample.EventDispatched, func(s sample.Sample, now time.Time) (sample.Sample, error) {
		return sample.Dispatch(s, "dock", []string{"serum"}, now)
	}, samples.Changed),
	carrier("in transit", sample.CarrierNews{Means: sample.StatusShipped, Status: "in_transit"}),
	carrier("delivered", sample.CarrierNews{Means: sample.StatusDelivered, Status: "delivered"}),
	carrier("failed", sample.CarrierNews{Exception: sample.DeliveryFailed, Status: "failure"}),
	carrier("lost", sample.CarrierNews{Exception: sample.LostInTransit, Status: "lost"}),
	move("confirm", sample.EventReceived, func(s sample.Sample, now time.Time) (sample.Sample, error) {
		return sample.Receive(s, "intact", now)
	}, samples.Changed),
	move("report a problem", sample.EventProblem, func(s sample.Sample, now time.Time) (sample.Sample, error) {
		return sample.ReportProblem(s, sample.Exception{Kind: sample.Missing}, now)
	}, samples.Changed),
	move("reship", sample.EventReshipped, func(s sample.Sample, now time.Time) (sample.Sample, error) {
		return sample.Reship(s, s.AddressID, now)
	}, samples.Reshipped),
	{"close as lost", closing(sample.ClosedLost, true)},
	{"write off", closing(sample.ClosedDamaged, false)},
	{"extend", func(s *stage, before sample.Sample) bool {
		asked, err := sample.RequestExtension(before, 7, "travel", s.clk.Now())
		if err != nil {
			return false
		}
		s.keep(before, asked, sample.EventExtensionRequested, samples.Changed)
		given, kind, err := sample.ReviewExtension(asked, sample.Approve, "", s.clk.Now())
		return err == nil && s.keep(asked, given, kind, samples.Changed)
	}},
	{"post", func(s *stage, before sample.Sample) bool {
		if len(before.Content) > 0 {
			return false // one more: of no interest here
		}
		posting := sample.Content{Kind: sample.Video, URL: "https://www.tiktok.com/@glow/video/7300000000000000001", PublishedAt: s.clk.Now()}
		after, kind, err := sample.LogContent(before, posting, nil, s.clk.Now())
		return err == nil && s.keep(before, after, kind, samples.Changed)
	}},
	move("cancel", sample.EventCancelled, func(s sample.Sample, _ time.Time) (sample.Sample, error) { return sample.Cancel(s) }, samples.Released),
	platform("platform: shipped", sample.StatusShipped, ""),
	platform("platform: delivered", sample.StatusDelivered, ""),
	platform("platform: completed", sample.StatusPosted, ""),
	platform("platform: missed", sample.StatusMissed, ""),
	platform("platform: cancelled", sample.StatusCancelled, "withdrawn_by_creator"),
	platform("platform: not shipped", sample.StatusCancelled, sample.NotShipped),
}

func closing(outcome sample.Closing, excused bool) func(*stage, sample.Sample) bool {
	return func(s *stage, before sample.Sample) bool {
		after, kind, err := sample.Close(before, outcome, excused)
		return err == nil && s.keep(before, after, kind, samples.Closed)
	}
}

// waitOf is what a state waits for.
var waitOf = map[string]workflow.Wait{
	"Await authorization": workflow.WaitAuthorization, "Await shipment": workflow.WaitShipment, "Await delivery": workflow.WaitDelivery,
	"Await receipt": workflow.WaitReceipt, "Await content": workflow.WaitContent, "Await resolution": workflow.WaitResolution,
}

// passTime lets the time of the present wait run out; a day where nothing waits for anything.
func (s *stage) passTime() {
	s.t.Helper()
	left := policy.Day
	if status, _ := s.execution(); status == states.Running {
		history, err := s.states.History(states.HistoryInput{ARN: lifecycle.ExecutionOf(s.sample()), Reverse: true, MaxResults: 10})
		if err != nil {
			s.t.Fatal(err)
		}
		for _, e := range history.Events {
			if e.Type == "TaskScheduled" {
				left = e.Time.Add(time.Duration(e.Details.TimeoutInSeconds) * time.Second).Sub(s.clk.Now())
				break
			}
		}
	}
	s.advance(left)
}
