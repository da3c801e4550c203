package stack_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/private"
)

// The golden files are the parts of the application that a reviewer reads. Not the whole templates: those change with
// every version of the CDK, and nobody reads them.

func TestGoldenStateMachines(t *testing.T) {
	for key, machine := range app.of("AWS::StepFunctions::StateMachine") {
		name := app.name(t, stackOf(key), strings.TrimPrefix(key, stackOf(key)+"/"))
		golden(t, name+".asl.json", lines(t, definition(t, name), 3, "")+"\n")
		if machine.Properties["StateMachineType"] != "STANDARD" {
			t.Errorf("%s is %v", name, machine.Properties["StateMachineType"])
		}
	}
}

func TestGoldenRoutes(t *testing.T) {
	var out []string
	for key, route := range app.of("AWS::ApiGatewayV2::Route") {
		p, in := route.Properties, stackOf(key)
		method, path, _ := strings.Cut(p["RouteKey"].(string), " ")
		_, integration, _ := strings.Cut(app.text(t, in, p["Target"]), "/")
		if integration != "Integration" {
			t.Errorf("%s goes to %s", p["RouteKey"], integration)
		}
		function := app.text(t, in, app.stacks[in][integrationID(t, p["Target"])].Properties["IntegrationUri"])
		authorizer := app.text(t, in, p["AuthorizerId"])
		out = append(out, fmt.Sprintf("%-70s %-6s %-26s %s %s", path, method, function, p["AuthorizationType"], authorizer))
	}
	golden(t, "routes.golden", rows(out))
}

func integrationID(t *testing.T, target any) string {
	t.Helper()
	for _, part := range target.(map[string]any)["Fn::Join"].([]any)[1].([]any) {
		if reference, ok := part.(map[string]any); ok {
			return reference["Ref"].(string)
		}
	}
	t.Fatalf("no integration in %v", target)
	return ""
}

// TestGoldenPermissions compares one line for each role and resource. Every function may write to its own log group and to
// X-Ray; TestEveryFunctionMayLogAndTrace checks that, so it is not repeated here. Where a line does not say so, private items
// are kept out of what is allowed on the table.
func TestGoldenPermissions(t *testing.T) {
	var out []string
	roles := map[string]string{"AWS::Lambda::Function": "Role", "AWS::StepFunctions::StateMachine": "RoleArn"}
	for kind, property := range roles {
		for key, r := range app.of(kind) {
			who := app.name(t, stackOf(key), strings.TrimPrefix(key, stackOf(key)+"/"))
			for _, s := range app.permissions(t, stackOf(key), r.Properties[property]) {
				if strings.HasPrefix(s.actions[0], "logs:") || strings.HasPrefix(s.actions[0], "xray:") {
					continue
				}
				for _, resource := range s.resources {
					service, _, _ := strings.Cut(s.actions[0], ":")
					actions := strings.ReplaceAll(strings.Join(s.actions, " "), service+":", "")
					line := fmt.Sprintf("%-26s %-36s %s: %s", who, short(resource), service, actions)
					for _, kind := range private.Kinds {
						if service == "dynamodb" && len(s.reaches(kind.Partition())) > 0 {
							line += ", also of " + kind.Partition()
						}
					}
					out = append(out, line)
				}
			}
		}
	}
	golden(t, "permissions.golden", rows(out))
}

// short leaves of an ARN what tells it from others.
func short(resource string) string {
	return strings.TrimPrefix(strings.ReplaceAll(resource, "samplepath-", ""), "arn:<Partition>:states:<Region>:<AccountId>:")
}

func TestGoldenTriggers(t *testing.T) {
	var out []string
	add := func(function, format string, arguments ...any) {
		out = append(out, fmt.Sprintf("%-18s ", function)+fmt.Sprintf(format, arguments...))
	}
	for key, r := range app.of("AWS::Lambda::EventSourceMapping") {
		p, in := r.Properties, stackOf(key)
		if p["FilterCriteria"] == nil {
			add(app.text(t, in, p["FunctionName"]), "queue %s, %v at once, %s",
				app.text(t, in, p["EventSourceArn"]), p["BatchSize"], lines(t, p["ScalingConfig"], 0, ""))
			continue
		}
		filters := lines(t, p["FilterCriteria"].(map[string]any)["Filters"], 0, "")
		add(app.text(t, in, p["FunctionName"]), "%s from %v, %v at once, filters %s",
			app.text(t, in, p["EventSourceArn"]), p["StartingPosition"], p["BatchSize"], strings.ReplaceAll(filters, `\"`, `'`))
	}
	for key, r := range app.of("AWS::Events::Rule") {
		p, in := r.Properties, stackOf(key)
		for _, target := range p["Targets"].([]any) {
			add(app.text(t, in, target.(map[string]any)["Arn"]), "bus %s, pattern %s",
				app.text(t, in, p["EventBusName"]), lines(t, p["EventPattern"], 0, ""))
		}
	}
	for key, r := range app.of("AWS::Scheduler::Schedule") {
		p, in := r.Properties, stackOf(key)
		add(app.text(t, in, p["Target"].(map[string]any)["Arn"]), "schedule %v %v", p["ScheduleExpression"], p["ScheduleExpressionTimezone"])
	}
	golden(t, "triggers.golden", rows(out))
}

func TestGoldenTable(t *testing.T) {
	for key, r := range app.of("AWS::DynamoDB::Table") {
		golden(t, "table.golden.json", lines(t, app.plain(t, stackOf(key), r.Properties), 1, "")+"\n")
	}
}

func rows(all []string) string {
	slices.Sort(all)
	var out strings.Builder
	for _, row := range all {
		out.WriteString(strings.TrimRight(row, " ") + "\n")
	}
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	was, is := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for _, line := range was {
		if !slices.Contains(is, line) {
			t.Errorf("%s: gone:  %s", name, line)
		}
	}
	for _, line := range is {
		if !slices.Contains(was, line) {
			t.Errorf("%s: new:   %s", name, line)
		}
	}
	t.Errorf("%s differs from what is synthesized; if that is meant, run \"make golden\" and review the difference", file)
}
