package local_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/states"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/task"
)

// turn is something that happens to a sample; what its status refuses, happens not.
type turn struct {
	name string
	do   func(a *app, s life)
}

// life is a sample on its way through random turns.
type life struct {
	contract.AgencySample
	creator  *demo.Party
	tracking string // of the parcel under way
	dice     *rand.Rand
}

// turns are those of a business day, and those of a bad one for the workflow. What the API refuses is part of the chance.
var turns = []turn{
	{"accept", func(a *app, s life) { _ = a.Accept(a.Context(), s.creator) }},
	{"ship", func(a *app, s life) { _ = a.Ship(a.Context(), s.ID, s.tracking) }},
	{"deliver", func(a *app, s life) { a.news(s, "delivered") }},
	{"fail the delivery", func(a *app, s life) { a.news(s, "failure") }},
	{"receive", func(a *app, s life) { _ = a.Receive(a.Context(), s.creator, s.ID) }},
	{"report", func(a *app, s life) {
		_, _ = demo.Post[contract.CreatorSample](a.Context(), s.creator, "/v1/samples/"+s.ID+"/problem", contract.ReportProblemRequest{Kind: sample.Missing})
	}},
	{"reship", func(a *app, s life) {
		_, _ = demo.Post[contract.AgencySample](a.Context(), a.Agency, "/v1/samples/"+s.ID+"/resolution", contract.ResolveExceptionRequest{Action: "reship", AddressID: a.sample(s.ID).AddressID})
	}},
	{"publish", func(a *app, s life) {
		if s.dice.IntN(3) == 0 { // or most lives were short
			_ = a.Publish(a.Context(), s.creator, s.ID)
		}
	}},
	{"days pass", func(a *app, s life) { a.advance(time.Duration(s.dice.IntN(6)) * day) }},
	{"stop its workflow", func(a *app, s life) { a.abort(s.ID) }},
	{"fail its workflow", func(a *app, s life) { a.fail(s.ID) }},
	{"lose its tokens", func(a *app, s life) { a.forgetWaits(s.ID) }},
	{"lose its next signals", func(a *app, _ life) { a.must(a.Bus.SetEnabled(signalLifecycle, false)) }},
}

func (a *app) news(s life, status string) {
	_, err := a.Tell(a.Context(), demo.News{EventID: fmt.Sprintf("evt_%d", s.dice.Int64()), Tracking: s.tracking, Status: status, At: a.Clock.Now()})
	a.must(err)
}

// toDo are the kinds of tasks about a sample that its agency has at a time, as the sample says: sorted.
func toDo(s contract.AgencySampleDetail, now time.Time) string {
	stuck := s.Recovery != nil && s.Recovery.Stuck
	ready := *cmp.Or(s.ReshippedAt, s.AuthorizedAt, &s.OrderedAt)
	reminded := slices.Index(sample.ReminderKinds, s.LastReminder) >= slices.Index(sample.ReminderKinds, sample.RemindFollowUp)
	var kinds []string
	for kind, called := range map[task.Kind]bool{
		task.ResolveException: s.Status == sample.StatusDeliveryException, task.ResolveProblem: s.Status == sample.StatusProblemReported,
		task.FollowUp:      s.Status == sample.StatusDelivered && reminded,
		task.ChaseShipment: s.Status == sample.StatusReadyToShip && !stuck && !now.Before(ready.Add(policy.Days(policy.Default.ShipByDays-1))),
		task.MendWorkflow:  !s.Status.Final() && stuck,
	} {
		if called {
			kinds = append(kinds, string(kind))
		}
	}
	slices.Sort(kinds)
	return strings.Join(kinds, " ")
}

// tasks are the kinds of the agency's tasks about each sample or product, as it is told.
func (a *app) tasks() map[string]string {
	a.Helper()
	kinds := map[string][]string{}
	for cursor := ""; ; {
		page, err := demo.Get[contract.Tasks](a.Context(), a.Agency, "/v1/tasks?limit=3&cursor="+cursor)
		a.must(err)
		for _, one := range page.Items {
			about := cmp.Or(one.SampleID, one.RegistrationID)
			kinds[about] = append(kinds[about], string(one.Kind))
		}
		if cursor = page.NextCursor; cursor == "" {
			break
		}
	}
	out := map[string]string{}
	for about, list := range kinds {
		slices.Sort(list)
		out[about] = strings.Join(list, " ")
	}
	return out
}

// Features O1, O2: whatever happens to some samples and to their workflows, once the reconciler has come by, each sample
// that has not ended has one running execution, waiting for what comes next, and one that has ended has none. Feature N3: the
// agency's list says at any time what each sample calls for, and nothing of one that has ended.
func TestOneExecutionForEachOpenSample(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.quiet()
	ctx := t.Context()
	const seed = 7 // the same lives every time
	dice := rand.New(rand.NewPCG(seed, seed))
	var lives []life
	for i := range 4 {
		creator := a.newCreator(fmt.Sprintf("@creator-%d", i))
		a.must(a.Promote(ctx, creator))
		s, err := demo.Post[contract.AgencySample](ctx, a.Agency, "/v1/samples", contract.OrderSampleRequest{
			CampaignID: a.Campaign.Campaign.ID, RegistrationID: a.Products[0].ID, CreatorID: creator.ActorID, AwaitAuthorization: true,
		})
		a.must(err)
		lives = append(lives, life{s, creator, fmt.Sprintf("94001000000000000001%02d", i), dice})
	}
	var done []string
	for range 6 {
		for range 6 {
			s, next := lives[dice.IntN(len(lives))], turns[dice.IntN(len(turns))]
			done = append(done, next.name+" "+s.creator.Username)
			next.do(a, s)
			a.settle()
		}
		a.must(a.Bus.SetEnabled(signalLifecycle, true))
		a.reconcile()
		told := a.tasks()
		running := map[string]int{}
		for name, status := range a.executions(lifecycles) {
			if status == states.Running {
				running[name[:len(lives[0].ID)]]++
			}
		}
		for _, s := range lives {
			now := a.sample(s.ID)
			if want := toDo(now, a.Clock.Now()); told[s.ID] != want {
				t.Fatalf("seed %d: %s has the tasks %q, want %q, after %v", seed, s.ID, told[s.ID], want, done)
			}
			want := 1
			if now.Status.Final() {
				want = 0
			}
			if running[s.ID] != want {
				t.Fatalf("seed %d: %s is %s and has %d running executions, after %v", seed, s.ID, now.Status, running[s.ID], done)
			}
			if want == 1 {
				a.inState(s.ID, map[sample.Status]string{
					sample.StatusAwaitingAuthorization: "Await authorization",
					sample.StatusReadyToShip:           "Await shipment", sample.StatusShipped: "Await delivery", sample.StatusDelivered: "Await receipt", sample.StatusReceived: "Await content",
					sample.StatusDeliveryException: "Await resolution", sample.StatusProblemReported: "Await resolution",
				}[now.Status])
			}
		}
	}
}
