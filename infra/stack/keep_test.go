package stack_test

import (
	"slices"
	"strings"
	"testing"

	"samplepath/infra/stack"
)

// holds are the types that hold what somebody would miss. A log group is not among them: its 30 days end anyway.
var holds = []string{"AWS::DynamoDB::Table", "AWS::SecretsManager::Secret", "AWS::Cognito::UserPool", "AWS::KMS::Key"}

func TestAStageThatKeepsItsDataLosesNone(t *testing.T) {
	for _, kind := range holds {
		want := "RetainExceptOnCreate" // a creation that is rolled back leaves nothing in the way of the next
		if kind == "AWS::Cognito::UserPool" {
			want = "Retain" // protected, so that a rollback would fail at it; its id is in nobody's way
		}
		for key, r := range app.of(kind) {
			if r.DeletionPolicy != want {
				t.Errorf("%s: the deletion policy is %q, want %q", key, r.DeletionPolicy, want)
			}
		}
	}
	for key, r := range app.of("AWS::Cognito::UserPool") {
		if r.Properties["DeletionProtection"] != "ACTIVE" {
			t.Errorf("%s is not protected", key)
		}
	}
}

func TestAStageForTryingGoesWithoutATrace(t *testing.T) {
	for stack, resources := range trial.stacks {
		for id, r := range resources {
			if strings.HasPrefix(r.DeletionPolicy, "Retain") || slices.Contains(holds, r.Type) && r.DeletionPolicy != "Delete" {
				t.Errorf("%s/%s (%s): the deletion policy is %q", stack, id, r.Type, r.DeletionPolicy)
			}
			if p := r.Properties["DeletionProtectionEnabled"]; p == true {
				t.Errorf("%s/%s is protected", stack, id)
			}
			if p := r.Properties["DeletionProtection"]; p == "ACTIVE" {
				t.Errorf("%s/%s is protected", stack, id)
			}
		}
	}
}

// TestNamesCarryTheStage: two stages are side by side in one account.
func TestNamesCarryTheStage(t *testing.T) {
	named := 0
	for _, r := range trial.resolved {
		for _, property := range []string{
			"TableName", "QueueName", "FunctionName", "LogGroupName", "TopicName", "StateMachineName", "UserPoolName", "PolicyName", "AlarmName",
		} {
			if name, ok := r.Properties[property].(string); ok {
				named++
				if !strings.HasSuffix(name, "-dev") {
					t.Errorf("%s/%s: %s is %s", r.Stack, r.ID, property, name)
				}
			}
		}
		if name, ok := r.Properties["Name"].(string); ok && !strings.HasSuffix(name, "-dev") && r.Type != "AWS::ApiGatewayV2::Authorizer" {
			t.Errorf("%s/%s (%s): the name is %s", r.Stack, r.ID, r.Type, name)
		}
	}
	if named < 200 {
		t.Errorf("%d names looked at", named)
	}
}

// TestTheTableIsMadeLast: protected from deletion, it would outlive the rollback of a first deployment that fails after it,
// and then be in the way.
func TestTheTableIsMadeLast(t *testing.T) {
	data := app.stacks["SamplepathData"]
	for id, r := range data {
		if r.Type != "AWS::DynamoDB::Table" {
			continue
		}
		before := map[string]bool{id: true}
		var add func(string)
		add = func(name string) {
			before[name] = true
			for _, next := range data[name].DependsOn {
				add(next)
			}
		}
		add(id)
		for other, o := range data {
			if o.Type != "AWS::KMS::Key" && o.Type != "AWS::CloudWatch::Alarm" && !before[other] {
				t.Errorf("%s (%s) may be made after the table", other, o.Type)
			}
		}
	}
}

// TestNoValueOfASecretComesFromTheTemplate: CloudFormation stores a value, or a generated one, anew whenever the template says
// it differently, over what the operator has stored.
func TestNoValueOfASecretComesFromTheTemplate(t *testing.T) {
	secrets := app.of("AWS::SecretsManager::Secret")
	if len(secrets) == 0 {
		t.Fatal("there is no secret")
	}
	for key, r := range secrets {
		for _, property := range []string{"SecretString", "GenerateSecretString"} {
			if _, ok := r.Properties[property]; ok {
				t.Errorf("%s has %s", key, property)
			}
		}
	}
}

func TestWhichStagesKeep(t *testing.T) {
	for name, want := range map[string]bool{"": true, "prod": true, "dev": false, "production": false} {
		if got := stack.KeepsByDefault(name); got != want {
			t.Errorf("stage %q keeps: %v, want %v", name, got, want)
		}
	}
}
