package sample_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"samplepath/shared/policy"
	"samplepath/shared/policy/policytest"
	"samplepath/shared/sample"
)

// reminded watches the reminders of one sample on its way through a random life (feature I1).
type reminded struct {
	*rapid.T
	sample.Sample
	policy     policy.Policy
	now        time.Time
	deliveries int
	sent       map[occasion]bool
}

// occasion is what a reminder is sent for at most once: its delivery and, where it is about the content, the due date.
type occasion struct {
	delivery int
	due      time.Time
	kind     sample.ReminderKind
}

func (l *reminded) occasion(kind sample.ReminderKind) occasion {
	o := occasion{delivery: l.deliveries, kind: kind}
	if kind != sample.RemindReceipt && kind != sample.RemindFollowUp {
		o.due = *l.ContentDueAt
	}
	return o
}

// promised says again when each reminder comes: feature I1, in the policy's days from the delivery and around the due date.
func (l *reminded) promised(kind sample.ReminderKind) time.Time {
	day := map[sample.ReminderKind]int{
		sample.RemindReceipt: l.policy.ReceiptReminderDays, sample.RemindFollowUp: l.policy.FollowUpDays,
		sample.RemindDueSoon: -l.policy.DueSoonDays, sample.RemindDue: 0, sample.RemindFinal: l.policy.FinalReminderDays,
	}[kind]
	if l.occasion(kind).due.IsZero() {
		return l.DeliveredAt.AddDate(0, 0, day)
	}
	return l.ContentDueAt.AddDate(0, 0, day)
}

// job sends what is due, and looks at each reminder.
func (l *reminded) job() {
	for l.NextReminderAt != nil && !l.NextReminderAt.After(l.now) {
		next, err := sample.Remind(l.Sample, l.now)
		if err != nil {
			l.Fatalf("due at %s, and refused: %v", l.NextReminderAt, err)
		}
		kind := next.LastReminder
		o := l.occasion(kind)
		switch {
		case l.sent[o]:
			l.Fatalf("%s is sent twice for %+v", kind, o)
		case len(l.Content) > 0 || l.Status != sample.StatusDelivered && l.Status != sample.StatusReceived:
			l.Fatalf("%s is sent to a sample that is %s", kind, l.Status)
		case o.due.IsZero() && l.ReceivedAt != nil:
			l.Fatalf("%s is sent after the receipt", kind)
		case l.now.Before(l.promised(kind)):
			l.Fatalf("%s is sent at %s, before %s", kind, l.now, l.promised(kind))
		}
		l.sent[o] = true
		l.Sample = next
	}
	if l.Status == sample.StatusDelivered || l.Status == sample.StatusReceived {
		l.complete()
	}
}

// complete checks that nothing is left to send by now, unless a later reminder of the content has overtaken it.
func (l *reminded) complete() {
	overtaken := false
	for _, kind := range []sample.ReminderKind{sample.RemindFinal, sample.RemindDue, sample.RemindDueSoon} {
		overtaken = overtaken || l.sent[l.occasion(kind)]
		if !l.now.Before(l.promised(kind)) && !overtaken {
			l.Fatalf("%s was due at %s and is not sent by %s", kind, l.promised(kind), l.now)
		}
	}
	for _, kind := range []sample.ReminderKind{sample.RemindReceipt, sample.RemindFollowUp} {
		if !l.now.Before(l.promised(kind)) && l.ReceivedAt == nil && !l.sent[l.occasion(kind)] {
			l.Fatalf("%s was due at %s and is not sent by %s", kind, l.promised(kind), l.now)
		}
	}
}

// take is the next state of the sample, unless the rules refuse it.
func (l *reminded) take(next sample.Sample, err error) {
	if err != nil {
		return
	}
	if next.DeliveredAt != nil && (l.DeliveredAt == nil || !next.DeliveredAt.Equal(*l.DeliveredAt)) {
		l.deliveries++
	}
	l.Sample = next
}

// carrier tells news, as often late as not.
func (l *reminded) carrier(news sample.CarrierNews) {
	news.At = l.now.Add(-time.Duration(rapid.IntRange(0, 200).Draw(l.T, "hours late")) * time.Hour)
	next, _, err := sample.Report(l.Sample, news, l.now)
	l.take(next, err)
}

var turns = map[string]func(*reminded){
	"deliver": func(l *reminded) { l.carrier(sample.CarrierNews{Means: sample.StatusDelivered, Status: "delivered"}) },
	"fail":    func(l *reminded) { l.carrier(sample.CarrierNews{Exception: sample.ReturnedToSender, Status: "return"}) },
	"receive": func(l *reminded) { l.take(sample.Receive(l.Sample, "intact", l.now)) },
	"report": func(l *reminded) {
		l.take(sample.ReportProblem(l.Sample, sample.Exception{Kind: sample.Missing}, l.now))
	},
	"reship": func(l *reminded) {
		l.take(sample.Reship(l.Sample, "adr_1", l.now))
		next, _, err := sample.Label(l.Sample, firstLabel, l.now)
		l.take(next, err)
		l.take(sample.Dispatch(l.Sample, "dock", []string{"serum"}, l.now))
	},
	"more time": func(l *reminded) {
		days := rapid.IntRange(1, l.policy.ExtensionDays).Draw(l.T, "days")
		l.take(sample.RequestExtension(l.Sample, days, "travel", l.now))
	},
	"answer": func(l *reminded) {
		decision := rapid.SampledFrom([]sample.Decision{sample.Approve, sample.Approve, sample.Refuse}).Draw(l.T, "decision")
		next, _, err := sample.ReviewExtension(l.Sample, decision, "why", l.now)
		l.take(next, err)
	},
	"post": func(l *reminded) {
		if rapid.IntRange(0, 4).Draw(l.T, "posts") == 0 { // or most lives were short
			l.take(sample.Post(l.Sample, sample.Content{Kind: "VIDEO", PublishedAt: l.now}, l.now))
		}
	},
	"stand still": func(l *reminded) { l.now = l.now.AddDate(0, 0, rapid.IntRange(1, 9).Draw(l.T, "days")) },
}

// Feature I1, exactly, for whole random lives: each reminder at its time, never two of one kind for one delivery or one due
// date, none after the post, and none left out, also after extensions, problems and reships, under whatever policy.
func TestRemindersOfRandomLives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &reminded{T: t, Sample: in(sample.StatusShipped), policy: policy.Default, now: ordered.AddDate(0, 0, 1), sent: map[occasion]bool{}}
		if rapid.Bool().Draw(t, "a policy of its own") {
			l.policy = policytest.Valid(t)
			l.Held = l.policy.Hold()
		}
		for range rapid.IntRange(1, 20).Draw(t, "turns") {
			turn := rapid.SampledFrom([]string{"deliver", "deliver", "fail", "receive", "report", "reship", "more time", "answer", "post", "stand still"}).Draw(t, "turn")
			turns[turn](l)
			for range 6 * rapid.IntRange(0, 5*24/6).Draw(t, "quarter days") {
				l.job()
				l.now = l.now.Add(time.Hour)
				if l.ContentDueAt != nil && l.now.After(sample.MissedAt(l.Sample)) {
					l.take(sample.Miss(l.Sample))
				}
			}
		}
		if limit := len(l.sent); limit > 5*l.deliveries+3*l.policy.Extensions {
			t.Fatalf("%d reminders", limit)
		}
	})
}
