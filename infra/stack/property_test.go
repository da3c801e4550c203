package stack_test

import (
	"slices"
	"strings"
	"testing"

	"samplepath/infra/stack"
	"samplepath/shared/contract"
	"samplepath/shared/table"
)

func TestNoUnexplainedFindings(t *testing.T) {
	if len(app.findings) == 0 {
		t.Fatal("cdk-nag did not run")
	}
	for _, f := range app.findings {
		switch f.Compliance {
		case "Compliant":
		case "Suppressed":
			if len(strings.Fields(f.ExceptionReason)) < 5 {
				t.Errorf("%s of %s is suppressed without a reason: %q", f.RuleID, f.ResourceID, f.ExceptionReason)
			}
		default:
			t.Errorf("%s of %s: %s (%s)", f.RuleID, f.ResourceID, f.RuleInfo, f.Compliance)
		}
	}
}

func TestEveryLogGroup(t *testing.T) {
	for key, r := range app.of("AWS::Logs::LogGroup") {
		name := r.Properties["LogGroupName"].(string)
		if r.Properties["RetentionInDays"] != 30.0 || app.text(t, stackOf(key), r.Properties["KmsKeyId"]) != "Key" {
			t.Errorf("%s: retention %v, key %v", name, r.Properties["RetentionInDays"], r.Properties["KmsKeyId"])
		}
		// The key's policy lets CloudWatch Logs use it for these names only.
		if !strings.HasPrefix(name, "/aws/lambda/samplepath-") && !strings.HasPrefix(name, "/aws/vendedlogs/samplepath-") {
			t.Errorf("the key does not open for the log group %s", name)
		}
	}
}

func TestEveryQueue(t *testing.T) {
	secured := map[string]bool{}
	for key, r := range app.of("AWS::SQS::QueuePolicy") {
		content := lines(t, r.Properties["PolicyDocument"], 0, "")
		for _, queue := range r.Properties["Queues"].([]any) {
			secured[app.text(t, stackOf(key), queue)] = strings.Contains(content, `"aws:SecureTransport":"false"`)
		}
	}
	alarmed := map[string]bool{}
	for key, r := range app.of("AWS::CloudWatch::Alarm") {
		for _, dimension := range list(r.Properties["Dimensions"]) {
			d, ok := dimension.(map[string]any)
			if !ok { // of a metric without any
				continue
			}
			alarmed[app.text(t, stackOf(key), d["Value"])] = d["Name"] == "QueueName"
		}
		if len(list(r.Properties["AlarmActions"])) != 1 {
			t.Errorf("%s tells nobody", key)
		}
	}
	for key, r := range app.of("AWS::SQS::Queue") {
		name := strings.TrimPrefix(r.Properties["QueueName"].(string), "samplepath-")
		if app.text(t, stackOf(key), r.Properties["KmsMasterKeyId"]) != "Key" || !secured[name] || !alarmed[name] {
			t.Errorf("%s: key %v, TLS only %v, alarm %v", name, r.Properties["KmsMasterKeyId"], secured[name], alarmed[name])
		}
	}
}

func TestTableKeepsWhatItHolds(t *testing.T) {
	tables := app.of("AWS::DynamoDB::Table")
	if len(tables) != 1 {
		t.Fatalf("%d tables, want one", len(tables))
	}
	for _, r := range tables {
		p := r.Properties
		for property, want := range map[string]any{
			"PointInTimeRecoverySpecification": map[string]any{"PointInTimeRecoveryEnabled": true},
			"DeletionProtectionEnabled":        true,
			"StreamSpecification":              map[string]any{"StreamViewType": "NEW_IMAGE"},
			"TimeToLiveSpecification":          map[string]any{"AttributeName": table.TTLAttribute, "Enabled": true},
			"BillingMode":                      "PAY_PER_REQUEST",
		} {
			if got, want := lines(t, p[property], 0, ""), lines(t, want, 0, ""); got != want {
				t.Errorf("%s is %s, want %s", property, got, want)
			}
		}
		if got, want := len(list(p["GlobalSecondaryIndexes"])), len(table.Indexes); got != want {
			t.Errorf("%d indexes, want %d", got, want)
		}
	}
}

// TestNobodyPromotesThemselves: a client that may write custom:actor would let any seller become an operator.
func TestNobodyPromotesThemselves(t *testing.T) {
	for key, r := range app.of("AWS::Cognito::UserPoolClient") {
		written := list(r.Properties["WriteAttributes"])
		if !slices.Equal(written, []any{"email"}) {
			t.Errorf("%s may write %v", key, written)
		}
	}
	for key, r := range app.of("AWS::Cognito::UserPool") {
		if r.Properties["AdminCreateUserConfig"].(map[string]any)["AllowAdminCreateUserOnly"] != true {
			t.Errorf("%s lets anybody sign up", key)
		}
	}
}

func TestStage(t *testing.T) {
	for key, r := range app.of("AWS::ApiGatewayV2::Stage") {
		settings, ok := r.Properties["DefaultRouteSettings"].(map[string]any)
		if !ok || settings["ThrottlingRateLimit"] == nil || settings["ThrottlingBurstLimit"] == nil {
			t.Errorf("%s is not throttled", key)
		}
		log, ok := r.Properties["AccessLogSettings"].(map[string]any)
		if !ok {
			t.Fatalf("%s has no access log", key)
		}
		if !strings.Contains(log["Format"].(string), "$context.identity.sourceIp") {
			t.Errorf("the access log does not say where a request came from: %s", log["Format"])
		}
		for _, personal := range []string{"userAgent", "claims", "$context.path", "identity.user", "identity.caller"} {
			if strings.Contains(log["Format"].(string), personal) {
				t.Errorf("the access log holds %s", personal)
			}
		}
	}
}

func TestStacksStayBelowTheLimit(t *testing.T) {
	const most = 450 // CloudFormation allows 500
	for stack, resources := range app.stacks {
		if len(resources) > most {
			t.Errorf("%s has %d resources: split its area", stack, len(resources))
		}
	}
}

func TestOptionsAreChecked(t *testing.T) {
	good := stack.Options{Arch: stack.ARM64, AssetRoot: t.TempDir()}
	for name, test := range map[string]struct {
		change func(*stack.Options)
		want   string
	}{
		"not built":            {func(*stack.Options) {}, `run "make build ARCH=arm64" first`},
		"arch":                 {func(o *stack.Options) { o.Arch = "amd64" }, `arch is "amd64"`},
		"stage":                {func(o *stack.Options) { o.Stage = "Dev_1" }, `stage is "Dev_1"`},
		"origin with a path":   {func(o *stack.Options) { o.Origins = []string{"https://a.example/"} }, `origin is "https://a.example/"`},
		"origin without TLS":   {func(o *stack.Options) { o.Origins = []string{"http://a.example"} }, `origin is "http://a.example"`},
		"any origin":           {func(o *stack.Options) { o.Origins = []string{"*"} }, `origin is "*"`},
		"link page, no code":   {func(o *stack.Options) { o.LinkPage = "https://a.example/l/" }, `linkPage is "https://a.example/l/"`},
		"link page, no TLS":    {func(o *stack.Options) { o.LinkPage = "http://a.example/{code}" }, "linkPage is"},
		"link page, code host": {func(o *stack.Options) { o.LinkPage = "https://{code}.example/" }, "linkPage is"},
		"open concurrency":     {func(o *stack.Options) { o.OpenConcurrency = -1 }, "openConcurrency is -1"},
		"local origin and page": {func(o *stack.Options) {
			o.Origins, o.LinkPage = []string{"http://localhost:5173", "https://a.example"}, "https://a.example/l?c={code}"
		}, "is not built"},
	} {
		options := good
		test.change(&options)
		if err := options.Check(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q in it", name, err, test.want)
		}
	}
}

// Feature O2: the line of the reconciler's log that says that a workflow needs a person rings an alarm.
func TestStuckWorkflowsRing(t *testing.T) {
	var metric, namespace any
	for key, r := range app.of("AWS::Logs::MetricFilter") {
		if strings.Contains(app.text(t, stackOf(key), r.Properties["LogGroupName"]), contract.ReconcileLifecycles.Name) {
			if want := `{ $.msg = "` + contract.StuckWorkflow + `" }`; r.Properties["FilterPattern"] != want {
				t.Errorf("%s filters %v, want %s", key, r.Properties["FilterPattern"], want)
			}
			transformation := list(r.Properties["MetricTransformations"])[0].(map[string]any)
			metric, namespace = transformation["MetricName"], transformation["MetricNamespace"]
		}
	}
	for _, r := range app.of("AWS::CloudWatch::Alarm") {
		if p := r.Properties; metric != nil && p["MetricName"] == metric && p["Namespace"] == namespace && p["Threshold"] == 1.0 && len(list(p["AlarmActions"])) == 1 {
			return
		}
	}
	t.Errorf("no alarm counts %v %v", namespace, metric)
}
