package main

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/table/tasks"
	"samplepath/shared/task"
)

func TestMain(m *testing.M) { apitest.Main(m) }

const secondID = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y"

// world has, on 12 June: a pending product since the 2nd, a closure to review since the 12th, and a sample with a problem since the 11th.
func world(t *testing.T) *tabletest.World {
	t.Helper()
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Problem()
	w.AskClosure(productOf(t, w))
	w.Offer(secondID, "1729384756002", "Night Cream")
	for _, subject := range []string{tabletest.SampleID, tabletest.RegistrationID, secondID} {
		if err := tasks.Keep(t.Context(), w.Table, subject); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// productOf is the world's product with what was ordered of it.
func productOf(t *testing.T, w *tabletest.World) registration.Registration {
	t.Helper()
	r := w.Product
	r.Ordered, r.Stock = 1, 499
	return r
}

func list(t *testing.T, w *tabletest.World, query map[string]string) contract.Tasks {
	t.Helper()
	e := apitest.Event(t, "list-tasks/first-page")
	if query != nil {
		e.QueryStringParameters = query
	}
	return apitest.Decode[contract.Tasks](t, apitest.Server(contract.ListTasks, w.Table, handle)(t, e), http.StatusOK)
}

// Feature N3: all that is to be done, by when it is due, with the names that a page shows and the ids to act by.
func TestWhatIsToBeDone(t *testing.T) {
	w := world(t)
	got := list(t, w, nil)
	of := func(kind task.Kind, subject, productName string) contract.Task {
		return contract.Task{
			ID: string(kind) + "-" + subject, Kind: kind, CampaignID: tabletest.CampaignID, RegistrationID: subject, ProductName: productName, SellerID: tabletest.SellerID,
		}
	}
	review, closure := of(task.ReviewRegistration, secondID, "Night Cream"), of(task.ReviewClosure, tabletest.RegistrationID, "Glow Serum")
	review.Since, review.DueAt = tabletest.Day(2, 9), tabletest.Day(5, 9)
	closure.Since, closure.DueAt = tabletest.Day(12, 9), tabletest.Day(15, 9)
	problem := of(task.ResolveProblem, tabletest.SampleID, "Glow Serum")
	problem.RegistrationID, problem.SampleID, problem.CreatorID, problem.CreatorHandle = tabletest.RegistrationID, tabletest.SampleID, tabletest.CreatorID, "@glow.with.ana"
	problem.Exception, problem.Since, problem.DueAt = "missing", tabletest.Day(11, 10), tabletest.Day(25, 10)
	want := []contract.ListedTask{{Task: review, CampaignName: "Summer glow"}, {Task: closure, CampaignName: "Summer glow"}, {Task: problem, CampaignName: "Summer glow"}}
	if diff := cmp.Diff(want, got.Items); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if want := (contract.TaskCounts{ReviewRegistration: 1, ReviewClosure: 1, ResolveProblem: 1, All: 3}); got.Counts == nil || *got.Counts != want {
		t.Errorf("counts %+v, want %+v", got.Counts, want)
	}
}

// Page after page, each task is on one; and what a filter asks for, on some.
func TestPagesAndFilters(t *testing.T) {
	w := world(t)
	assign(t, w, task.ResolveProblem, tabletest.SampleID, "Maya")
	other := w.SecondCampaign()
	other.AskClosure(other.Product)
	if err := tasks.Keep(t.Context(), w.Table, other.Product.ID); err != nil {
		t.Fatal(err)
	}
	const review, closure, problem = "review_registration-" + secondID, "review_closure-" + tabletest.RegistrationID, "resolve_problem-" + tabletest.SampleID
	second := "review_closure-" + other.Product.ID
	for name, test := range map[string]struct {
		query map[string]string
		want  []string
	}{
		"all":                  {map[string]string{}, []string{review, second, closure, problem}},
		"a kind":               {map[string]string{"kind": "review_closure"}, []string{second, closure}},
		"a campaign":           {map[string]string{"campaignId": tabletest.CampaignID}, []string{review, closure, problem}},
		"another campaign":     {map[string]string{"campaignId": other.Campaign.ID}, []string{second}},
		"a member":             {map[string]string{"assignee": "Maya"}, []string{problem}},
		"another member":       {map[string]string{"assignee": "Noor"}, nil},
		"a kind of a member":   {map[string]string{"assignee": "Maya", "kind": "resolve_problem"}, []string{problem}},
		"another of a member":  {map[string]string{"assignee": "Maya", "kind": "review_closure"}, nil},
		"a kind of a campaign": {map[string]string{"campaignId": tabletest.CampaignID, "kind": "review_closure"}, []string{closure}},
	} {
		for _, limit := range []string{"1", "2", "100"} {
			var got []string
			test.query["limit"], test.query["cursor"] = limit, ""
			for range 9 {
				page := list(t, w, test.query)
				for _, one := range page.Items {
					got = append(got, one.ID)
				}
				if test.query["cursor"] = page.NextCursor; page.NextCursor == "" {
					break
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s, %s at a time (-want +got):\n%s", name, limit, diff)
			}
		}
	}
}

func assign(t *testing.T, w *tabletest.World, kind task.Kind, subject, name string) {
	t.Helper()
	before, err := tasks.Get(t.Context(), w.Table, tabletest.AgencyID, string(kind)+"-"+subject, tabletest.Day(12, 15))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Table.Commit(t.Context(), tasks.Assigned(before, before.Assigned(name, tabletest.Day(12, 15)))); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsRefused(t *testing.T) {
	w := world(t)
	serve := apitest.Server(contract.ListTasks, w.Table, handle)
	e := apitest.Event(t, "list-tasks/first-page")
	other := apitest.Decode[contract.Tasks](t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusOK)
	if len(other.Items) != 0 || other.Counts.All != 0 {
		t.Errorf("another agency reads %+v", other)
	}
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, tabletest.SellerID)), http.StatusForbidden, "wrong_actor")
	e.QueryStringParameters = map[string]string{"kind": "be_happy"}
	apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields")
	e.QueryStringParameters = map[string]string{"cursor": list(t, w, map[string]string{"limit": "1"}).NextCursor, "kind": "review_closure"}
	apitest.Refused(t, serve(t, e), http.StatusBadRequest, "invalid_cursor")
}
