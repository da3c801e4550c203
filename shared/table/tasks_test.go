package table_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/clock"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/table/tasks"
	"samplepath/shared/task"
)

// todo are the agency's tasks at a time, as a list tells them.
func todo(t *testing.T, tab *table.Table, f tasks.Filter, now time.Time) string {
	t.Helper()
	list, _, err := tasks.List(t.Context(), tab, tabletest.AgencyID, f, now, table.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, one := range list {
		out = append(out, string(one.Task.Kind)+" "+one.Task.Assignee)
	}
	return strings.Join(out, ", ")
}

func keep(t *testing.T, tab *table.Table, subject string) {
	t.Helper()
	if err := tasks.Keep(clock.With(t.Context(), tabletest.Day(30, 9)), tab, subject); err != nil {
		t.Fatal(err)
	}
}

// Feature N3: whoever has read a sample before its problem was resolved brings no task back, and whoever has read it before there was
// one leaves none out.
func TestALateConsumerGoesByTheNewestState(t *testing.T) {
	for name, test := range map[string]struct {
		before, meanwhile func(w *tabletest.World)
		want              string
	}{
		"resolved meanwhile": {
			func(w *tabletest.World) { w.Problem() }, func(w *tabletest.World) { w.Reship(tabletest.Day(12, 9)) }, "chase_shipment ",
		},
		"reported meanwhile": {func(*tabletest.World) {}, func(w *tabletest.World) { w.Problem() }, "resolve_problem "},
		"resolved by somebody who has kept the tasks, too": {
			func(w *tabletest.World) { w.Problem() },
			func(w *tabletest.World) { w.Reship(tabletest.Day(12, 9)); keep(t, w.Table, tabletest.SampleID) }, "chase_shipment ",
		},
	} {
		w := tabletest.NewWorld(t).Authorized().Order()
		keep(t, w.Table, tabletest.SampleID)
		w.Label().Dispatch().Deliver()
		test.before(w)
		moved := false
		late := tabletest.Between(t, w.Table, func(operation string, _ int) {
			if operation == "TransactWriteItems" && !moved {
				moved = true
				test.meanwhile(w)
			}
		})
		keep(t, late, tabletest.SampleID)
		if got := todo(t, w.Table, tasks.Filter{}, tabletest.Day(30, 9)); got != test.want || !moved {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func assign(t *testing.T, tab *table.Table, kind task.Kind, name string) error {
	t.Helper()
	before, err := tasks.Get(t.Context(), tab, tabletest.AgencyID, task.Task{Kind: kind, Subject: tabletest.SampleID}.ID(), tabletest.Day(20, 9))
	if err != nil {
		t.Fatal(err)
	}
	return tab.Commit(t.Context(), tasks.Assigned(before, before.Assigned(name, tabletest.Day(20, 9))))
}

// A task that is assigned while it is being corrected, as after a change of these rules, is correct and stays assigned.
func TestAnAssignmentIsNotOverwritten(t *testing.T) {
	for _, earlier := range []string{"", "Noor"} {
		tab, client := tabletest.At(t, dynamotest.Endpoint(t))
		w := tabletest.In(t, tab, nil).Authorized().Order().Label().Dispatch().Deliver().Problem()
		keep(t, tab, tabletest.SampleID)
		if err := assign(t, tab, task.ResolveProblem, earlier); err != nil {
			t.Fatal(err)
		}
		name, key := tab.Name(), keys.Task(tabletest.SampleID, task.ResolveProblem)
		if _, err := client.UpdateItem(t.Context(), &dynamodb.UpdateItemInput{
			TableName: &name, Key: table.Primary(key), UpdateExpression: aws.String("SET productName = :old"),
			ExpressionAttributeValues: table.Item{":old": table.Text("Serum")},
		}); err != nil {
			t.Fatal(err)
		}
		assigned := false
		corrector := tabletest.Between(t, tab, func(operation string, _ int) {
			if operation == "TransactWriteItems" && !assigned {
				assigned = true
				if err := assign(t, tab, task.ResolveProblem, "Maya"); err != nil {
					t.Error(err)
				}
			}
		})
		keep(t, corrector, tabletest.SampleID)
		got, _, err := tasks.List(t.Context(), w.Table, tabletest.AgencyID, tasks.Filter{Assignee: "Maya"}, tabletest.Day(20, 9), table.Page{Limit: 9})
		if err != nil || len(got) != 1 || got[0].Task.ProductName != "Glow Serum" {
			t.Errorf("before %q: %+v, %v", earlier, got, err)
		}
	}
}

// Nobody is given a task that is over, or another one of its kind than was looked at.
func TestOnlyTheTaskThatWasLookedAtIsAssigned(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	keep(t, w.Table, tabletest.SampleID)
	before, err := tasks.Get(t.Context(), w.Table, tabletest.AgencyID, "chase_shipment-"+tabletest.SampleID, tabletest.Day(25, 9))
	if err != nil {
		t.Fatal(err)
	}
	late := tasks.Assigned(before, before.Assigned("Maya", tabletest.Day(25, 9)))
	w.Label().Dispatch()
	keep(t, w.Table, tabletest.SampleID)
	if err := w.Table.Commit(t.Context(), late); !errors.Is(err, table.ErrChanged) {
		t.Errorf("over: %v", err)
	}
	w.Fail(tabletest.Day(12, 9)).Reship(tabletest.Day(13, 9))
	keep(t, w.Table, tabletest.SampleID)
	if err := w.Table.Commit(t.Context(), late); !errors.Is(err, table.ErrChanged) {
		t.Errorf("another one: %v", err)
	}
	if got := todo(t, w.Table, tasks.Filter{}, tabletest.Day(30, 9)); got != "chase_shipment " {
		t.Errorf("%q", got)
	}
}

// Before its day a sample that has not left is on no list and in no count, and cannot be assigned.
func TestWhatComesWithTimeIsNotShownBefore(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order() // on the 6th
	keep(t, w.Table, tabletest.SampleID)
	for at, want := range map[time.Time]string{tabletest.Day(19, 9).Add(-time.Millisecond): "", tabletest.Day(19, 9): "chase_shipment "} {
		if got := todo(t, w.Table, tasks.Filter{}, at); got != want {
			t.Errorf("at %v: %q, want %q", at, got, want)
		}
		counts, err := tasks.Counts(t.Context(), w.Table, tabletest.AgencyID, at)
		if err != nil || counts[task.ChaseShipment] != len(want)/len("chase_shipment ") {
			t.Errorf("at %v: counted %v, %v", at, counts, err)
		}
		if _, err := tasks.Get(t.Context(), w.Table, tabletest.AgencyID, "chase_shipment-"+tabletest.SampleID, at); (err == nil) != (want != "") {
			t.Errorf("at %v: read with %v", at, err)
		}
	}
}

// With the end of its campaign there is nothing to answer about a product: no list shows it, and DynamoDB may delete it.
func TestAfterTheEndOfTheCampaign(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	w := tabletest.In(t, tab, nil)
	w.AskClosure(w.Product)
	keep(t, tab, tabletest.RegistrationID)
	end := w.Campaign.CampaignPeriod.End
	for at, want := range map[time.Time]string{end.Add(-time.Millisecond): "review_closure ", end: ""} {
		counts, err := tasks.Counts(t.Context(), tab, tabletest.AgencyID, at)
		if got := todo(t, tab, tasks.Filter{}, at); got != want || err != nil || counts[task.ReviewClosure] != len(want)/len("review_closure ") {
			t.Errorf("at %v: %q, want %q; counted %v, %v", at, got, want, counts, err)
		}
	}
	item := read(t, client, tab, keys.Task(tabletest.RegistrationID, task.ReviewClosure))
	if got, ok := item[table.TTLAttribute].(*types.AttributeValueMemberN); !ok || got.Value != fmt.Sprint(end.Unix()) {
		t.Errorf("it expires at %v, want %d", item[table.TTLAttribute], end.Unix())
	}
}

// However many consumers of however many events come at once, and while things go on happening, the tasks end as the last state says.
func TestConsumersAtOnce(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	steps := []func(){
		func() { w.Label() }, func() { w.Dispatch() }, func() { w.Deliver() }, func() { w.Problem() }, func() { w.Reship(tabletest.Day(12, 9)) },
	}
	var moving sync.Mutex
	answers := inParallel(60, func(i int) error {
		if i%12 == 0 {
			moving.Lock()
			defer moving.Unlock()
			step := steps[0]
			steps = steps[1:]
			step()
		}
		return tasks.Keep(clock.With(t.Context(), tabletest.Day(30, 9)), w.Table, tabletest.SampleID)
	})
	if answers[nil] != 60 {
		t.Fatalf("answers: %v", answers)
	}
	if got := todo(t, w.Table, tasks.Filter{}, tabletest.Day(30, 9)); got != "chase_shipment " {
		t.Errorf("%q", got)
	}
	if items := tabletest.Items(t, w.Table); strings.Count(items, `"SK":"TASK#`) != 1 {
		t.Errorf("more tasks than one: %s", items)
	}
}
