package local_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/smithy-go"
)

// A function may do what its role allows, and nothing else, whatever the emulators below would let it do. A client that is
// no function of the application may do everything.
func TestRolesAreEnforced(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	describe := func(as string) error {
		client := dynamodb.New(dynamodb.Options{Region: "us-east-1", BaseEndpoint: &a.DatabaseURL, Credentials: anybody, AppID: as})
		_, err := client.DescribeTable(a.Context(), &dynamodb.DescribeTableInput{TableName: &a.table})
		return err
	}
	start := func(as string) error {
		client := sfn.New(sfn.Options{Region: "us-east-1", BaseEndpoint: &a.CloudURL, Credentials: anybody, AppID: as})
		_, err := client.StartExecution(a.Context(), &sfn.StartExecutionInput{StateMachineArn: aws.String(a.States.ListMachines()[0].ARN), Name: aws.String(as), Input: aws.String("{}")})
		return err
	}
	for name, test := range map[string]struct {
		err  error
		want string
	}{
		"a look at the table by a function":        {describe("samplepath-track-samples"), "AccessDeniedException"},
		"a look at the table by a developer":       {describe("a-developer"), ""},
		"a start by a function that may not":       {start("samplepath-track-samples"), "AccessDeniedException"},
		"a start by the function whose task it is": {start("samplepath-signal-lifecycle"), ""},
	} {
		code := ""
		if api, ok := errors.AsType[smithy.APIError](test.err); ok {
			code = api.ErrorCode()
		}
		if code != test.want {
			t.Errorf("%s: %v, want %q", name, test.err, test.want)
		}
	}
	if refused := a.Guard.Forget(); len(refused) != 2 {
		t.Errorf("kept: %v", refused)
	}
}
