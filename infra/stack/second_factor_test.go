package stack_test

import (
	"slices"
	"testing"
)

// TestOperatorsTokensAreLookedAt: the pool has one answer to whether a second factor is needed, and creators have none.
func TestOperatorsTokensAreLookedAt(t *testing.T) {
	for key, r := range app.of("AWS::Cognito::UserPool") {
		triggers, _ := r.Properties["LambdaConfig"].(map[string]any)
		if got := app.text(t, stackOf(key), triggers["PreTokenGeneration"]); got != "require-second-factor" {
			t.Errorf("%s asks %q before it gives a token", key, got)
		}
		if r.Properties["MfaConfiguration"] != "OPTIONAL" || !slices.Equal(list(r.Properties["EnabledMfas"]), []any{"SOFTWARE_TOKEN_MFA"}) {
			t.Errorf("%s: second factors are %v: %v", key, r.Properties["MfaConfiguration"], r.Properties["EnabledMfas"])
		}
		if r.Properties["UserPoolTier"] != "LITE" || r.Properties["UserPoolAddOns"] != nil {
			t.Errorf("%s: the plan is %v with %v, and each user is billed", key, r.Properties["UserPoolTier"], r.Properties["UserPoolAddOns"])
		}
	}
	for _, policy := range app.resolved {
		if policy.Type != "AWS::IAM::Policy" {
			continue
		}
		statement := policy.Properties["PolicyDocument"].(map[string]any)["Statement"].([]any)[0].(map[string]any)
		if len(policy.References) == 0 || statement["Action"] != "cognito-idp:AdminGetUser" {
			t.Errorf("%s/%s allows %v", policy.Stack, policy.ID, statement)
		}
	}
}
