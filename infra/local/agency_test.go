package local_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/infra/local/demo"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/task"
)

// get reads a page as the agency. What it asks for is named by the answers to earlier calls.
func get[T any](a *app, path string) T {
	a.Helper()
	answer, err := demo.Get[T](a.Context(), a.Agency, path)
	a.must(err)
	return answer
}

// mornings is what the others have left for the agency: two products and a wish to close one to review, and a damaged sample.
func (a *app) mornings() {
	a.Helper()
	ctx := a.Context()
	ordered, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.must(a.Ship(ctx, ordered.ID, "94001000000000000000001"))
	a.settle()
	_, err = demo.Post[contract.CreatorSample](ctx, a.Creator, "/v1/samples/"+ordered.ID+"/problem", contract.ReportProblemRequest{
		Kind: sample.Damaged, Photos: []string{"https://photos.example/1.jpg"},
	})
	a.must(err)
	product := contract.ProductDraft{
		ProductName: "Day Cream", TotalRate: 2000, Samples: 5, Stock: 50, UnitCost: contract.Money{Amount: 900, Currency: "USD"}, Email: "samples@dewdaughters.example",
	}
	var drafts []contract.ProductDraft
	for _, product.ProductID = range []string{"1729384756003", "1729384756004"} {
		drafts = append(drafts, product)
	}
	rows, err := demo.Post[contract.Rows[contract.SellerRegistration]](ctx, a.Seller, "/v1/campaigns/"+a.Campaign.Campaign.ID+"/registrations", map[string]any{"products": drafts})
	a.must(err)
	a.must(rows.Err())
	_, err = demo.Post[contract.SellerRegistration](ctx, a.Seller, "/v1/registrations/"+ordered.RegistrationID+"/closure", contract.RequestClosureRequest{Reason: "Sold out."})
	a.must(err)
	a.settle()
}

// Features N3, C2, C6, H6, I8: a morning of an agency. It begins with what is to be done, and goes from page to page by the ids that
// the pages name, until nothing is left.
func TestAMorningOfAnAgency(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.mornings()
	ctx := t.Context()
	todo := get[contract.Tasks](a, "/v1/tasks?counts=true")
	if want := (contract.TaskCounts{ReviewRegistration: 2, ReviewClosure: 1, ResolveProblem: 1, All: 4}); *todo.Counts != want || len(todo.Items) != 4 {
		t.Fatalf("in the morning: %+v, %+v", *todo.Counts, todo.Items)
	}
	by := map[task.Kind][]contract.ListedTask{}
	for _, one := range todo.Items {
		by[one.Kind] = append(by[one.Kind], one)
	}

	// Maya takes the damaged sample.
	problem := by[task.ResolveProblem][0]
	_, err := demo.Put[contract.Task](ctx, a.Agency, "/v1/tasks/"+problem.ID+"/assignee", map[string]string{"assignee": "Maya"})
	a.must(err)
	a.settle()
	if mine := get[contract.Tasks](a, "/v1/tasks?assignee=Maya").Items; len(mine) != 1 || mine[0].ID != problem.ID {
		t.Errorf("Maya's: %+v", mine)
	}

	// Both products are reviewed in one call, of which their seller hears by decision.
	var reviews []contract.RegistrationReview
	for i, one := range by[task.ReviewRegistration] {
		r := get[contract.AgencyRegistrationDetail](a, "/v1/registrations/"+one.RegistrationID)
		if r.Status != registration.StatusPending {
			t.Errorf("%s is %s", r.ProductName, r.Status)
		}
		reviews = append(reviews, []contract.RegistrationReview{
			{RegistrationID: r.ID, Decision: registration.Approve}, {RegistrationID: r.ID, Decision: registration.Reject, Reason: "The rate is low."},
		}[i])
	}
	rows, err := demo.Post[contract.Rows[contract.AgencyRegistration]](ctx, a.Agency, "/v1/campaigns/"+problem.CampaignID+"/registration-reviews", map[string]any{"reviews": reviews})
	a.must(err)
	a.must(rows.Err())

	// Before the agency closes a product it looks at its data and its creators.
	closing := by[task.ReviewClosure][0]
	r := get[contract.AgencyRegistrationDetail](a, "/v1/registrations/"+closing.RegistrationID+"?counts=true")
	if r.Closure.Reason != "Sold out." || r.Counts.Creators != 1 || r.Counts.Samples.NotYetPosted != 1 || r.Ordered != 1 {
		t.Errorf("before it closes: %+v, counts %+v", r, r.Counts)
	}
	holders := get[contract.Page[contract.RegistrationCreator]](a, "/v1/registrations/"+r.ID+"/creators").Items
	if len(holders) != 1 || holders[0].Handle != a.Creator.Username || holders[0].SampleID != problem.SampleID {
		t.Errorf("who has it: %+v", holders)
	}
	rows, err = demo.Post[contract.Rows[contract.AgencyRegistration]](ctx, a.Agency, "/v1/campaigns/"+r.CampaignID+"/closure-reviews", map[string]any{
		"reviews": []contract.ClosureReview{{RegistrationID: r.ID, Decision: registration.Approve}},
	})
	a.must(err)
	a.must(rows.Err())

	// The damaged sample is sent again; the photos are where the task leads.
	s := get[contract.AgencySampleDetail](a, "/v1/samples/"+problem.SampleID)
	if diff := cmp.Diff([]string{"https://photos.example/1.jpg"}, s.Exception.Photos); diff != "" || s.CampaignName != problem.CampaignName {
		t.Errorf("the problem (-want +got):\n%s", diff)
	}
	_, err = demo.Post[contract.AgencySample](ctx, a.Agency, "/v1/samples/"+s.ID+"/resolution", contract.ResolveExceptionRequest{Action: contract.Reship, AddressID: s.AddressID})
	a.must(err)
	a.settle()
	if left := get[contract.Tasks](a, "/v1/tasks?counts=true"); len(left.Items) != 0 || left.Counts.All != 0 {
		t.Errorf("left to be done: %+v", left)
	}
	if told := a.inbox(a.Seller); told[0].Type != sample.EventReshipped || told[0].CampaignName != s.CampaignName {
		t.Errorf("the seller hears last of %+v", told[0])
	}

	// A day before it should have left, the sample is to be chased.
	a.quiet()
	a.advance(13 * day)
	a.reconcile()
	if late := a.tasks()[s.ID]; late != string(task.ChaseShipment) {
		t.Errorf("13 days later: %q", late)
	}

	// Whom the agency restricts, and whom no more.
	restriction := "/v1/creators/" + holders[0].CreatorID + "/restriction"
	for _, restricted := range []bool{true, false} {
		_, err = demo.Put[contract.CreatorRestriction](ctx, a.Agency, restriction, map[string]any{"restricted": restricted, "reason": "Answers late."})
		a.must(err)
		a.settle()
		status := map[bool]string{true: "restricted", false: "lifted"}[restricted]
		list := get[contract.Page[contract.ListedRestriction]](a, "/v1/creator-restrictions?status="+status).Items
		if len(list) != 1 || list[0].CreatorHandle != holders[0].Handle || list[0].Reason != "Answers late." {
			t.Errorf("%s: %+v", status, list)
		}
	}
}
