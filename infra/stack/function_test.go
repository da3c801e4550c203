package stack_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/contract"
)

func TestOneFunctionForEachAction(t *testing.T) {
	functions := byName(t)
	for _, action := range contract.Actions() {
		if _, ok := functions[action.Name]; !ok {
			t.Errorf("no function for %s", action.Name)
		}
	}
	if got, want := len(functions), len(contract.Actions()); got != want {
		t.Errorf("%d functions, want %d", got, want)
	}
}

func TestEveryFunction(t *testing.T) {
	roles := map[string]string{}
	for name, f := range byName(t) {
		p := f.Properties
		if got := lines(t, p["TracingConfig"], 0, ""); got != `{"Mode":"Active"}` {
			t.Errorf("%s: tracing is %s", name, got)
		}
		if p["Runtime"] != "provided.al2023" || p["Handler"] != "bootstrap" || !slices.Contains(list(p["Architectures"]), any("arm64")) {
			t.Errorf("%s: runtime %v, handler %v, architectures %v", name, p["Runtime"], p["Handler"], p["Architectures"])
		}
		role := f.stack + "/" + lines(t, p["Role"], 0, "")
		if other, taken := roles[role]; taken {
			t.Errorf("%s and %s share a role", name, other)
		}
		roles[role] = name
	}
}

// TestClockIsNotSwitchable proves that nobody can tell a deployed function the time: the switch is the local stack's.
func TestClockIsNotSwitchable(t *testing.T) {
	known := []string{
		"SAMPLEPATH_BUS", "SAMPLEPATH_CARRIER_SECRET", "SAMPLEPATH_CREATOR_AUTHORIZATION", "SAMPLEPATH_PLATFORM_SECRET",
		"SAMPLEPATH_SAMPLE_LIFECYCLE", "SAMPLEPATH_TABLE",
	}
	for name, f := range byName(t) {
		environment, _ := f.Properties["Environment"].(map[string]any)
		variables, _ := environment["Variables"].(map[string]any)
		for variable := range variables {
			if !slices.Contains(known, variable) {
				t.Errorf("%s has the variable %s", name, variable)
			}
		}
	}
	for stack, resources := range app.stacks {
		content, err := json.Marshal(resources)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), "SAMPLEPATH_CLOCK") {
			t.Errorf("%s mentions SAMPLEPATH_CLOCK", stack)
		}
	}
}

func TestEveryFunctionMayLogAndTrace(t *testing.T) {
	for name, f := range byName(t) {
		allowed := map[string][]string{}
		for _, s := range app.permissions(t, f.stack, f.Properties["Role"]) {
			for _, action := range s.actions {
				allowed[action] = append(allowed[action], s.resources...)
			}
		}
		for _, action := range []string{"logs:CreateLogStream", "logs:PutLogEvents"} {
			if got := allowed[action]; !slices.Equal(got, []string{"/aws/lambda/samplepath-" + name}) {
				t.Errorf("%s: %s on %v, want its own log group only", name, action, got)
			}
		}
		for _, action := range []string{"xray:PutTelemetryRecords", "xray:PutTraceSegments"} {
			if got := allowed[action]; !slices.Equal(got, []string{"*"}) {
				t.Errorf("%s: %s on %v", name, action, got)
			}
		}
	}
}

// TestLeastPrivilege checks every permission of every function against the contract: nothing scans, nothing that only
// reads can write, and no action or resource is a wildcard.
func TestLeastPrivilege(t *testing.T) {
	for name, f := range byName(t) {
		action := contract.Find(name)
		for _, s := range app.permissions(t, f.stack, f.Properties["Role"]) {
			for _, permission := range s.actions {
				service, verb, _ := strings.Cut(permission, ":")
				if strings.Contains(permission, "*") || verb == "Scan" {
					t.Errorf("%s may %s", name, permission)
				}
				if service == "dynamodb" && action.Reads() && !slices.Contains([]string{"GetItem", "BatchGetItem", "Query"}, verb) {
					t.Errorf("%s only reads, but may %s", name, permission)
				}
				if service == "dynamodb" && len(action.Table) == 0 && !action.Trigger.Stream {
					t.Errorf("%s does not use the table, but may %s", name, permission)
				}
			}
			for _, resource := range s.resources {
				execution := strings.Contains(resource, ":execution:") && strings.HasSuffix(resource, ":*")
				if strings.Contains(resource, "*") && !execution && !strings.HasPrefix(s.actions[0], "xray:") {
					t.Errorf("%s may %v on %s", name, s.actions, resource)
				}
			}
		}
	}
}

func TestAsynchronousFunctionsKeepWhatTheyGiveUp(t *testing.T) {
	mapped := map[string]bool{}
	for key, r := range app.of("AWS::Lambda::EventSourceMapping") {
		mapped[app.text(t, stackOf(key), r.Properties["FunctionName"])] = r.Properties["DestinationConfig"] != nil
		if r.Properties["BisectBatchOnFunctionError"] != true || r.Properties["FunctionResponseTypes"] == nil || r.Properties["MaximumRetryAttempts"] == nil {
			t.Errorf("%s: a bad record would hold up the stream: %v", key, r.Properties)
		}
	}
	for name, f := range byName(t) {
		trigger := contract.Find(name).Trigger
		asynchronous := len(trigger.Events) > 0 || trigger.Schedule != ""
		if keeps := f.Properties["DeadLetterConfig"] != nil; keeps != asynchronous {
			t.Errorf("%s: called asynchronously: %v, has a dead-letter queue: %v", name, asynchronous, keeps)
		}
		if trigger.Stream && !mapped[name] {
			t.Errorf("%s reads the stream without a destination for what fails", name)
		}
	}
	for key, r := range app.of("AWS::Events::Rule") {
		for _, target := range r.Properties["Targets"].([]any) {
			if target.(map[string]any)["DeadLetterConfig"] == nil {
				t.Errorf("%s has no dead-letter queue", key)
			}
		}
	}
	for key, r := range app.of("AWS::Scheduler::Schedule") {
		if r.Properties["Target"].(map[string]any)["DeadLetterConfig"] == nil {
			t.Errorf("%s has no dead-letter queue", key)
		}
	}
}

type function struct {
	resource
	stack string
}

// byName lists the functions by the name of their action.
func byName(t *testing.T) map[string]function {
	t.Helper()
	functions := map[string]function{}
	for key, r := range app.of("AWS::Lambda::Function") {
		name, ok := strings.CutPrefix(r.Properties["FunctionName"].(string), "samplepath-")
		if !ok {
			t.Errorf("%s is named %v", key, r.Properties["FunctionName"])
		}
		functions[name] = function{r, stackOf(key)}
	}
	return functions
}
