package sample

import (
	"time"

	"samplepath/shared/policy"
)

// ReminderKind names a reminder; each is sent at most once for a sample (feature I1).
type ReminderKind string

// The reminders, in their order.
const (
	RemindReceipt  ReminderKind = "confirm_receipt"  // to the creator, who has not confirmed
	RemindFollowUp ReminderKind = "follow_up"        // to a person of the agency: still not confirmed
	RemindDueSoon  ReminderKind = "content_due_soon" // to the creator
	RemindDue      ReminderKind = "content_due"      // to the creator
	RemindFinal    ReminderKind = "content_overdue"  // to the creator, for the last time
)

// reminder is one line of the plan: its kind, its time for a delivered sample, and whether it only makes sense before
// the receipt is confirmed.
type reminder struct {
	kind          ReminderKind
	at            time.Time
	beforeReceipt bool
}

func plan(s Sample, p policy.Policy) []reminder {
	if s.DeliveredAt == nil || s.ContentDueAt == nil {
		return nil
	}
	delivered, due := *s.DeliveredAt, *s.ContentDueAt
	return []reminder{
		{RemindReceipt, delivered.Add(policy.Days(p.ReceiptReminderDays)), true},
		{RemindFollowUp, delivered.Add(policy.Days(p.FollowUpDays)), true},
		{RemindDueSoon, due.Add(-policy.Days(p.DueSoonDays)), false},
		{RemindDue, due, false},
		{RemindFinal, due.Add(policy.Days(p.FinalReminderDays)), false},
	}
}

// NextReminder is the first reminder of the plan that comes after the last one sent and still makes sense, with its
// time; ok is false when none is left.
func NextReminder(s Sample, p policy.Policy) (kind ReminderKind, at time.Time, ok bool) {
	if s.Status != Delivered && s.Status != Received {
		return "", time.Time{}, false
	}
	lines := plan(s, p)
	start := 0
	for i, line := range lines {
		if line.kind == s.LastReminder {
			start = i + 1
		}
	}
	for _, line := range lines[min(start, len(lines)):] {
		if !line.beforeReceipt || s.ReceivedAt == nil {
			return line.kind, line.at, true
		}
	}
	return "", time.Time{}, false
}

// schedule sets when the sample is due next.
func schedule(s Sample, p policy.Policy, now time.Time) Sample {
	s.NextReminderAt = nil
	if _, at, ok := NextReminder(s, p); ok {
		if at.Before(now) {
			at = now
		}
		s.NextReminderAt = &at
	}
	return s
}

// Remind notes that the reminder which is due now has been sent, and when the next one is. When it is due is what the sample
// says (NextReminderAt), also where the policy has changed since: the plan only says which one it is. Reminders that a
// standstill made late are sent one after the other, each once.
func Remind(s Sample, p policy.Policy, now time.Time) (Sample, ReminderKind, error) {
	kind, _, ok := NextReminder(s, p)
	if !ok || s.NextReminderAt == nil || s.NextReminderAt.After(now) {
		return s, "", ErrMove.With("status", s.Status)
	}
	next, err := move(s, EventReminded)
	if err != nil {
		return s, "", err
	}
	next.LastReminder = kind
	return schedule(next, p, now), kind, nil
}

// MissedAt is when a sample without content is closed as missed.
func MissedAt(s Sample, p policy.Policy) time.Time {
	return s.ContentDueAt.Add(policy.Days(p.MissedDays))
}
