package table_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"samplepath/shared/table/pending"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

func await(sampleID, token string) workflow.AwaitSignalInput {
	return workflow.AwaitSignalInput{Wait: workflow.WaitDelivery, SampleID: sampleID, Token: token}
}

// A wait that is registered again has a new token, and only who holds the present one can forget it.
func TestWaits(t *testing.T) {
	tab, ctx := tabletest.New(t), t.Context()
	register := func(in workflow.AwaitSignalInput) pending.Wait {
		t.Helper()
		w, err := pending.RegisterWait(ctx, tab, in)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	tokens := func(waits []pending.Wait, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, w := range waits {
			out += string(w.Wait) + "=" + w.Token + " "
		}
		return out
	}
	stale := register(await("smp_1", "first"))
	fresh := register(await("smp_1", "second"))
	register(workflow.AwaitSignalInput{Wait: workflow.WaitContent, SampleID: "smp_1", Token: "content"})
	register(await("smp_2", "decoy"))
	answer := register(workflow.AwaitSignalInput{Wait: workflow.WaitAnswer, AgencyID: "agn_1", CreatorID: "crt_1", RequestID: "ath_1", Token: "answer"})
	reservation := register(workflow.AwaitSignalInput{Wait: workflow.WaitAuthorization, SampleID: "smp_3", RequestID: "ath_1", Token: "ahead"})
	if waits, err := pending.RequestWaits(ctx, tab, "ath_1"); err != nil || len(waits) != 2 || waits[1].SampleID != "smp_3" || waits[1].Wait != workflow.WaitAuthorization || waits[0].SampleID != "" {
		t.Fatalf("waits of the request: %+v %v", waits, err)
	}
	if err := pending.ForgetWait(ctx, tab, reservation); err != nil {
		t.Fatal(err)
	}
	if got, want := tokens(pending.SampleWaits(ctx, tab, "smp_1")), "CONTENT=content DELIVERY=second "; got != want {
		t.Fatalf("waits %s, want %s", got, want)
	}
	if got, want := tokens(pending.RequestWaits(ctx, tab, "ath_1")), "ANSWER=answer "; got != want {
		t.Fatalf("waits %s, want %s", got, want)
	}
	if err := pending.ForgetWait(ctx, tab, stale); err != nil {
		t.Fatalf("a stale token: %v", err)
	}
	if got, want := tokens(pending.SampleWaits(ctx, tab, "smp_1")), "CONTENT=content DELIVERY=second "; got != want {
		t.Fatalf("a stale token removed the fresh one: %s", got)
	}
	for range 2 { // a second time is fine
		for _, w := range []pending.Wait{fresh, answer} {
			if err := pending.ForgetWait(ctx, tab, w); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got, want := tokens(pending.SampleWaits(ctx, tab, "smp_1")), "CONTENT=content "; got != want {
		t.Fatalf("left %s, want %s", got, want)
	}
	if got := tokens(pending.RequestWaits(ctx, tab, "ath_1")); got != "" {
		t.Fatalf("left %s", got)
	}
	if got, want := tokens(pending.SampleWaits(ctx, tab, "smp_2")), "DELIVERY=decoy "; got != want {
		t.Fatalf("another sample's: %s", got)
	}
}

// In whatever order the attempts of a wait are registered, the newest is kept: by the time at which its state was entered, then
// by the number of retries.
func TestTheNewestAttemptIsKept(t *testing.T) {
	tab, ctx := tabletest.New(t), t.Context()
	start := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	attempts := []workflow.AwaitSignalInput{ // oldest first
		{EnteredAt: start}, {EnteredAt: start, Retry: 1}, {EnteredAt: start, Retry: 10},
		{EnteredAt: start.Add(time.Millisecond)}, {EnteredAt: start.Add(time.Hour), Retry: 2},
	}
	for seed := range uint64(20) {
		sampleID := fmt.Sprintf("smp_%d", seed)
		newest := -1
		for _, i := range rand.New(rand.NewPCG(seed, 0)).Perm(len(attempts)) {
			in := attempts[i]
			in.Wait, in.SampleID, in.Token = workflow.WaitDelivery, sampleID, fmt.Sprint("token ", i)
			for range 2 { // the same attempt again is no other
				_, err := pending.RegisterWait(ctx, tab, in)
				if late := i < newest; errors.Is(err, pending.ErrNewerWait) != late || err != nil && !late {
					t.Fatalf("seed %d: attempt %d after %d: %v", seed, i, newest, err)
				}
			}
			newest = max(newest, i)
			if waits, err := pending.SampleWaits(ctx, tab, sampleID); err != nil || len(waits) != 1 || waits[0].Token != fmt.Sprint("token ", newest) {
				t.Fatalf("seed %d: after attempt %d: %+v %v, want token %d", seed, i, waits, err, newest)
			}
		}
	}
}
