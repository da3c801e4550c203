package local_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"samplepath/infra/local/demo"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
)

// speaker is one of those who tell something of a sample.
type speaker struct {
	name   string
	signed bool // a carrier or the platform, who are never refused
	say    func(a *app, sampleID, number string) error
}

// said is an answer as an error, where it is no success.
func said(answer demo.Answer, err error) error {
	if err == nil && answer.Status >= 300 {
		err = fmt.Errorf("HTTP %d: %s", answer.Status, answer.Body)
	}
	return err
}

// by is what the creator calls for a sample.
func by(name, path string, body func(a *app) any) speaker {
	return speaker{name, false, func(a *app, sampleID, _ string) error {
		return said(a.Creator.Do(a.Context(), "POST", "/v1/samples/"+sampleID+path, "", body(a)))
	}}
}

func carrierAtOnce(status string) speaker {
	return speaker{"the carrier " + status, true, func(a *app, _, number string) error {
		_, err := a.Tell(a.Context(), demo.News{EventID: "evt_" + status + number, Tracking: number, Status: status, At: a.Clock.Now()})
		return err
	}}
}

func platformAtOnce(status string) speaker {
	return speaker{"the platform " + status, true, func(a *app, _, number string) error {
		topic, data := demo.Status(number, status)
		_, err := a.TellPlatform(a.Context(), status+number, topic, data)
		return err
	}}
}

// Features H3, H6, H8, I3: whatever two of them say about one sample at the same moment, neither is refused because the other
// came first: a webhook never, and a creator only for what the rules refuse, which they do again when the creator says it alone.
func TestAnyTwoAtOnce(t *testing.T) {
	t.Parallel()
	speakers := []speaker{
		carrierAtOnce("delivered"), carrierAtOnce("out_for_delivery"), platformAtOnce("CONTENT_PENDING"), platformAtOnce("COMPLETED"),
		by("the creator receives", "/receipt", func(*app) any { return map[string]string{"condition": "intact"} }),
		by("the creator misses", "/problem", func(*app) any { return contract.ReportProblemRequest{Kind: sample.Missing} }),
		by("the creator posts", "/content", func(a *app) any {
			return map[string]any{"kind": "VIDEO", "url": "https://www.tiktok.com/@glow.with.ana/video/7300000000000000001", "publishedAt": a.Clock.Now()}
		}),
	}
	for i, one := range speakers {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			a := opened(t)
			a.quiet()
			for j, other := range speakers[i+1:] {
				number := fmt.Sprintf("94001000000000000%02d%02d", i, j)
				s := a.underWay(fmt.Sprint("@pair", j), number)
				both := []speaker{one, other}
				answers := make([]error, 2)
				var all sync.WaitGroup
				for k, speaker := range both {
					all.Go(func() { answers[k] = speaker.say(a, s.ID, number) })
				}
				all.Wait()
				for k, err := range answers {
					a.refusedByTheRules(both[k], err, both[1-k], s.ID, number)
				}
				a.settle()
				if got := a.timeline(s.ID); got[len(got)-1].Version != len(got) {
					t.Errorf("%s and %s: %d events, the last of version %d", one.name, other.name, len(got), got[len(got)-1].Version)
				}
			}
		})
	}
}

// underWay is a sample for a new creator, linked and dispatched.
func (a *app) underWay(handle, number string) contract.AgencySample {
	a.Helper()
	ctx := a.Context()
	a.Creator = a.newCreator(handle)
	a.must(a.Join(ctx, a.Creator))
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.must(a.Link(ctx, s.ID, number))
	a.must(a.Ship(ctx, s.ID, number))
	a.settle()
	return s
}

// refusedByTheRules checks that an answer is a success, or what the rules refuse whoever else speaks.
func (a *app) refusedByTheRules(who speaker, err error, other speaker, sampleID, number string) {
	a.Helper()
	switch {
	case err == nil:
		return
	case who.signed || !strings.Contains(err.Error(), sample.ErrMove.Code):
		a.Errorf("%s, at once with %s: %v", who.name, other.name, err)
		return
	}
	if again := who.say(a, sampleID, number); again == nil || !strings.Contains(again.Error(), sample.ErrMove.Code) {
		a.Errorf("%s, at once with %s, is refused (%v), and alone it is not: %v", who.name, other.name, err, again)
	}
}
