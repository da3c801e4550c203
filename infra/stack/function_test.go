package stack_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"samplepath/infra/stack"
	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
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

// Feature I3: content is on TikTok unless the deployer says otherwise, and every function that judges its address is told.
func TestContentSitesAreASetting(t *testing.T) {
	told := 0
	for name, f := range byName(t) {
		environment, _ := f.Properties["Environment"].(map[string]any)
		variables, _ := environment["Variables"].(map[string]any)
		if hosts, ok := variables[sample.SitesVariable]; ok {
			told++
			if hosts != "tiktok.com" {
				t.Errorf("%s allows content on %v", name, hosts)
			}
		}
	}
	if told != 3 {
		t.Errorf("%d functions are told where content may be", told)
	}
	for hosts, good := range map[string]bool{"": true, "tiktok.com": true, "tiktok.com,youtu.be": true, "https://tiktok.com": false, "tiktok.com/": false, "*": false} {
		err := stack.Options{Arch: stack.ARM64, ContentHosts: hosts}.Check()
		if mentions := strings.Contains(fmt.Sprint(err), "contentHosts"); mentions == good {
			t.Errorf("%q: %v", hosts, err)
		}
	}
}

// TestClockIsNotSwitchable proves that nobody can tell a deployed function the time: the switch is the local stack's.
func TestClockIsNotSwitchable(t *testing.T) {
	for name, resources := range app.stacks {
		content, err := json.Marshal(resources)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), clock.Variable) {
			t.Errorf("%s mentions %s", name, clock.Variable)
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
				streams := slices.Equal(s.actions, []string{"dynamodb:ListStreams"}) && resource == "table/stream/*"
				if strings.Contains(resource, "*") && !execution && !streams && !strings.HasPrefix(s.actions[0], "xray:") {
					t.Errorf("%s may %v on %s", name, s.actions, resource)
				}
			}
		}
	}
}

// Every consumer of events has a queue from which it tries again by itself, for longer than any outage, and a dead-letter
// queue behind that. A scheduled job has neither: its next run does the same.
func TestConsumersTryAgainByThemselves(t *testing.T) {
	mapped := map[string]map[string]any{} // by function and source
	for key, r := range app.of("AWS::Lambda::EventSourceMapping") {
		of := func(property string) string { return app.text(t, stackOf(key), r.Properties[property]) }
		mapped[of("FunctionName")+" from "+of("EventSourceArn")] = r.Properties
	}
	policies := map[string]string{}
	hidden := map[string]float64{}
	for key, r := range app.of("AWS::SQS::Queue") {
		name := strings.TrimPrefix(r.Properties["QueueName"].(string), "samplepath-")
		if visibility, ok := r.Properties["VisibilityTimeout"].(float64); ok {
			hidden[name] = visibility
		}
		if policy, ok := r.Properties["RedrivePolicy"].(map[string]any); ok {
			policies[name] = fmt.Sprintf("%s after %v", app.text(t, stackOf(key), policy["deadLetterTargetArn"]), policy["maxReceiveCount"])
		}
		if r.Properties["MessageRetentionPeriod"] != 14*24*3600.0 {
			t.Errorf("%s keeps messages for %v seconds", name, r.Properties["MessageRetentionPeriod"])
		}
	}
	for name, f := range byName(t) {
		trigger, queue := contract.Find(name).Trigger, ""
		if len(trigger.Events) > 0 || trigger.Stream {
			queue = name + "-retries"
			retries := mapped[name+" from "+queue]
			if retries == nil || lines(t, retries["FunctionResponseTypes"], 0, "") != `["ReportBatchItemFailures"]` {
				t.Errorf("%s does not try again from its queue: %v", name, retries)
			}
			if got, want := policies[queue], name+"-dead-letters after 480"; got != want || hidden[queue] != 900 { // five days
				t.Errorf("%s: dead letters go to %s, hidden for %v s; want %s, 900 s", queue, got, hidden[queue], want)
			}
		}
		want := queue
		if trigger.Stream { // Lambda keeps what it fails on in the stream
			want = ""
		}
		config, _ := f.Properties["DeadLetterConfig"].(map[string]any)
		if got := app.text(t, f.stack, config["TargetArn"]); got != want {
			t.Errorf("%s: what fails goes to %q, want %q", name, got, want)
		}
	}
	for key, r := range app.of("AWS::Events::Rule") {
		for _, target := range r.Properties["Targets"].([]any) {
			target := target.(map[string]any)
			config, _ := target["DeadLetterConfig"].(map[string]any)
			if got, want := app.text(t, stackOf(key), config["Arn"]), app.text(t, stackOf(key), target["Arn"])+"-retries"; got != want {
				t.Errorf("%s: what cannot be handed over goes to %q, want %q", key, got, want)
			}
		}
	}
}

// The stream's mapping bounds what a record may take: batches are split, and its age and attempts end.
func TestNothingBlocksTheStreamForEver(t *testing.T) {
	found := 0
	for key, r := range app.of("AWS::Lambda::EventSourceMapping") {
		p := r.Properties
		if p["StartingPosition"] == nil {
			continue
		}
		found++
		for property, want := range map[string]any{
			"BisectBatchOnFunctionError": true, "MaximumRetryAttempts": 10_000.0, "MaximumRecordAgeInSeconds": 23 * 3600.0,
			"FunctionResponseTypes": []any{"ReportBatchItemFailures"},
		} {
			if got, want := lines(t, p[property], 0, ""), lines(t, want, 0, ""); got != want {
				t.Errorf("%s is %s, want %s", property, got, want)
			}
		}
		on := p["DestinationConfig"].(map[string]any)["OnFailure"].(map[string]any)
		if got := app.text(t, stackOf(key), on["Destination"]); got != "publish-events-dead-letters" {
			t.Errorf("what fails for a day goes to %s", got)
		}
	}
	if found != 1 {
		t.Errorf("%d streams are read", found)
	}
}

// Every function that nobody waits for has an alarm on its errors and on being throttled, every job one on not running.
func TestWhatNobodyWaitsForIsWatched(t *testing.T) {
	alarms := map[string]map[string]any{}
	for _, r := range app.of("AWS::CloudWatch::Alarm") {
		alarms[strings.TrimPrefix(r.Properties["AlarmName"].(string), "samplepath-")] = r.Properties
	}
	for _, action := range contract.Actions() {
		want := map[string]string{}
		if !action.Routed() {
			want["-errors"] = "Errors GreaterThanOrEqualToThreshold 1 notBreaching"
			want["-throttled"] = "Throttles GreaterThanOrEqualToThreshold 1 notBreaching"
		}
		if action.Trigger.Schedule != "" {
			want["-stopped"] = fmt.Sprintf("Invocations LessThanThreshold %d breaching", max(1, 3*action.Trigger.Parts-2))
		}
		for suffix, want := range want {
			p := alarms[action.Name+suffix]
			if got := fmt.Sprint(p["MetricName"], " ", p["ComparisonOperator"], " ", p["Threshold"], " ", p["TreatMissingData"]); got != want {
				t.Errorf("%s%s: %s, want %s", action.Name, suffix, got, want)
			}
		}
	}
	if got := alarms["send-reminders-stopped"]["Period"]; got != 15*60.0 {
		t.Errorf("send-reminders counts as stopped after %v seconds", got)
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
