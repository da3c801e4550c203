package sample

import (
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// Event types of what the platform says (feature H8).
const (
	EventLinked            event.Type = "sample.linked"             // to an application of the platform
	EventUnlinked          event.Type = "sample.unlinked"           // from one that is not its own
	EventPlatformCancelled event.Type = "sample.platform_cancelled" // the platform ended it, at whatever point
)

// Faults of a link.
var (
	ErrLinked           = fault.New(fault.Conflict, "already_linked")
	ErrApplicationTaken = fault.New(fault.Conflict, "application_taken").With("nextStep", "wait_or_ask_operator")
	ErrApplicationYours = fault.New(fault.Conflict, "application_taken/yours").With("nextStep", "link_the_other_sample")
	ErrNotLinked        = fault.New(fault.NotFound, "application_not_linked")
)

// Named is whom and what something is about by the platform's own ids; a field is empty where nobody says.
type Named struct {
	ShopID        string `json:"shopId,omitempty"`
	CreatorOpenID string `json:"creatorOpenId,omitempty"`
	ProductID     string `json:"productId,omitempty"`
}

// Contradicts says in what two differ where both say: shop, creator or product; empty where they do not.
func (n Named) Contradicts(other Named) string {
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }
	switch {
	case differ(n.ProductID, other.ProductID):
		return "product"
	case differ(n.CreatorOpenID, other.CreatorOpenID):
		return "creator"
	case differ(n.ShopID, other.ShopID):
		return "shop"
	}
	return ""
}

// Link says which application of the platform a sample is, so that the platform's events find it (feature H8); another
// application takes the place of the one before. It answers ErrLinked, and ErrMove where the sample has ended early.
func Link(s Sample, applicationID string) (Sample, error) {
	next, err := move(s, EventLinked)
	switch {
	case err != nil:
		return s, err
	case s.ApplicationID == applicationID:
		return s, ErrLinked
	}
	next.ApplicationID = applicationID
	return next, nil
}

// Unlink takes a sample that is linked to an application from it: it is not its own, as the platform names another product,
// creator or shop with it, or as an operator has found (feature H8). What the platform told until then stands.
func Unlink(s Sample) (Sample, error) {
	next, err := move(s, EventUnlinked)
	if err != nil {
		return s, err
	}
	next.ApplicationID = ""
	return next, nil
}

// PlatformNews is what the platform says of a sample, in terms of its life (feature H8).
type PlatformNews struct {
	Means  Status // ready to ship, shipped, delivered, posted, missed or cancelled
	Reason string // with Cancelled: why
	At     time.Time
}

// NotShipped is the reason of a sample that its seller did not ship in time, here or on the platform.
const NotShipped = "not_shipped_in_time"

// Step is one move of a sample: what happened, and what it is after it.
type Step struct {
	Kind  event.Type
	After Sample
}

// Follow applies the platform's news by the table of moves, and only forward: no step means that the sample is as far
// already, or that the news is older than what is known. Where the platform tells of something that needs the parcel to
// have arrived, and nobody has said that it has, the delivery is a step before it.
//
// A cancellation gives a sample that has not left back to the allocation; one that has left is written off, and counts
// against nobody. Time that the agency granted for the content holds against the platform's own deadline.
func Follow(s Sample, news PlatformNews, now time.Time) ([]Step, error) {
	switch news.Means {
	case StatusPosted:
		return mention(s, news.At, now)
	case StatusMissed:
		return fail(s, news, now)
	case StatusCancelled:
		return callOff(s, news.Reason)
	default:
		return progress(s, news, now)
	}
}

// progress moves a sample on its way. The platform knows of the first parcel only, and of no exception.
func progress(s Sample, news PlatformNews, now time.Time) ([]Step, error) {
	kind := map[Status]event.Type{StatusShipped: EventShipped, StatusDelivered: EventDelivered}[news.Means]
	_, legal := Moves[s.Status][kind]
	known := s.Exception != nil && news.At.Before(s.Exception.CarrierTime)
	switch {
	case !legal || news.Means.Rank() <= s.Status.Rank() || s.Reships > 0 || known:
		return nil, nil
	case kind == EventDelivered:
		return deliver(s, news.At, now)
	}
	return one(kind)(move(s, kind))
}

func deliver(s Sample, at time.Time, now time.Time) ([]Step, error) {
	next, err := move(s, EventDelivered)
	if err != nil {
		return nil, err
	}
	return []Step{{EventDelivered, arrive(next, at, now)}}, nil
}

// mention logs that there is content, of which the platform does not say which it is. It is no news where there is some.
func mention(s Sample, at time.Time, now time.Time) ([]Step, error) {
	if len(s.Content) > 0 {
		return nil, nil
	}
	return publish(s, Content{PublishedAt: at, LoggedBy: actor.Platform}, now)
}

// publish logs content on the platform's word, as LogContent does. What was published before the order was not made with
// the sample, and what is too much is not kept.
func publish(s Sample, posting Content, now time.Time) ([]Step, error) {
	if posting.PublishedAt.After(now) {
		posting.PublishedAt = now
	}
	_, legal := Moves[s.Status][EventPosted]
	closed := s.TrackingTab() == Closed && s.Status != StatusMissed
	first := s.TrackingTab() == NotYetPosted
	if closed || first && !legal && s.Status != StatusReadyToShip || posting.PublishedAt.Before(s.OrderedAt) || len(s.Content) >= MaxPosts {
		return nil, nil
	}
	return arrived(s, posting.PublishedAt, now, func(s Sample) ([]Step, error) {
		next, kind, err := LogContent(s, posting, nil, now)
		return one(kind)(next, err)
	})
}

// fail ends a sample without content, as the platform's deadline says. With an exception open, or before the
// creator has authorized it at all, that is nobody's fault.
func fail(s Sample, news PlatformNews, now time.Time) ([]Step, error) {
	granted := s.Extensions > 0 && s.ContentDueAt != nil && now.Before(*s.ContentDueAt)
	again := s.Reships > 0 && s.Status.Rank() < StatusDelivered.Rank()
	switch {
	case s.Status == StatusAwaitingAuthorization || s.Status == StatusDeliveryException || s.Status == StatusProblemReported:
		return callOff(s, NoContent)
	case granted || again || s.Status.Rank() > StatusReceived.Rank():
		return nil, nil
	}
	return arrived(s, news.At, now, func(s Sample) ([]Step, error) { return one(EventMissed)(Miss(s)) })
}

// callOff ends a sample that the platform cancelled.
func callOff(s Sample, reason string) ([]Step, error) {
	if _, legal := Moves[s.Status][EventPlatformCancelled]; !legal {
		return nil, nil
	}
	if s.Status == StatusReadyToShip && reason == NotShipped {
		return one(EventNotShipped)(ExpireUnshipped(s))
	}
	next, err := end(s, EventPlatformCancelled, reason)
	if next.Status == StatusWrittenOff {
		next.Excuse = ExcuseOther
	}
	return one(EventPlatformCancelled)(next, err)
}

// arrived takes the step that needs the parcel to be there, after the delivery where nobody has told of it.
func arrived(s Sample, at time.Time, now time.Time, then func(Sample) ([]Step, error)) ([]Step, error) {
	var before []Step
	if s.Status == StatusReadyToShip || s.Status == StatusShipped {
		var err error
		if before, err = deliver(s, at, now); err != nil {
			return nil, err
		}
		s = before[0].After
	}
	after, err := then(s)
	return append(before, after...), err
}

// one is a single step, of a move that may fail.
func one(kind event.Type) func(Sample, error) ([]Step, error) {
	return func(after Sample, err error) ([]Step, error) {
		if err != nil {
			return nil, err
		}
		return []Step{{kind, after}}, nil
	}
}
