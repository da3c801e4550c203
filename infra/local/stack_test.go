package local_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"samplepath/infra/local"
	"samplepath/infra/local/demo"
	"samplepath/infra/local/identity"
	"samplepath/infra/local/states"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/id"
)

// reminders is the schedule of the job that sends them.
const reminders = "samplepath-send-reminders"

// root is the top of the checkout.
const root = "../.."

var start = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

// TestMain builds the functions and synthesizes the application, as `make run` does. It is quick where both are there.
func TestMain(m *testing.M) {
	command := exec.Command("make", "-C", root, "local-synth")
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	if err := command.Run(); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "the local stack needs the synthesized application:", err)
		os.Exit(1)
	}
	code := m.Run()
	if err := grants.check(); err != nil && code == 0 {
		_, _ = fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// printed collects what functions print.
type printed struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all.Write(b)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all.String()
}

// app is a stack with the demo's campaign, on a clock that stands still until it is advanced.
type app struct {
	*testing.T
	*local.Stack
	*demo.Campaign
	logs  *printed
	table string // name of the table in the database
}

func newApp(t *testing.T) *app {
	t.Helper()
	a, suffix := &app{T: t, logs: &printed{}}, "-"+id.Code(t.Context())
	stack := startStack(t, local.Options{Start: start, Output: a.logs, TableSuffix: suffix})
	a.Stack, a.table = stack, stack.App.Tables[0].Name+suffix
	_, err := stack.Hasten()
	a.must(err)
	a.reconcilers(stack.Schedules.Pause)
	a.Campaign = demo.NewCampaign(t.Context(), stack, nil)
	return a
}

// startStack starts the application for a test. In it no function may try what its role does not allow, or answer with a code
// that its action does not list.
func startStack(t *testing.T, options local.Options) *local.Stack {
	t.Helper()
	var mu sync.Mutex
	unlisted := map[string]bool{}
	options.App = filepath.Join(root, "build", "app")
	options.OnAnswer = func(routeKey string, status int, body []byte) {
		for _, action := range contract.Actions() {
			if action.Method+" "+action.Path != routeKey {
				continue
			}
			if err := apitest.Listed(action, status, body); err != nil {
				mu.Lock()
				defer mu.Unlock()
				unlisted[err.Error()] = true
			}
		}
	}
	stack, err := local.Start(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		closeAllowed(t, stack)
		mu.Lock()
		defer mu.Unlock()
		for answer := range unlisted {
			t.Error(answer)
		}
	})
	return stack
}

func closeAllowed(t *testing.T, stack *local.Stack) {
	t.Helper()
	stack.Close()
	grants.add(stack.Guard)
	seen := map[string]bool{}
	for _, denial := range stack.Guard.Denied() {
		what := denial.Function + " may not " + denial.Request.Action + " on " + denial.Request.Resource
		if !seen[what] {
			t.Errorf("a role lacks a grant: %s", denial)
		}
		seen[what] = true
	}
}

// opened is an app whose campaign runs and whose creator has authorized the agency.
func opened(t *testing.T) *app {
	t.Helper()
	a := newApp(t)
	a.must(a.Open(t.Context()))
	a.must(a.Join(t.Context(), a.Creator))
	a.settle()
	return a
}

func (a *app) must(err error) {
	a.Helper()
	if err != nil {
		a.Fatal(err)
	}
}

func (a *app) settle() {
	a.Helper()
	ctx, cancel := context.WithTimeout(a.Context(), time.Minute)
	defer cancel()
	a.must(a.Clock.Settle(ctx))
}

func (a *app) advance(d time.Duration) {
	a.Helper()
	ctx, cancel := context.WithTimeout(a.Context(), 2*time.Minute)
	defer cancel()
	a.must(a.Clock.Advance(ctx, d))
}

// quiet keeps reminders from being sent in a scenario that needs none: the job looks at every day of the weeks that are
// skipped.
func (a *app) quiet() {
	a.Helper()
	a.must(a.Schedules.Pause(reminders))
}

// executions lists the names of a state machine's executions, with their status.
func (a *app) executions(machine string) map[string]states.Status {
	a.Helper()
	out := map[string]states.Status{}
	for _, m := range a.States.ListMachines() {
		if m.Name != machine {
			continue
		}
		page, err := a.States.List(states.ListInput{MachineARN: m.ARN, MaxResults: 1000})
		a.must(err)
		for _, e := range page.Executions {
			out[e.Name] = e.Status
		}
	}
	return out
}

func (a *app) sample(sampleID string) contract.AgencySampleDetail {
	a.Helper()
	view, err := demo.Get[contract.AgencySampleDetail](a.Context(), a.Agency, "/v1/samples/"+sampleID)
	a.must(err)
	return view
}

func (a *app) inbox(p *demo.Party) []contract.Notification {
	a.Helper()
	page, err := demo.Get[contract.Page[contract.Notification]](a.Context(), p, "/v1/notifications?limit=100")
	a.must(err)
	return page.Items
}

func (a *app) newCreator(handle string) *demo.Party {
	return demo.NewParty(a.Context(), a.Stack, id.Creator, identity.Claims{Actor: "creator", Username: handle})
}
