package local_test

import (
	"net/http"
	"testing"

	"samplepath/infra/local/states"
	"samplepath/shared/sample"
)

// Feature F10: a cancelled sample's execution ends, and the sample goes back to the allocation exactly once.
func TestCancelledSampleEndsAndIsReleased(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.settle()
	a.inState(s.ID, "Await shipment")
	path := "/v1/samples/" + s.ID + "/cancellation"
	for _, key := range []string{"cancel-1", "cancel-1", "cancel-2"} {
		want := http.StatusOK
		if key == "cancel-2" {
			want = http.StatusConflict
		}
		if answer, err := a.Agency.Do(ctx, http.MethodPost, path, key, struct{}{}); err != nil || answer.Status != want {
			t.Fatalf("%s: %d %s %v", key, answer.Status, answer.Body, err)
		}
	}
	a.settle()
	a.inState(s.ID, "Cancelled")
	if got := a.sample(s.ID); got.Status != sample.StatusCancelled || a.available() != 10 {
		t.Fatalf("the sample is %s, %d available", got.Status, a.available())
	}
	if status := a.executions(lifecycles)[s.ID]; status != states.Succeeded {
		t.Fatalf("the execution is %s", status)
	}
}
