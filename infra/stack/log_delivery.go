package stack

import (
	"encoding/json"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"
)

// allowLogDelivery lets the service that delivers the logs of the API and of the state machines write to their log
// groups. It would otherwise write such a policy by itself where whoever deploys may do that, and deliver nothing where
// not.
func allowLogDelivery(s awscdk.Stack, name, logGroups string) awslogs.CfnResourcePolicy {
	account := ":logs:" + *s.Region() + ":" + *s.Account() + ":"
	document, err := json.Marshal(map[string]any{
		"Version": "2012-10-17",
		"Statement": []any{map[string]any{
			"Effect":    "Allow",
			"Principal": map[string]any{"Service": "delivery.logs.amazonaws.com"},
			"Action":    []string{"logs:CreateLogStream", "logs:PutLogEvents"},
			"Resource":  "arn:" + *s.Partition() + account + "log-group:" + logGroups + ":log-stream:*",
			"Condition": map[string]any{
				"StringEquals": map[string]any{"aws:SourceAccount": *s.Account()},
				"ArnLike":      map[string]any{"aws:SourceArn": "arn:" + *s.Partition() + account + "*"},
			},
		}},
	})
	if err != nil {
		panic(err) // strings marshal
	}
	return awslogs.NewCfnResourcePolicy(s, jsii.String("LogDelivery"), &awslogs.CfnResourcePolicyProps{
		PolicyName: jsii.String(name), PolicyDocument: jsii.String(string(document)),
	})
}
