package template_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/infra/local/template"
)

const (
	functionARN = "arn:aws:lambda:us-east-1:000000000000:function:"
	queueARN    = "arn:aws:sqs:us-east-1:000000000000:"
)

func load(t *testing.T) *template.App {
	t.Helper()
	app, err := template.Load("testdata/app")
	if err != nil {
		t.Fatal(err)
	}
	return app
}

func TestFunctionsWithResolvedReferences(t *testing.T) {
	order := named(t, load(t).Functions, "Samplepath-Api-OrderSample", func(f template.Function) string { return f.Name })
	if order.ARN != functionARN+"Samplepath-Api-OrderSample" || order.Architecture != "arm64" || order.Handler != "bootstrap" ||
		order.Timeout != 10*time.Second || order.Memory != 128 {
		t.Errorf("got %+v", order)
	}
	if want, _ := filepath.Abs("testdata/app/asset.order"); order.Code != want {
		t.Errorf("code is %s, want %s", order.Code, want)
	}
	want := map[string]string{
		"BUS":     "samplepath",            // imported from the other stack
		"TABLE":   "Samplepath-Data-Table", // a generated name
		"MACHINE": "arn:aws:states:us-east-1:000000000000:stateMachine:sample-lifecycle",
		"SUB":     "000000000000/Samplepath-Api-Notify",
	}
	got := maps.Clone(order.Environment)
	secret := got["SECRET"]
	delete(got, "SECRET")
	if !maps.Equal(got, want) {
		t.Errorf("environment is %v, want %v", got, want)
	}
	if !strings.HasPrefix(secret, "arn:aws:secretsmanager:us-east-1:000000000000:secret:samplepath/app-") {
		t.Errorf("secret is %s", secret)
	}
}

func TestQueues(t *testing.T) {
	app := load(t)
	notify := named(t, app.Functions, "Samplepath-Api-Notify", func(f template.Function) string { return f.Name })
	if want := queueARN + "Samplepath-Data-DeadLetters"; notify.DeadLetter != want {
		t.Errorf("dead letters go to %q, want %q", notify.DeadLetter, want)
	}
	want := []template.Queue{
		{Name: "Samplepath-Api-RuleDeadLetters", ARN: queueARN + "Samplepath-Api-RuleDeadLetters", URL: "https://sqs.us-east-1.amazonaws.com/000000000000/Samplepath-Api-RuleDeadLetters", Visibility: 30 * time.Second, Retention: 4 * 24 * time.Hour},
		{Name: "Samplepath-Data-DeadLetters", ARN: queueARN + "Samplepath-Data-DeadLetters", URL: "https://sqs.us-east-1.amazonaws.com/000000000000/Samplepath-Data-DeadLetters", Visibility: 30 * time.Second, Retention: 4 * 24 * time.Hour},
	}
	if diff := cmp.Diff(want, app.Queues); diff != "" {
		t.Errorf("queues (-want +got):\n%s", diff)
	}
}

func TestTable(t *testing.T) {
	app := load(t)
	arn := "arn:aws:dynamodb:us-east-1:000000000000:table/Samplepath-Data-Table"
	want := []template.Table{{
		Name: "Samplepath-Data-Table", ARN: arn, StreamARN: arn + "/stream/2026-01-01T00:00:00.000", StreamView: "NEW_AND_OLD_IMAGES",
		Attributes: map[string]string{"PK": "S", "SK": "S", "GSI1PK": "S", "GSI1SK": "S"}, Key: template.Key{Partition: "PK", Sort: "SK"},
		Indexes: []template.Index{{"GSI1", template.Key{Partition: "GSI1PK", Sort: "GSI1SK"}, "INCLUDE", []string{"a"}}}, TTL: "ttl",
	}}
	if diff := cmp.Diff(want, app.Tables); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
}

func TestEventSource(t *testing.T) {
	app := load(t)
	if len(app.EventSources) != 1 {
		t.Fatalf("%d event sources", len(app.EventSources))
	}
	got := app.EventSources[0]
	if got.ID == "" {
		t.Error("no id")
	}
	got.ID = ""
	want := template.EventSource{Function: functionARN + "Samplepath-Api-PublishEvents", Table: "Samplepath-Data-Table",
		StreamARN: app.Tables[0].StreamARN, StartingPosition: "TRIM_HORIZON", BatchSize: 100,
		Filters: []string{`{"eventName":["INSERT"]}`}, Retries: 5, MaximumAge: 24 * time.Hour, Bisect: true, ReportFailures: true,
		OnFailure: queueARN + "Samplepath-Data-DeadLetters"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the event source (-want +got):\n%s", diff)
	}
}

func TestBusesRulesAndSchedules(t *testing.T) {
	app := load(t)
	buses := []template.Bus{{"samplepath", "arn:aws:events:us-east-1:000000000000:event-bus/samplepath"}}
	if diff := cmp.Diff(buses, app.Buses); diff != "" {
		t.Errorf("buses (-want +got):\n%s", diff)
	}
	notify := functionARN + "Samplepath-Api-Notify"
	wantRule := template.Rule{Name: "Samplepath-Api-Rule", ARN: "arn:aws:events:us-east-1:000000000000:rule/samplepath/Samplepath-Api-Rule",
		Bus: "samplepath", Enabled: true, Pattern: json.RawMessage(`{"detail-type":[{"prefix":"Sample"}],"source":["samplepath"]}`),
		Targets: []template.Target{{ID: "Target0", Function: notify, Retries: 8, MaximumAge: 2 * time.Hour, DeadLetter: queueARN + "Samplepath-Api-RuleDeadLetters"}}}
	if diff := cmp.Diff([]template.Rule{wantRule}, app.Rules); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	schedule := "arn:aws:scheduler:us-east-1:000000000000:schedule/default/"
	target := template.Target{Function: notify, Retries: 185, MaximumAge: 24 * time.Hour}
	sharded := target
	sharded.Input, sharded.Retries, sharded.DeadLetter = `{"shard":1}`, 3, queueARN+"Samplepath-Api-RuleDeadLetters"
	want := []template.Schedule{
		{"hourly", schedule + "hourly", "cron(15 * * * ? *)", "Etc/UTC", true, target},
		{"Samplepath-Api-Shard", schedule + "Samplepath-Api-Shard", "rate(5 minutes)", "Etc/UTC", true, sharded},
	}
	if diff := cmp.Diff(want, app.Schedules); diff != "" {
		t.Errorf("schedules (-want +got):\n%s", diff)
	}
}

func TestStateMachine(t *testing.T) {
	machine := load(t).StateMachines[0]
	var definition struct {
		States map[string]struct{ Parameters struct{ FunctionName string } }
	}
	if err := json.Unmarshal([]byte(machine.Definition), &definition); err != nil {
		t.Fatal(err)
	}
	if got := definition.States["Await shipment"].Parameters.FunctionName; got != functionARN+"Samplepath-Api-Notify" {
		t.Errorf("the task invokes %q", got)
	}
	if machine.Name != "sample-lifecycle" || !machine.Tracing || machine.LogLevel != "ALL" || machine.LogData {
		t.Errorf("got %+v", machine)
	}
}

func TestHTTPAPI(t *testing.T) {
	app := load(t)
	pool, api := app.UserPools[0], app.APIs[0]
	if len(pool.Clients) != 1 || pool.Issuer != "https://cognito-idp.us-east-1.amazonaws.com/"+pool.ID || !reflect.DeepEqual(pool.Custom, []string{"actor"}) {
		t.Fatalf("pool is %+v", pool)
	}
	order := functionARN + "Samplepath-Api-OrderSample"
	want := template.API{ID: api.ID, Name: "Api", Endpoint: "https://" + api.ID + ".execute-api.us-east-1.amazonaws.com",
		Routes: []template.Route{
			{Key: "ANY /v1/open", Function: order, Timeout: 30 * time.Second},
			{Key: "POST /v1/samples/{sampleId}", Function: order, Timeout: 10 * time.Second, Authorizer: &template.Authorizer{
				Name: "Jwt", Issuer: pool.Issuer, Audience: []string{pool.Clients[0].ID}}},
		},
		CORS:  &template.CORS{AllowOrigins: []string{"*"}, AllowMethods: []string{"*"}, AllowHeaders: []string{"authorization"}, MaxAge: 86400},
		Stage: template.Stage{Name: "$default", Throttle: template.Throttle{Rate: 100, Burst: 200}, Routes: map[string]template.Throttle{}},
	}
	if len(api.ID) != 10 {
		t.Errorf("the id %q", api.ID)
	}
	if diff := cmp.Diff(want, api); diff != "" {
		t.Errorf("the API (-want +got):\n%s", diff)
	}
	if got := app.Outputs["Samplepath-Api.Url"]; got != api.Endpoint || len(app.Outputs) != 1 {
		t.Errorf("outputs are %v", app.Outputs)
	}
}

func TestSecrets(t *testing.T) {
	if secrets := load(t).Secrets; len(secrets) != 1 || secrets[0].Name != "samplepath/app" {
		t.Errorf("got %+v", secrets)
	}
}

func TestLoadIsDeterministic(t *testing.T) {
	if diff := cmp.Diff(load(t), load(t)); diff != "" {
		t.Errorf("two loads differ (-want +got):\n%s", diff)
	}
}

func TestRefusals(t *testing.T) {
	for name, test := range map[string]struct {
		stack, resource string // edited in the fixture
		edit            func(r map[string]any)
		want            string
	}{
		"unknown type": {"Data", "Secret", func(r map[string]any) { r["Type"] = "AWS::S3::Bucket" },
			"stack Samplepath-Data, resource Secret (AWS::S3::Bucket): the local stack cannot run"},
		"unknown property":        {"Api", "OrderSample", set("Layers", []any{"x"}), "does not support the property Layers"},
		"unknown nested property": {"Api", "Rule", set("Targets", []any{map[string]any{"InputPath": "$"}}), `unknown field "InputPath"`},
		"runtime":                 {"Api", "OrderSample", set("Runtime", "nodejs24.x"), `runtime "nodejs24.x"`},
		"code":                    {"Api", "OrderSample", set("Code", map[string]any{"S3Key": "x.zip"}), `"x.zip" is not an asset`},
		"event source":            {"Api", "Stream", set("EventSourceArn", "arn:aws:kinesis:x"), "neither the stream of a table"},
		"parallel batches":        {"Api", "Stream", set("ParallelizationFactor", 2), "ParallelizationFactor"},
		"rule target":             {"Api", "Rule", set("Targets", []any{map[string]any{"Arn": queueARN + "x"}}), "is not a Lambda function"},
		"rule pattern":            {"Api", "Rule", set("EventPattern", map[string]any{"a": []any{map[string]any{"regex": "x"}}}), `operator "regex" is not supported`},
		"rule bus":                {"Api", "Rule", set("EventBusName", "other"), `"other" is not an event bus`},
		"dead letters":            {"Api", "Notify", set("DeadLetterConfig", map[string]any{"TargetArn": "arn:aws:sns:x"}), "is not a queue"},
		"schedule input":          {"Api", "Shard", set("Target", map[string]any{"Input": "<aws.scheduler.schedule-arn>"}), "context attributes"},
		"rule schedule":           {"Api", "Rule", set("ScheduleExpression", "rate(1 hour)"), "ScheduleExpression"},
		"generated secret":        {"Data", "Secret", set("GenerateSecretString", map[string]any{}), "GenerateSecretString"},
		"schedule window":         {"Api", "Shard", set("FlexibleTimeWindow", map[string]any{"Mode": "FLEXIBLE"}), "FLEXIBLE"},
		"schedule dates":          {"Api", "Shard", set("EndDate", "2026-01-01"), "EndDate"},
		"express":                 {"Api", "SampleLifecycle", set("StateMachineType", "EXPRESS"), "only STANDARD"},
		"websocket":               {"Api", "Api", set("ProtocolType", "WEBSOCKET"), "only HTTP"},
		"authorizer":              {"Api", "Jwt", set("AuthorizerType", "REQUEST"), "only JWT"},
		"identity source":         {"Api", "Jwt", set("IdentitySource", []any{"$request.querystring.token"}), "identity source"},
		"scopes":                  {"Api", "OrderRoute", set("AuthorizationScopes", []any{"read"}), "AuthorizationScopes"},
		"integration":             {"Api", "OrderIntegration", set("PayloadFormatVersion", "1.0"), "only AWS_PROXY with 2.0"},
		"local index":             {"Data", "Table", set("LocalSecondaryIndexes", []any{}), "LocalSecondaryIndexes"},
		"fifo":                    {"Data", "DeadLetters", set("FifoQueue", true), "FifoQueue"},
		"pool triggers":           {"Data", "Pool", set("LambdaConfig", map[string]any{"PreSignUp": "x"}), "PreSignUp"},
		"intrinsic":               {"Api", "OrderSample", set("Handler", map[string]any{"Fn::Cidr": []any{}}), "Fn::Cidr"},
		"choice":                  {"Api", "OrderSample", set("Handler", map[string]any{"Fn::If": []any{"X", "a", "b"}}), "Fn::If"},
		"substitutes":             {"Api", "OrderSample", set("Handler", map[string]any{"Fn::Sub": []any{"${a}", map[string]any{"a": "b"}}}), "Fn::Sub"},
		"dangling ref":            {"Api", "OrderSample", set("Handler", map[string]any{"Ref": "Nowhere"}), `"Nowhere"`},
		"dangling import":         {"Api", "OrderSample", set("Handler", map[string]any{"Fn::ImportValue": "x"}), `no stack exports "x"`},
		"unknown attribute":       {"Api", "OrderSample", set("Handler", map[string]any{"Fn::GetAtt": []any{"Notify", "Version"}}), "Notify.Version"},
		"parameter":               {"Api", "OrderSample", set("Handler", map[string]any{"Ref": "BootstrapVersion"}), `"BootstrapVersion"`},
		"dynamic reference":       {"Api", "OrderSample", set("Handler", "{{resolve:ssm:x}}"), "dynamic reference"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS("testdata/app")); err != nil {
				t.Fatal(err)
			}
			edit(t, filepath.Join(dir, "Samplepath-"+test.stack+".template.json"), test.resource, test.edit)
			if _, err := template.Load(dir); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error with %q", err, test.want)
			}
		})
	}
}

// What makes one template several is refused whole.
func TestRefusedSections(t *testing.T) {
	for _, section := range []string{"Conditions", "Mappings", "Transform"} {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS("testdata/app")); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, "Samplepath-Data.template.json")
		change(t, file, func(template map[string]any) { template[section] = map[string]any{"X": map[string]any{}} })
		if _, err := template.Load(dir); err == nil || !strings.Contains(err.Error(), section) {
			t.Errorf("%s: %v", section, err)
		}
	}
}

func TestAllRefusalsComeAtOnce(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/app")); err != nil {
		t.Fatal(err)
	}
	edit(t, filepath.Join(dir, "Samplepath-Data.template.json"), "Secret", func(r map[string]any) { r["Type"] = "AWS::S3::Bucket" })
	edit(t, filepath.Join(dir, "Samplepath-Api.template.json"), "PublishEvents", set("Layers", []any{}))
	edit(t, filepath.Join(dir, "Samplepath-Api.template.json"), "Api", set("Body", "x"))
	_, err := template.Load(dir)
	for _, want := range []string{"AWS::S3::Bucket", "Layers", "Body"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error with %q", err, want)
		}
	}
}

func set(property string, value any) func(map[string]any) {
	return func(r map[string]any) { r["Properties"].(map[string]any)[property] = value }
}

func edit(t *testing.T, file, resource string, edit func(map[string]any)) {
	t.Helper()
	change(t, file, func(template map[string]any) { edit(template["Resources"].(map[string]any)[resource].(map[string]any)) })
}

func change(t *testing.T, file string, change func(template map[string]any)) {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var template map[string]any
	if err := json.Unmarshal(source, &template); err != nil {
		t.Fatal(err)
	}
	change(template)
	if source, err = json.Marshal(template); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, source, 0o600); err != nil {
		t.Fatal(err)
	}
}

func named[T any](t *testing.T, all []T, name string, nameOf func(T) string) T {
	t.Helper()
	for _, one := range all {
		if nameOf(one) == name {
			return one
		}
	}
	t.Fatalf("%s is not there", name)
	panic("unreachable")
}
