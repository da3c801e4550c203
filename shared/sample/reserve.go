package sample

import (
	"strings"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/policy"
)

// Event types of a sample that is ordered ahead of its creator's authorization (feature F9).
const (
	EventReserved      event.Type = "sample.reserved" // ordered, and waiting
	EventAuthorized    event.Type = "sample.authorized"
	EventNotAuthorized event.Type = "sample.not_authorized"
)

// Reserve makes a sample that waits for the answer to a pending request: the facts' authorization (feature F9). It has
// no address yet. It answers the first of Blocks, and authorization.ErrNotPending where nobody is being asked.
func Reserve(id, variant string, f Facts, now time.Time) (Sample, error) {
	if blocks := f.Blocks(now); len(blocks) > 0 {
		return Sample{}, blocks[0]
	}
	if f.Authorization.At(now).Status != authorization.StatusPending {
		return Sample{}, authorization.ErrNotPending.With("status", f.Authorization.Shown())
	}
	s := order(id, variant, f, now)
	s.RequestID = f.Authorization.RequestID
	return move(s, EventReserved)
}

// Authorize makes a sample ready to ship to the address that its creator authorizes (feature F9). It answers
// authorization.ErrNotAuthorized where the sample's own request was not accepted, or the authorization is taken back.
func Authorize(s Sample, a authorization.Authorization, now time.Time) (Sample, error) {
	next, err := move(s, EventAuthorized)
	if err != nil {
		return s, err
	}
	if a.RequestID != s.RequestID || a.Status != authorization.StatusAuthorized {
		return s, authorization.ErrNotAuthorized.With("status", a.Shown())
	}
	next.AddressID, next.AuthorizedAt = a.AddressID, &now
	return agreedTo(next, a), nil
}

// notAuthorized begins the reason of a sample that was not authorized.
const notAuthorized = "authorization_"

// NotAuthorized reports whether a reason is one of Release's.
func NotAuthorized(reason string) bool { return strings.HasPrefix(reason, notAuthorized) }

// Release cancels a sample whose request came to nothing; its place in the allocation is free again (feature F9). A
// request that nobody answered by its time counts as expired, whether or not that is on record yet. It answers
// authorization.ErrAlreadyAuthorized or ErrAlreadyPending where the sample can still go on.
func Release(s Sample, a authorization.Authorization, now time.Time) (Sample, error) {
	reason := notAuthorized + "ended" // taken back, or even asked for anew
	if a.RequestID == s.RequestID {
		switch a.Status {
		case authorization.StatusAuthorized:
			return s, authorization.ErrAlreadyAuthorized.With("status", a.Status)
		case authorization.StatusPending:
			if now.Before(a.ExpiresAt) {
				return s, authorization.ErrAlreadyPending.With("status", a.Status)
			}
			reason = notAuthorized + "expired"
		case authorization.StatusExpired:
			reason = notAuthorized + "expired"
		case authorization.StatusRejected:
			reason = notAuthorized + "declined"
		case authorization.StatusEnded, authorization.StatusUnauthorized:
		}
	}
	return end(s, EventNotAuthorized, reason)
}

// ReadyAt is when the time begins in which a sample has to be shipped: with the order, with the authorization that it
// waited for, or with the decision to send it again.
func (s Sample) ReadyAt() time.Time {
	if s.ReshippedAt != nil {
		return *s.ReshippedAt
	}
	return s.QueuedAt()
}

// ShipBy is when a sample that has not left is cancelled (ExpireUnshipped). Another address does not move it.
func ShipBy(s Sample) time.Time { return s.ReadyAt().Add(policy.Days(s.Policy().ShipByDays)) }

// QueuedAt is when a sample came into its seller's queue for the first time: with the order, or with the authorization that
// it waited for.
func (s Sample) QueuedAt() time.Time {
	if s.AuthorizedAt != nil {
		return *s.AuthorizedAt
	}
	return s.OrderedAt
}
