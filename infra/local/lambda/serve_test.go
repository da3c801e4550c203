package lambda_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/lambda"
)

// connect returns the SDK's own client for a service.
func connect(t *testing.T, service *lambda.Service) *sdk.Client {
	t.Helper()
	server := httptest.NewServer(service)
	t.Cleanup(server.Close)
	return sdk.New(sdk.Options{
		Region: "us-east-1", BaseEndpoint: &server.URL, RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	})
}

func TestSDKInvokes(t *testing.T) {
	service, _ := newService(t, lambda.Options{})
	client := connect(t, service)
	for _, name := range []string{"probe", "probe:$LATEST", "000000000000:function:probe", "arn:aws:lambda:us-east-1:000000000000:function:probe"} {
		out, err := client.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: &name, Payload: ask("echo", "hello")})
		if err != nil {
			t.Fatal(err)
		}
		var a answer
		if err := json.Unmarshal(out.Payload, &a); err != nil || a.Text != "hello" || out.StatusCode != 200 || out.FunctionError != nil {
			t.Fatalf("%s: status %d, payload %s, %v", name, out.StatusCode, out.Payload, err)
		}
	}
}

func TestSDKSeesAFunctionError(t *testing.T) {
	service, _ := newService(t, lambda.Options{})
	out, err := connect(t, service).Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("probe"), Payload: ask("error", "slow down")})
	if err != nil {
		t.Fatal(err)
	}
	var object struct{ ErrorType, ErrorMessage string }
	if err := json.Unmarshal(out.Payload, &object); err != nil {
		t.Fatal(err)
	}
	if aws.ToString(out.FunctionError) != "Unhandled" || object.ErrorType != "RateLimited" || object.ErrorMessage != "slow down" {
		t.Fatalf("error %s, payload %s", aws.ToString(out.FunctionError), out.Payload)
	}
}

func TestSDKErrors(t *testing.T) {
	service, _ := newService(t, lambda.Options{})
	client := connect(t, service)
	call := func(name string, kind types.InvocationType, payload []byte) error {
		_, err := client.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: &name, InvocationType: kind, Payload: payload})
		return err
	}
	var unknown *types.ResourceNotFoundException
	if err := call("other", "", nil); !errors.As(err, &unknown) {
		t.Errorf("an unknown function: %v", err)
	}
	var tooLarge *types.RequestTooLargeException
	if err := call("probe", "", []byte(`"`+strings.Repeat("x", 6<<20)+`"`)); !errors.As(err, &tooLarge) {
		t.Errorf("6 MB: %v", err)
	}
	if err := call("probe", types.InvocationTypeEvent, []byte(`"`+strings.Repeat("x", 1<<20)+`"`)); !errors.As(err, &tooLarge) {
		t.Errorf("1 MB asynchronously: %v", err)
	}
	var content *types.InvalidRequestContentException
	if err := call("probe", "", []byte(`{`)); !errors.As(err, &content) {
		t.Errorf("broken JSON: %v", err)
	}
	var parameter *types.InvalidParameterValueException
	if err := call("probe", "Sometime", nil); !errors.As(err, &parameter) {
		t.Errorf("an unknown invocation type: %v", err)
	}
	if err := call("probe", types.InvocationTypeDryRun, ask("exit", "")); err != nil {
		t.Errorf("a dry run: %v", err)
	}
	if got := service.Invocations().Total; got != 0 {
		t.Errorf("%d invocations, want none", got)
	}
}

func TestCallerCannotSetTheTime(t *testing.T) {
	service, clk := newService(t, lambda.Options{})
	client := connect(t, service)
	for _, custom := range []string{"custom", "Custom", "CUSTOM", "cu\u017ftom"} {
		given := `{"client":{"installation_id":"phone"},"` + custom + `":{"samplepathTime":"2001-01-01T00:00:00Z","color":"red"}}`
		out, err := client.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("probe"), Payload: ask("context", ""),
			ClientContext: aws.String(base64.StdEncoding.EncodeToString([]byte(given)))})
		if err != nil {
			t.Fatal(err)
		}
		var a answer
		if err := json.Unmarshal(out.Payload, &a); err != nil {
			t.Fatal(err)
		}
		if a.Custom["samplepathTime"] != clk.Now().Format(time.RFC3339Nano) || a.Custom["color"] != "red" || a.Installed != "phone" {
			t.Errorf("%s: the function saw %+v", custom, a)
		}
	}
	_, err := client.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("probe"), ClientContext: aws.String("e30=e30=")})
	var content *types.InvalidRequestContentException
	if !errors.As(err, &content) {
		t.Errorf("a broken client context: %v", err)
	}
}

func TestOnlyInvokeIsServed(t *testing.T) {
	service, _ := newService(t, lambda.Options{})
	server := httptest.NewServer(service)
	defer server.Close()
	response, err := http.Get(server.URL + "/2015-03-31/functions/probe")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusNotFound || response.Header.Get("X-Amzn-ErrorType") != "UnknownOperationException" {
		t.Fatalf("answer %s %v", response.Status, response.Header)
	}
}

// letter is what came to a queue.
type letter struct {
	queue      string
	body       string
	attributes map[string]string
	at         time.Duration // after the start
}

type post struct {
	clk     *clock.Clock
	letters []letter // guarded by the clock: it is read when all is at rest
}

func (p *post) Send(queue string, body []byte, attributes map[string]string) error {
	p.letters = append(p.letters, letter{queue, string(body), attributes, p.clk.Now().Sub(start)})
	return nil
}

func TestFailedEventIsTriedAgainAndKept(t *testing.T) {
	queues := &post{}
	service, clk := newService(t, lambda.Options{Queues: queues}, lambda.Function{
		Name: "probe", DeadLetterQueue: "dead"})
	queues.clk = clk
	event := string(ask("error", "never"))
	if err := service.InvokeAsync("probe", []byte(event)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		after       time.Duration
		invocations int
	}{{0, 1}, {59 * time.Second, 1}, {time.Second, 2}, {119 * time.Second, 2}, {time.Second, 3}, {24 * time.Hour, 3}} {
		if err := clk.Advance(t.Context(), want.after); err != nil {
			t.Fatal(err)
		}
		if got := service.Invocations().Total; got != want.invocations {
			t.Fatalf("%d invocations after %s, want %d", got, clk.Now().Sub(start), want.invocations)
		}
	}
	if len(queues.letters) != 1 {
		t.Fatalf("letters %+v, want one", queues.letters)
	}
	if dead := queues.letters[0]; dead.queue != "dead" || dead.body != event || dead.attributes["ErrorMessage"] != "never" || dead.at != 3*time.Minute {
		t.Errorf("dead letter %+v", dead)
	}
}

func TestSDKSendsAnEvent(t *testing.T) {
	queues := &post{}
	service, clk := newService(t, lambda.Options{Queues: queues}, lambda.Function{Name: "probe", DeadLetterQueue: "dead"})
	queues.clk = clk
	client := connect(t, service)
	for _, do := range []string{"echo", "exit"} {
		out, err := client.Invoke(t.Context(), &sdk.InvokeInput{
			FunctionName: aws.String("probe"), InvocationType: types.InvocationTypeEvent, Payload: ask(do, "")})
		if err != nil || out.StatusCode != http.StatusAccepted {
			t.Fatalf("%+v: %v", out, err)
		}
	}
	if err := clk.Advance(t.Context(), 3*time.Minute); err != nil { // with two retries
		t.Fatal(err)
	}
	if len(queues.letters) != 1 || queues.letters[0].body != string(ask("exit", "")) {
		t.Fatalf("letters %+v, want the one that failed", queues.letters)
	}
}
