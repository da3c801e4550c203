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
	scan := func(as string) error {
		client := dynamodb.New(dynamodb.Options{Region: "us-east-1", BaseEndpoint: &a.DatabaseURL, Credentials: anybody, AppID: as})
		_, err := client.Scan(a.Context(), &dynamodb.ScanInput{TableName: &a.table})
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
		"a scan by a function":                     {scan("samplepath-track-samples"), "AccessDeniedException"},
		"a scan by a developer":                    {scan("a-developer"), ""},
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
