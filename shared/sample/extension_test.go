package sample_test

import (
	"errors"
	"testing"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
)

// answer reviews a request for three days that was made just before.
func answer(s sample.Sample, decision sample.Decision, refusal string) (sample.Sample, error) {
	asked := s
	asked.Extension = &sample.Extension{Days: 3, Reason: "travel", RequestedAt: delivered}
	next, _, err := sample.ReviewExtension(asked, decision, refusal, p, delivered)
	if err != nil {
		return s, err
	}
	return next, nil
}

// Feature I2: an approval moves the due date and the reminders that are to come; what was sent is not sent again.
func TestApprovalMovesDueDateAndReminders(t *testing.T) {
	s, sentBefore := follow(t, deliver(t), delivered, time.Hour, 12)
	after, err := answer(s, sample.Approve, "")
	if err != nil || !after.ContentDueAt.Equal(s.ContentDueAt.AddDate(0, 0, 3)) || after.Extensions != 1 || after.Extension.Decision != sample.Approve {
		t.Fatalf("%+v %v", after, err)
	}
	if at := sample.MissedAt(after, p); !at.Equal(sample.MissedAt(s, p).AddDate(0, 0, 3)) {
		t.Errorf("missed at %s", at)
	}
	_, sentAfter := follow(t, after, delivered.AddDate(0, 0, 12), time.Hour, 60)
	want := []sent{{sample.RemindDue, 17}, {sample.RemindFinal, 20}}
	if len(sentBefore) != 3 || len(sentAfter) != 2 || sentAfter[0] != want[0] || sentAfter[1] != want[1] {
		t.Fatalf("sent %v, then %v", sentBefore, sentAfter)
	}
}

// Feature I2: at most the policy's number of times, by at most the policy's days, one request at a time.
func TestLimitsOfExtensions(t *testing.T) {
	s := deliver(t)
	if _, err := sample.RequestExtension(s, p.ExtensionDays+1, "travel", p, delivered); !errors.As(err, new(*fault.Error)) {
		t.Fatalf("too long: %v", err)
	}
	if _, _, err := sample.ReviewExtension(s, sample.Approve, "", p, delivered); !errors.Is(err, sample.ErrNoExtension) {
		t.Fatalf("nothing asked: %v", err)
	}
	for range p.Extensions {
		asked, err := sample.RequestExtension(s, p.ExtensionDays, "travel", p, delivered)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := sample.RequestExtension(asked, 1, "travel", p, delivered); !errors.Is(err, sample.ErrExtensionPending) {
			t.Fatalf("asked twice: %v", err)
		}
		if s, _, err = sample.ReviewExtension(asked, sample.Approve, "", p, delivered); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := sample.RequestExtension(s, 1, "travel", p, delivered); !errors.Is(err, sample.ErrExtensionsUsedUp) {
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
	if _, err := sample.RequestExtension(after, 1, "illness", p, delivered); err != nil {
		t.Fatal(err)
	}
}

// Feature I6: nothing is usable or sells that was not generated.
func TestOutcomeIsConsistent(t *testing.T) {
	for _, o := range []sample.Outcome{{Usable: true}, {ContributedToSales: true}} {
		if _, err := sample.Classify(in(sample.Posted), o, late); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}
