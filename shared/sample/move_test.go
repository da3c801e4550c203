package sample_test

import (
	"cmp"
	"errors"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
)

var (
	ordered   = time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	delivered = ordered.Add(100 * time.Hour)
	late      = ordered.Add(1000 * time.Hour) // every reminder of a delivered sample is due
	p         = policy.Default
)

var statuses = []sample.Status{
	sample.StatusReadyToShip, sample.StatusShipped, sample.StatusDelivered, sample.StatusReceived, sample.StatusPosted, sample.StatusCompleted, sample.StatusCancelled, sample.StatusLost, sample.StatusMissed,
	sample.StatusDeliveryException, sample.StatusProblemReported, sample.StatusWrittenOff, sample.StatusAwaitingAuthorization,
}

// in is a sample as it can be in a status.
func in(status sample.Status) sample.Sample {
	s := sample.Sample{
		ID: "smp_1", RegistrationID: "reg_01JD5W0G4Z8QX6T3M9V7K2B1CY_01JD5X3N6T2M8B7R5V9Q4C1HZK", AgencyID: "agn_1", SellerID: "sel_1", CreatorID: "crt_1",
		Status: status, OrderedAt: ordered, RequestID: "ath_1", Version: 5,
		Shipment: &sample.Shipment{AttemptNumber: 1, Carrier: "USPS", TrackingNumber: "9400", LabelledAt: ordered},
	}
	if status.Rank() >= sample.StatusShipped.Rank() {
		s.Shipment.DispatchedAt = &ordered
	}
	if status == sample.StatusDelivered || status == sample.StatusReceived || status == sample.StatusMissed {
		due := delivered.Add(policy.Days(p.ContentDays))
		s.DeliveredAt, s.ContentDueAt = new(delivered), &due
	}
	if status == sample.StatusDelivered || status == sample.StatusReceived {
		s.NextReminderAt = new(delivered.Add(policy.Days(p.ReceiptReminderDays)))
	}
	if status == sample.StatusReceived {
		s.ReceivedAt = new(delivered)
	}
	switch status {
	case sample.StatusPosted, sample.StatusCompleted, sample.StatusMissed: // a missed one of which content came late
		s.Content = []sample.Content{{Kind: sample.Video, URL: firstPost, PublishedAt: delivered}}
	case sample.StatusDeliveryException:
		s.Exception = &sample.Exception{Kind: sample.DeliveryFailed, At: delivered, CarrierTime: delivered}
	case sample.StatusProblemReported, sample.StatusWrittenOff:
		s.Exception = &sample.Exception{Kind: sample.Missing, At: delivered}
	default:
	}
	return s
}

const (
	firstPost   = "https://www.tiktok.com/@ana/video/7300000000000000001"
	anotherPost = "https://www.tiktok.com/@ana/video/7300000000000000002"
)

// log logs another post, where that makes the event of that kind.
func log(want event.Type) func(sample.Sample) (sample.Sample, error) {
	return func(s sample.Sample) (sample.Sample, error) {
		told := sample.Content{Kind: sample.Video, URL: anotherPost, PublishedAt: delivered}
		next, kind, err := sample.LogContent(s, told, sample.TikTok, late)
		if err == nil && kind != want {
			return s, sample.ErrMove.With("status", s.Status)
		}
		return next, err
	}
}

// does says how each event of a sample that exists comes about. Carriers' news is apart: it is never refused.
var does = map[event.Type]func(sample.Sample) (sample.Sample, error){
	sample.EventLabelled: func(s sample.Sample) (sample.Sample, error) {
		fresh := s
		fresh.Shipment = nil
		next, _, err := sample.Label(fresh, sample.Shipment{Carrier: "UPS", TrackingNumber: "1Z"}, late)
		if err != nil {
			return s, err
		}
		return next, nil
	},
	sample.EventRelabelled: func(s sample.Sample) (sample.Sample, error) {
		next, _, err := sample.Label(s, sample.Shipment{Carrier: "UPS", TrackingNumber: "1Z"}, late)
		return next, err
	},
	sample.EventDispatched: func(s sample.Sample) (sample.Sample, error) {
		next, err := sample.Dispatch(undispatched(s), "dock", []string{"serum"}, late)
		if err != nil {
			return s, err
		}
		return next, nil
	},
	sample.EventReceived: func(s sample.Sample) (sample.Sample, error) { return sample.Receive(s, "intact", late) },
	sample.EventReminded: func(s sample.Sample) (sample.Sample, error) {
		next, err := sample.Remind(s, late)
		return next, err
	},
	sample.EventPosted: func(s sample.Sample) (sample.Sample, error) {
		return sample.Post(s, sample.Content{Kind: "VIDEO", PublishedAt: ordered}, late)
	},
	sample.EventContentAdded: log(sample.EventContentAdded), sample.EventPostedLate: log(sample.EventPostedLate),
	sample.EventContentUpdated: func(s sample.Sample) (sample.Sample, error) {
		steps, err := sample.ReportContent(s, sample.Content{Kind: sample.Video, URL: firstPost, PublishedAt: delivered, Metrics: figures(1, late)}, late)
		if len(steps) == 0 || steps[0].Kind != sample.EventContentUpdated {
			return s, cmp.Or(err, error(sample.ErrMove.With("status", s.Status)))
		}
		return steps[0].After, err
	},
	sample.EventContentCorrected: func(s sample.Sample) (sample.Sample, error) {
		next, _, err := sample.CorrectContent(s, 1, sample.Correction{URL: anotherPost}, sample.TikTok, late)
		if errors.Is(err, sample.ErrNoContent) {
			err = sample.ErrMove.With("status", s.Status)
		}
		return next, err
	},
	sample.EventCompleted: sample.Complete, sample.EventNotShipped: sample.ExpireUnshipped,
	sample.EventCancelled: sample.Cancel, sample.EventLost: sample.Lose, sample.EventMissed: sample.Miss,
	sample.EventProblem: func(s sample.Sample) (sample.Sample, error) {
		return sample.ReportProblem(s, sample.Exception{Kind: sample.Missing}, late)
	},
	sample.EventReshipped: func(s sample.Sample) (sample.Sample, error) { return sample.Reship(s, "adr_2", late) },
	sample.EventWrittenOff: func(s sample.Sample) (sample.Sample, error) {
		if s.Exception == nil { // Close looks for the exception first
			s.Exception = &sample.Exception{}
			if _, _, err := sample.Close(s, sample.ClosedDamaged, true); err != nil {
				s.Exception = nil
				return s, err
			}
		}
		next, _, err := sample.Close(s, sample.ClosedDamaged, true)
		return next, err
	},
	sample.EventExtensionRequested: func(s sample.Sample) (sample.Sample, error) {
		return sample.RequestExtension(s, 3, "travel", late)
	},
	sample.EventExtensionApproved: func(s sample.Sample) (sample.Sample, error) { return answer(s, sample.Approve, "") },
	sample.EventExtensionRefused:  func(s sample.Sample) (sample.Sample, error) { return answer(s, sample.Refuse, "no") },
	sample.EventClassified: func(s sample.Sample) (sample.Sample, error) {
		return sample.Classify(s, sample.Outcome{Generated: true}, late)
	},
	sample.EventAuthorized: func(s sample.Sample) (sample.Sample, error) {
		return sample.Authorize(s, authorization.Authorization{RequestID: "ath_1", Status: authorization.StatusAuthorized, AddressID: "adr_1"}, late)
	},
	sample.EventNotAuthorized: func(s sample.Sample) (sample.Sample, error) {
		return sample.Release(s, authorization.Authorization{RequestID: "ath_1", Status: authorization.StatusRejected}, late)
	},
	sample.EventLinked:   func(s sample.Sample) (sample.Sample, error) { return sample.Link(s, "7301") },
	sample.EventUnlinked: sample.Unlink,
	sample.EventExcused:  func(s sample.Sample) (sample.Sample, error) { return sample.Pardon(s, sample.ExcuseLost) },
	sample.EventRestarted: func(s sample.Sample) (sample.Sample, error) {
		next, _, err := sample.Restart(s, late)
		return next, err
	},
	sample.EventStuck: func(s sample.Sample) (sample.Sample, error) {
		s.Recovery = &sample.Recovery{Restarts: sample.MostRestarts}
		next, _, err := sample.Restart(s, late)
		if err != nil {
			s.Recovery = nil
			return s, err
		}
		return next, err
	},
	sample.EventRetried: func(s sample.Sample) (sample.Sample, error) {
		s.Recovery = &sample.Recovery{Restarts: 1}
		next, err := sample.Retry(s)
		if err != nil {
			s.Recovery = nil
			return s, err
		}
		return next, err
	},
}

// undispatched is a sample whose seller has not recorded the dispatch.
func undispatched(s sample.Sample) sample.Sample {
	shipment := *s.Shipment
	shipment.DispatchedAt, s.Shipment = nil, &shipment
	return s
}

var news = map[event.Type]sample.CarrierNews{
	sample.EventCarrier: {}, sample.EventShipped: {Means: sample.StatusShipped}, sample.EventDelivered: {Means: sample.StatusDelivered},
	sample.EventException: {Exception: sample.LostInTransit},
}

// sentAgain are the moves that take a sample back: a creator's and an agency's, and a carrier's only where it shows that a
// delivery was wrong (feature H5).
var sentAgain = []event.Type{sample.EventReshipped, sample.EventProblem, sample.EventException}

// Every status with every event: legal moves go where the table says and count one version; the others are refused with
// one code and change nothing.
func TestEveryMove(t *testing.T) {
	for _, from := range statuses {
		for kind, do := range does {
			before := in(from)
			after, err := do(before)
			to, legal := sample.Moves[from][kind]
			switch {
			case legal && (err != nil || after.Status != to || after.Version != 6):
				t.Errorf("%s of %s: %s, version %d, %v; want %s", kind, from, after.Status, after.Version, err, to)
			case !legal && (!errors.Is(err, sample.ErrMove) || !reflect.DeepEqual(after, before)):
				t.Errorf("%s of %s: %s, %v; want a refusal and no change", kind, from, after.Status, err)
			}
			if !legal && err != nil {
				if refusal, ok := errors.AsType[*fault.Error](err); !ok || refusal.Details["status"] != from {
					t.Errorf("%s of %s: the refusal does not name the status: %v", kind, from, err)
				}
			}
			if !reflect.DeepEqual(before, in(from)) {
				t.Errorf("%s changed the sample it was given", kind)
			}
		}
	}
}

// A carrier's news moves a status where the table has the move, and is kept as news where it has not.
func TestEveryNewsInEveryStatus(t *testing.T) {
	for _, from := range statuses {
		for kind, told := range news {
			before := in(from)
			told.Status, told.At = "word", delivered.Add(time.Hour)
			means := told.Means
			after, got, err := sample.Report(before, told, late)
			to, legal := sample.Moves[from][kind]
			if !legal || from == sample.StatusReadyToShip && kind == sample.EventDelivered { // not dispatched yet
				kind, to = sample.EventCarrier, from
			}
			if err != nil || got != kind || after.Status != to || after.Version != 6 || after.Shipment.CarrierStatus != "word" {
				t.Errorf("%q in %s: %s by %s, %v; want %s by %s", means, from, after.Status, got, err, to, kind)
			}
			if after.Status.Rank() < from.Rank() && kind != sample.EventException {
				t.Errorf("%q moved %s back to %s", means, from, after.Status)
			}
			if !reflect.DeepEqual(before, in(from)) {
				t.Errorf("%q changed the sample it was given", means)
			}
		}
	}
}

// The table itself: every event has a way to come about, every status a row, and what is final goes nowhere.
func TestTableOfMovesIsWhole(t *testing.T) {
	kinds := map[event.Type]bool{sample.EventOrdered: true, sample.EventReserved: true}
	for kind := range does {
		kinds[kind] = true
	}
	for kind := range news {
		kinds[kind] = true
	}
	for _, kind := range followed {
		kinds[kind] = true
	}
	for from, moves := range sample.Moves {
		if from != "" && !slices.Contains(statuses, from) {
			t.Errorf("%q is no status", from)
		}
		for kind, to := range moves {
			if !kinds[kind] {
				t.Errorf("nothing makes %s", kind)
			}
			if to.Rank() < from.Rank() && !slices.Contains(sentAgain, kind) || from.Final() && to != from {
				t.Errorf("%s takes %s back to %s", kind, from, to)
			}
			if !sample.Makes(kind, to) {
				t.Errorf("Makes does not know that %s leads to %s", kind, to)
			}
		}
	}
	for _, status := range statuses {
		if sample.Moves[status] == nil {
			t.Errorf("%s has no row", status)
		}
	}
	if got := slices.Sorted(maps.Keys(sample.Moves[""])); !slices.Equal(got, []event.Type{sample.EventOrdered, sample.EventReserved}) {
		t.Errorf("a sample begins with %v", got)
	}
}

func TestRanksAndTabs(t *testing.T) {
	tabs := map[sample.Status]sample.TrackingTab{
		sample.StatusReadyToShip: sample.NotYetPosted, sample.StatusShipped: sample.NotYetPosted, sample.StatusDelivered: sample.NotYetPosted, sample.StatusReceived: sample.NotYetPosted,
		sample.StatusPosted: sample.HasPosted, sample.StatusCompleted: sample.HasPosted,
		sample.StatusCancelled: sample.Closed, sample.StatusLost: sample.Closed, sample.StatusMissed: sample.Closed,
		sample.StatusDeliveryException: sample.NotYetPosted, sample.StatusProblemReported: sample.NotYetPosted, sample.StatusWrittenOff: sample.Closed, sample.StatusAwaitingAuthorization: sample.NotYetPosted,
	}
	ranks := []int{2, 3, 4, 5, 6, 7, 8, 8, 8, 3, 5, 8, 1}
	for i, status := range statuses {
		if got := in(status).TrackingTab(); got != tabs[status] {
			t.Errorf("%s is on tab %s", status, got)
		}
		if want := ranks[i]; status.Rank() != want {
			t.Errorf("%s has rank %d, want %d", status, status.Rank(), want)
		}
		if status.Final() != (ranks[i] >= 7) {
			t.Errorf("%s final: %t", status, status.Final())
		}
	}
	if sample.Status("unheard of").Rank() != 0 {
		t.Error("a status that is none has a rank")
	}
}

// Feature I3: content is of a time between the order and now.
func TestPostingTimes(t *testing.T) {
	for name, test := range map[string]struct {
		at   time.Time
		code string
	}{
		"before the order": {ordered.Add(-1), "before_order"}, "at the order": {ordered, ""}, "now": {late, ""}, "in the future": {late.Add(1), "in_the_future"},
	} {
		after, err := sample.Post(in(sample.StatusReceived), sample.Content{PublishedAt: test.at}, late)
		invalid, refused := errors.AsType[*fault.Error](err)
		switch {
		case test.code == "" && (err != nil || len(after.Content) != 1 || after.NextReminderAt != nil):
			t.Errorf("%s: %+v %v", name, after, err)
		case test.code != "" && (!refused || invalid.Fields[0].Field != "publishedAt" || invalid.Fields[0].Code != test.code):
			t.Errorf("%s: %v", name, err)
		}
	}
}
