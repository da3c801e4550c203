package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/table/tasks"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// world has a sample with a problem, which somebody has to resolve.
func world(t *testing.T) *tabletest.World {
	t.Helper()
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Problem()
	keep(t, w)
	return w
}

func keep(t *testing.T, w *tabletest.World) {
	t.Helper()
	if err := tasks.Keep(t.Context(), w.Table, tabletest.SampleID); err != nil {
		t.Fatal(err)
	}
}

// of are the ids of what is assigned to a member.
func of(t *testing.T, w *tabletest.World, name string) string {
	t.Helper()
	list, _, err := tasks.List(t.Context(), w.Table, tabletest.AgencyID, tasks.Filter{Assignee: name}, tabletest.Day(12, 15), table.Page{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, one := range list {
		ids = append(ids, one.Task.ID())
	}
	return strings.Join(ids, " ")
}

// Feature N3: a task is given to a member by name, to whoever calls, and back to nobody.
func TestToWhom(t *testing.T) {
	w := world(t)
	serve := apitest.Server(contract.AssignTask, w.Table, handle)
	e := apitest.Event(t, "assign-task/to-a-member")
	for _, test := range []struct{ body, want string }{{e.Body, "Maya"}, {`{"assignee":" Noor "}`, "Noor"}, {`{}`, "North Star Agency"}, {`{"assignee":""}`, ""}} {
		e.Body = test.body
		got := apitest.Decode[contract.Task](t, serve(t, apitest.WithKey(e, "")), http.StatusOK)
		if got.Assignee != test.want || (got.AssignedAt != nil) != (test.want != "") || got.SampleID != tabletest.SampleID {
			t.Errorf("%s: %+v", test.body, got)
		}
		for _, name := range []string{"Maya", "Noor", "North Star Agency"} {
			want := ""
			if name == test.want {
				want = got.ID
			}
			if has := of(t, w, name); has != want {
				t.Errorf("%s: %s has %q, want %q", test.body, name, has, want)
			}
		}
	}
}

// A task stays assigned while the matter lasts, whatever else happens to the sample, and not beyond it.
func TestItStaysAssignedUntilItIsDone(t *testing.T) {
	w := world(t)
	serve := apitest.Server(contract.AssignTask, w.Table, handle)
	e := apitest.Event(t, "assign-task/to-a-member")
	apitest.Decode[contract.Task](t, serve(t, e), http.StatusOK)
	keep(t, w)
	if got := of(t, w, "Maya"); got == "" {
		t.Error("it is nobody's any more")
	}
	w.Reship(tabletest.Day(12, 16))
	keep(t, w)
	if got := of(t, w, "Maya"); got != "" {
		t.Errorf("done, and still assigned: %s", got)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "again")), http.StatusNotFound, "task_not_found")
}

func TestWhatIsRefused(t *testing.T) {
	w := world(t)
	serve := apitest.Server(contract.AssignTask, w.Table, handle)
	e := apitest.Event(t, "assign-task/to-a-member")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "task_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, tabletest.SellerID)), http.StatusForbidden, "wrong_actor")
	for _, id := range []string{
		"resolve_exception-" + tabletest.SampleID, "resolve_problem-smp_01QG0189M0J2WV7KDTR1Q2C7BZ", "review_closure-" + tabletest.RegistrationID,
		"review_closure-" + tabletest.SampleID, "be_happy-" + tabletest.SampleID,
	} {
		e.PathParameters["taskId"] = id
		apitest.Refused(t, serve(t, apitest.WithKey(e, "")), http.StatusNotFound, "task_not_found")
	}
	e = apitest.Event(t, "assign-task/to-a-member")
	e.Body = `{"assignee":"` + strings.Repeat("m", 61) + `"}`
	apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields")
}
