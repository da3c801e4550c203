package local_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/infra/local"
	"samplepath/infra/local/bench"
	"samplepath/infra/local/iam"
	"samplepath/shared/id"
)

// Every action is called on the stack, each under its own role, and none is refused.
func TestEveryActionIsCalled(t *testing.T) {
	logs := &printed{}
	stack, err := local.Start(t.Context(), local.Options{
		App: filepath.Join(root, "build", "app"), Start: start, Output: logs, TableSuffix: "-" + id.Code(t.Context()),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeAllowed(t, stack) })
	if _, err := stack.Hasten(); err != nil {
		t.Fatal(err)
	}
	refused, err := bench.Play(t.Context(), stack)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{}, refused); diff != "" {
		t.Errorf("refused (-none +why):\n%s", diff)
	}
}

// grants are what the functions' roles allow, and what their calls needed in all scenarios of this package together.
var grants = usage{used: map[iam.Grant]bool{}}

type usage struct {
	mu      sync.Mutex
	allowed []iam.Grant
	used    map[iam.Grant]bool
}

func (u *usage) add(g *iam.Guard) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.allowed = g.Grants()
	for _, grant := range g.Used() {
		u.used[grant] = true
	}
}

// ofLambda reports whether a grant is for what Lambda does itself under the function's role: it reads the stream, and moves
// what failed to the queue of retries and back.
func ofLambda(g iam.Grant) bool {
	return strings.HasPrefix(g.Action, "sqs:") || strings.Contains(g.Resource, "/stream/")
}

// short names a grant by what a reader of the contract knows.
var short = strings.NewReplacer("samplepath-", "", "arn:aws:dynamodb:us-east-1:000000000000:", "", "arn:aws:states:us-east-1:000000000000:", "", ":*", "")

// unneeded are the grants that no scenario needs, with the reason why they are there all the same.
var unneeded = map[string]string{
	"list-affiliate-orders: dynamodb:BatchGetItem on table/table":      "there are no orders yet",
	"list-campaign-creators: dynamodb:Query on table/table/index/GSI2": "a search by handle alone: shared/table",
	"order-samples: dynamodb:ConditionCheckItem on table/table":        "rows ordered ahead of an authorization that is pending: functions/order-samples",
}

// seldom are the grants that scenarios need or not, as it happens: by what comes first of things that happen at once.
var seldom = map[string]string{
	"apply-kept-news: dynamodb:DeleteItem on table/table":                                 "a sample that the platform cancelled before its link leaves its place: shared/news",
	"apply-kept-news: dynamodb:Query on table/table":                                      "a sample that joins a parcel hears what the others in it were told: shared/news",
	"await-signal: states:SendTaskFailure on stateMachine:creator-authorization":          "an answer that comes before its wait: shared/lifecycle",
	"link-sample: dynamodb:DeleteItem on table/table":                                     "news that was kept for the link cancels the sample: shared/news",
	"reconcile-lifecycles: states:GetExecutionHistory on execution:creator-authorization": "a request whose execution stands still: functions/reconcile-lifecycles",
	"reconcile-lifecycles: states:SendTaskFailure on stateMachine:creator-authorization":  "a request whose wait ended with an error: functions/reconcile-lifecycles",
	"reconcile-lifecycles: states:StopExecution on execution:creator-authorization":       "a request whose execution stands still: functions/reconcile-lifecycles",
}

// check compares the grants that no scenario needed with those that are known, both ways. It says nothing of a part of the
// scenarios.
func (u *usage) check() error {
	if flag.Lookup("test.run").Value.String() != "" || flag.Lookup("test.skip").Value.String() != "" {
		return nil
	}
	var got, want []string
	known := 0
	for _, g := range u.allowed {
		what := short.Replace(g.String())
		if unneeded[what] != "" || seldom[what] != "" {
			known++
		}
		if !u.used[g] && !ofLambda(g) && seldom[what] == "" {
			got = append(got, what)
		}
		if unneeded[what] != "" {
			want = append(want, what)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		return fmt.Errorf("grants that no scenario needs (-known +found):\n%s", diff)
	}
	if all := len(unneeded) + len(seldom); known < all {
		return fmt.Errorf("%d grants are known as unneeded that no role has", all-known)
	}
	return nil
}
