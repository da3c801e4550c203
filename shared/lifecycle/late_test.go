package lifecycle_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/workflow"
)

// starts is a Step Functions that keeps the inputs of the executions it is asked to start, by their names.
func starts(t *testing.T) map[string]string {
	t.Helper()
	inputs := map[string]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Name, Input string }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		inputs[in.Name] = in.Input
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		_, _ = w.Write([]byte(`{"executionArn":"arn","startDate":1}`))
	}))
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local",
	} {
		t.Setenv(name, value)
	}
	return inputs
}

// An execution that starts late, because its event came late, has as much less time: the deadlines are those of the order and of
// the request.
func TestALateStartMovesNoDeadline(t *testing.T) {
	ordered := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		late                                    time.Duration
		shipment, authorization, answer, number int
	}{
		"in time":       {0, 14 * 86400, 8 * 86400, 7 * 86400, 1},
		"a day late":    {24 * time.Hour, 13 * 86400, 7 * 86400, 6 * 86400, 1},
		"a month later": {30 * 24 * time.Hour, 1, 1, 1, 2},
	} {
		inputs := starts(t)
		w, now := lifecycle.Connect(), ordered.Add(test.late)
		if err := w.StartSample(t.Context(), "smp_1", policy.Default, ordered, now); err != nil {
			t.Fatal(err)
		}
		if err := w.StartRequest(t.Context(), "ath_1", "agn_1", "crt_1", test.number, ordered.AddDate(0, 0, 7), now); err != nil {
			t.Fatal(err)
		}
		var s workflow.SampleLifecycleInput
		var a workflow.AuthorizationInput
		if err := json.Unmarshal([]byte(inputs["smp_1"]), &s); err != nil {
			t.Fatal(err)
		}
		execution := lifecycle.RequestExecution("ath_1", test.number).Name
		if err := json.Unmarshal([]byte(inputs[execution]), &a); err != nil {
			t.Fatalf("%s: %v of %v", name, err, inputs)
		}
		if s.ShipmentSeconds != test.shipment || s.AuthorizationSeconds != test.authorization {
			t.Errorf("%s: %d seconds to ship, %d to authorize", name, s.ShipmentSeconds, s.AuthorizationSeconds)
		}
		if a.AnswerSeconds != test.answer || a.RequestID != "ath_1" {
			t.Errorf("%s: %+v", name, a)
		}
	}
}
