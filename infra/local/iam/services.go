package iam

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Services knows what the calls of the other services' JSON APIs ask IAM for.
type Services struct {
	// MachineOf is the ARN of the state machine that waits under a task token, or empty.
	MachineOf func(token string) string
	// Resource is the ARN of a secret, a bus or a queue by what a request calls it: its name, its address or the ARN itself.
	Resource func(name string) string
}

// Requests lists what IAM decides for one call, by its X-Amz-Target, such as AWSStepFunctions.StartExecution.
func (s Services) Requests(target string, body []byte) ([]Request, error) {
	service, operation, _ := strings.Cut(target, ".")
	var request struct {
		StateMachineARN string `json:"stateMachineArn"`
		ExecutionARN    string `json:"executionArn"`
		TaskToken       string `json:"taskToken"`
		SecretID        string `json:"SecretId"`
		QueueURL        string `json:"QueueUrl"`
		Entries         []struct{ EventBusName string }
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return nil, fmt.Errorf("%s: %w", target, err)
	}
	switch service {
	case "AWSStepFunctions":
		resource := request.StateMachineARN + request.ExecutionARN
		if resource == "" {
			resource = s.MachineOf(request.TaskToken)
		}
		if resource == "" { // a token of nobody: the service itself says so
			return nil, nil
		}
		return []Request{{Action: "states:" + operation, Resource: resource}}, nil
	case "AWSEvents":
		var all []Request
		for _, entry := range request.Entries {
			all = append(all, Request{Action: "events:" + operation, Resource: s.Resource(entry.EventBusName)})
		}
		return all, nil
	case "secretsmanager":
		return []Request{{Action: "secretsmanager:" + operation, Resource: s.Resource(request.SecretID)}}, nil
	case "AmazonSQS":
		operation = strings.TrimSuffix(operation, "Batch") // a batch is allowed with the single message
		return []Request{{Action: "sqs:" + operation, Resource: s.Resource(request.QueueURL)}}, nil
	}
	return nil, fmt.Errorf("the local stack knows no permissions of %s", target)
}
