package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
)

// stage is where a stage's users sign in.
type stage struct{ pool, client, api string }

// find reads the outputs of a stage's Api stack.
func find(ctx context.Context, stacks *cloudformation.Client, name string) (stage, error) {
	stack := "SamplepathApi"
	if name != "" {
		stack += "-" + name
	}
	answer, err := stacks.DescribeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: &stack})
	if err != nil {
		return stage{}, fmt.Errorf("find the stack %s, which \"make deploy\" makes: %w", stack, err)
	}
	outputs := map[string]string{}
	for _, s := range answer.Stacks {
		for _, output := range s.Outputs {
			outputs[aws.ToString(output.OutputKey)] = aws.ToString(output.OutputValue)
		}
	}
	found := stage{outputs["UserPoolId"], outputs["ClientId"], outputs["ApiUrl"]}
	if found.pool == "" || found.client == "" {
		return stage{}, fmt.Errorf("the stack %s has no outputs UserPoolId and ClientId", stack)
	}
	return found, nil
}
