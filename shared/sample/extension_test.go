package sample_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
)

// answer reviews a request for three days that was made just before.
func answer(s sample.Sample, decision sample.Decision, refusal string) (sample.Sample, error) {
	return answerAt(s, 3, decision, refusal, delivered)
}

func answerAt(s sample.Sample, days int, decision sample.Decision, refusal string, now time.Time) (sample.Sample, error) {
	asked := s
	asked.Extension = &sample.Extension{Days: days, Reason: "travel", RequestedAt: now}
	next, _, err := sample.ReviewExtension(asked, decision, refusal, now)
	if err != nil {
		return s, err
	}
	return next, nil
}

// Feature I2: an approval moves the due date, and the reminders of the content begin anew for it, whatever has been sent
// for the one before. What the new due date has overtaken already is not sent.
func TestRemindersBeginAnewForAnExtendedDueDate(t *testing.T) {
	for _, test := range []struct {
		name           string
		days, approved int
		want           []sent
	}{
		{"before any", 3, 1, []sent{{sample.RemindReceipt, 2}, {sample.RemindFollowUp, 4}, {sample.RemindDueSoon, 14}, {sample.RemindDue, 17}, {sample.RemindFinal, 20}}},
		{"after the first of the content", 3, 12, []sent{{sample.RemindDueSoon, 14}, {sample.RemindDue, 17}, {sample.RemindFinal, 20}}},
		{"after the due date", 5, 15, []sent{{sample.RemindDueSoon, 16}, {sample.RemindDue, 19}, {sample.RemindFinal, 22}}},
		{"after the overdue one", 7, 18, []sent{{sample.RemindDueSoon, 18}, {sample.RemindDue, 21}, {sample.RemindFinal, 24}}},
		{"with the new due date past", 2, 18, []sent{{sample.RemindDue, 18}, {sample.RemindFinal, 19}}},
		{"with the last reminder past", 1, 19, []sent{{sample.RemindFinal, 19}}},
	} {
		s, _ := follow(t, deliver(t), delivered, time.Hour, test.approved)
		now := delivered.AddDate(0, 0, test.approved)
		after, err := answerAt(s, test.days, sample.Approve, "", now)
		if err != nil || !after.ContentDueAt.Equal(s.ContentDueAt.AddDate(0, 0, test.days)) || after.Extensions != 1 || after.Extension.Decision != sample.Approve || after.Extension.AnsweredAt == nil {
			t.Fatalf("%s: %+v %v", test.name, after, err)
		}
		if at := sample.MissedAt(after); !at.Equal(sample.MissedAt(s).AddDate(0, 0, test.days)) {
			t.Errorf("%s: missed at %s", test.name, at)
		}
		if _, got := follow(t, after, now, time.Hour, 60); !slices.Equal(got, test.want) {
			t.Errorf("%s: sent %v, want %v", test.name, got, test.want)
		}
	}
}

// Feature I2: at most the policy's number of times, by at most the policy's days, one request at a time.
func TestLimitsOfExtensions(t *testing.T) {
	s := deliver(t)
	if _, err := sample.RequestExtension(s, p.ExtensionDays+1, "travel", delivered); !errors.As(err, new(*fault.Error)) {
		t.Fatalf("too long: %v", err)
	}
	if _, _, err := sample.ReviewExtension(s, sample.Approve, "", delivered); !errors.Is(err, sample.ErrNoExtension) {
		t.Fatalf("nothing asked: %v", err)
	}
	for range p.Extensions {
		asked, err := sample.RequestExtension(s, p.ExtensionDays, "travel", delivered)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := sample.RequestExtension(asked, 1, "travel", delivered); !errors.Is(err, sample.ErrExtensionPending) {
			t.Fatalf("asked twice: %v", err)
		}
		if s, _, err = sample.ReviewExtension(asked, sample.Approve, "", delivered); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := sample.RequestExtension(s, 1, "travel", delivered); !errors.Is(err, sample.ErrExtensionsUsedUp) {
		t.Fatalf("once more: %v", err)
	}
	if want := delivered.Add(policy.Days(p.ContentDays + p.Extensions*p.ExtensionDays)); !s.ContentDueAt.Equal(want) {
		t.Fatalf("due %s, want %s", s.ContentDueAt, want)
	}
}

// Feature I2: a refusal says why and changes no date; then it can be asked again.
func TestRefusalOfAnExtension(t *testing.T) {
	s := deliver(t)
	if _, err := answer(s, sample.Refuse, ""); err == nil {
		t.Fatal("refused without a reason")
	}
	after, err := answer(s, sample.Refuse, "launch")
	if err != nil || !after.ContentDueAt.Equal(*s.ContentDueAt) || after.Extensions != 0 || after.Extension.Refusal != "launch" {
		t.Fatalf("%+v %v", after.Extension, err)
	}
	if _, err := sample.RequestExtension(after, 1, "illness", delivered); err != nil {
		t.Fatal(err)
	}
}

// Feature I6: nothing is usable or sells that was not generated.
func TestOutcomeIsConsistent(t *testing.T) {
	for _, o := range []sample.Outcome{{Usable: true}, {ContributedToSales: true}} {
		if _, err := sample.Classify(in(sample.StatusPosted), o, late); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}
