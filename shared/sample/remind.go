package sample

import (
	"slices"
	"time"

	"samplepath/shared/policy"
)

// ReminderKind names a reminder (feature I1). The reminders of the receipt are sent at most once for a delivery: a parcel
// that is sent again is another one. Those of the content are sent at most once for a due date: an extension moves it, and
// they begin anew.
type ReminderKind string

// The reminders, in their order.
const (
	RemindReceipt  ReminderKind = "confirm_receipt"  // to the creator, who has not confirmed
	RemindFollowUp ReminderKind = "follow_up"        // to a person of the agency: still not confirmed
	RemindDueSoon  ReminderKind = "content_due_soon" // to the creator
	RemindDue      ReminderKind = "content_due"      // to the creator
	RemindFinal    ReminderKind = "content_overdue"  // to the creator, for the last time
)

// ReminderKinds are all of them.
var ReminderKinds = []ReminderKind{RemindReceipt, RemindFollowUp, RemindDueSoon, RemindDue, RemindFinal}

// reminder is one line of the plan: its kind, its time for a delivered sample, and whether it is about the receipt, and so
// only makes sense before that is confirmed, or about the content.
type reminder struct {
	kind    ReminderKind
	at      time.Time
	receipt bool
}

func plan(s Sample) []reminder {
	if s.DeliveredAt == nil || s.ContentDueAt == nil {
		return nil
	}
	delivered, due := *s.DeliveredAt, *s.ContentDueAt
	return []reminder{
		{RemindReceipt, delivered.Add(policy.Days(s.Policy().ReceiptReminderDays)), true},
		{RemindFollowUp, delivered.Add(policy.Days(s.Policy().FollowUpDays)), true},
		{RemindDueSoon, due.Add(-policy.Days(s.Policy().DueSoonDays)), false},
		{RemindDue, due, false},
		{RemindFinal, due.Add(policy.Days(s.Policy().FinalReminderDays)), false},
	}
}

// NextReminder is the first reminder of the plan that comes after the last one sent and still makes sense, with its
// time; ok is false when none is left.
func NextReminder(s Sample, now time.Time) (kind ReminderKind, at time.Time, ok bool) {
	if s.Status != StatusDelivered && s.Status != StatusReceived {
		return "", time.Time{}, false
	}
	lines := plan(s)
	for _, line := range lines[firstToSend(s, lines):] {
		if line.receipt && s.ReceivedAt != nil || !line.receipt && overtaken(line, lines, now) {
			continue
		}
		return line.kind, line.at, true
	}
	return "", time.Time{}, false
}

// firstToSend is the place in the plan after the last reminder that was sent. Where the due date has moved since, it is the
// first about the content: those about the receipt are not sent again.
func firstToSend(s Sample, lines []reminder) int {
	last := slices.IndexFunc(lines, func(line reminder) bool { return line.kind == s.LastReminder })
	if last < 0 || lines[last].receipt || s.RemindedAfter == s.Extensions {
		return last + 1
	}
	return slices.IndexFunc(lines, func(line reminder) bool { return !line.receipt })
}

// overtaken reports whether the time of a later reminder about the content has come as well: a creator whose content is
// overdue is not told first that it is due soon.
func overtaken(line reminder, lines []reminder, now time.Time) bool {
	return slices.ContainsFunc(lines, func(later reminder) bool {
		return !later.receipt && later.at.After(line.at) && !later.at.After(now)
	})
}

// schedule sets when the sample is due next.
func schedule(s Sample, now time.Time) Sample {
	s.NextReminderAt = nil
	if _, at, ok := NextReminder(s, now); ok {
		if at.Before(now) {
			at = now
		}
		s.NextReminderAt = &at
	}
	return s
}

// Remind notes that the reminder which is due now has been sent, and when the next one is. When it is due is what the sample
// says (NextReminderAt), also where the policy has changed since: the plan only says which one it is. After a standstill
// each reminder that was late is sent, except those about the content that a later one has overtaken.
func Remind(s Sample, now time.Time) (Sample, error) {
	kind, _, ok := NextReminder(s, now)
	if !ok || s.NextReminderAt == nil || s.NextReminderAt.After(now) {
		return s, ErrMove.With("status", s.Status)
	}
	next, err := move(s, EventReminded)
	if err != nil {
		return s, err
	}
	next.LastReminder, next.RemindedAfter = kind, s.Extensions
	return schedule(next, now), nil
}

// AwaitsFollowUp reports whether a person of the agency has to follow up: the reminder of that was sent for the delivery, and the
// creator has still not confirmed the receipt (feature I1).
func (s Sample) AwaitsFollowUp() bool {
	return s.Status == StatusDelivered && s.ReceivedAt == nil && s.DeliveredAt != nil &&
		slices.Index(ReminderKinds, s.LastReminder) >= slices.Index(ReminderKinds, RemindFollowUp)
}

// MissedAt is when a sample without content is closed as missed.
func MissedAt(s Sample) time.Time {
	return s.ContentDueAt.Add(policy.Days(s.Policy().MissedDays))
}
