package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/table/tasks"
	"samplepath/shared/task"
)

// open are the tasks of the agency, as it is told at a time.
func open(t *testing.T, w *tabletest.World, day int) (out []string) {
	t.Helper()
	list, _, err := tasks.List(t.Context(), w.Table, tabletest.AgencyID, tasks.Filter{}, tabletest.Day(day, 12), table.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range list {
		out = append(out, one.Task.ID())
	}
	return out
}

// Features N3, C2 and H6: what the events of the bus make the agency's list. Each comes twice, and changes nothing the second time.
func TestWhatIsToBeDone(t *testing.T) {
	w := tabletest.Pending(t)
	told(t, w, "product-registered", task.ReviewRegistration)
	w = tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Problem()
	told(t, w, "sample-problem-reported", task.ResolveProblem)
}

func told(t *testing.T, w *tabletest.World, name string, want task.Kind) {
	t.Helper()
	e := apitest.BusEvent(t, "keep-tasks/"+name)
	var before string
	for range 2 {
		before = tabletest.Items(t, w.Table)
		if err := (consumer{w.Table}).consume(t.Context(), e); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if after := tabletest.Items(t, w.Table); after != before {
		t.Errorf("%s: the second time it wrote", name)
	}
	if got := open(t, w, 12); len(got) != 1 || got[0] != string(want)+"-"+e.Subject {
		t.Errorf("%s: %v", name, got)
	}
}

// What cannot change a task is not even read: the sample that it names is none.
func TestWhatChangesNothingIsPassedOver(t *testing.T) {
	w := tabletest.NewWorld(t)
	if err := (consumer{w.Table}).consume(t.Context(), event.Event{Type: sample.EventCarrier, Subject: tabletest.SampleID}); err != nil {
		t.Errorf("a carrier's news: %v", err)
	}
	if err := (consumer{w.Table}).consume(t.Context(), event.Event{Type: sample.EventDelivered, Subject: tabletest.SampleID}); err == nil {
		t.Error("a sample that is not there was kept")
	}
}

// What only ends tasks ends them, and reads no sample where there are none.
func TestWhatOnlyEndsTasks(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Problem()
	posted := event.Event{Type: sample.EventPosted, Subject: tabletest.SampleID}
	if err := (consumer{w.Table}).consume(t.Context(), posted); err != nil || len(open(t, w, 12)) != 0 {
		t.Errorf("without a task: %v, %v", open(t, w, 12), err)
	}
	told(t, w, "sample-problem-reported", task.ResolveProblem)
	w.Post()
	if err := (consumer{w.Table}).consume(t.Context(), posted); err != nil || len(open(t, w, 12)) != 0 {
		t.Errorf("posted: %v, %v", open(t, w, 12), err)
	}
}
