package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/lambda"
	"samplepath/infra/local/states"
	"samplepath/infra/local/template"
)

const (
	machineName = "bench"
	machineARN  = "arn:aws:states:" + template.Region + ":" + template.AccountID + ":stateMachine:" + machineName
	waits       = 4
)

// workflows are the local stack's Step Functions and Lambda by themselves, with a state machine of waits only.
type workflows struct {
	functions *lambda.Service
	states    *states.Service
	server    *http.Server
	client    *sfn.Client

	mu     sync.Mutex
	tokens map[string]chan string // by execution: the token of the wait it has come to
}

func startWorkflows(ctx context.Context, empty string) (*workflows, error) {
	log, clk := slog.New(slog.DiscardHandler), clock.New(clock.Real())
	w := &workflows{functions: lambda.New(clk, log, lambda.Options{}), tokens: map[string]chan string{}}
	w.states = states.New(clk, w, log)
	if err := w.functions.Add(lambda.Function{Name: functionName, Binary: empty}); err != nil {
		return nil, err
	}
	if err := w.states.AddMachine(states.Machine{ARN: machineARN, Name: machineName, Definition: definition()}); err != nil {
		return nil, err
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w.server = &http.Server{Handler: w.states, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = w.server.Serve(listener) }()
	w.client = sfn.New(sfn.Options{
		Region: template.Region, BaseEndpoint: aws.String("http://" + listener.Addr().String()),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
		HTTPClient: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
	})
	return w, nil
}

func (w *workflows) close() {
	w.states.Close()
	_ = w.server.Close()
	_ = w.functions.Close()
}

// definition is the state machine: its waits, and an end.
func definition() string {
	var b strings.Builder
	b.WriteString(`{"StartAt":"Wait 1","States":{`)
	for i := range waits {
		next := fmt.Sprintf("Wait %d", i+2)
		if i == waits-1 {
			next = "Done"
		}
		_, _ = fmt.Fprintf(&b, `"Wait %d":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
			"Parameters":{"FunctionName":%q,"Payload":{"execution.$":"$$.Execution.Name","token.$":"$$.Task.Token"}},
			"TimeoutSeconds":3600,"ResultPath":null,"Next":%q},`, i+1, functionName, next)
	}
	b.WriteString(`"Done":{"Type":"Succeed"}}}`)
	return b.String()
}

// Invoke is for states.Invoker: the function answers with its event, and so with the token, which is kept for whoever
// completes the wait.
func (w *workflows) Invoke(ctx context.Context, function string, payload []byte) ([]byte, error) {
	answer, err := w.functions.Invoke(ctx, function, payload)
	if err != nil {
		return nil, err
	}
	var wait struct{ Execution, Token string }
	if err := json.Unmarshal(answer, &wait); err != nil {
		return nil, err
	}
	w.tokensOf(wait.Execution) <- wait.Token
	return answer, nil
}

func (w *workflows) tokensOf(execution string) chan string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.tokens[execution] == nil {
		w.tokens[execution] = make(chan string, waits)
	}
	return w.tokens[execution]
}

// one runs an execution from its start to its end.
func (w *workflows) one(ctx context.Context, name string) error {
	tokens := w.tokensOf(name)
	started, err := w.client.StartExecution(ctx, &sfn.StartExecutionInput{StateMachineArn: aws.String(machineARN), Name: &name})
	if err != nil {
		return err
	}
	for range waits {
		select {
		case token := <-tokens:
			if _, err := w.client.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: &token, Output: aws.String("{}")}); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	ended, err := w.states.Describe(*started.ExecutionArn)
	if err == nil && ended.Status != states.Succeeded {
		err = fmt.Errorf("execution %s is %s", name, ended.Status)
	}
	return err
}

// serial is the median time of n executions, one after the other.
func (w *workflows) serial(ctx context.Context, n int) (time.Duration, error) {
	var taken []time.Duration
	for i := range n {
		passed := clock.Stopwatch()
		if err := w.one(ctx, fmt.Sprintf("serial-%d", i)); err != nil {
			return 0, err
		}
		taken = append(taken, passed())
	}
	return median(taken), nil
}

// parallel is how many of n executions end in a second, so many at once.
func (w *workflows) parallel(ctx context.Context, n, atOnce int) (float64, error) {
	next := make(chan string)
	failed := make([]error, atOnce)
	var workers sync.WaitGroup
	passed := clock.Stopwatch()
	for i := range atOnce {
		workers.Go(func() {
			for name := range next {
				failed[i] = errors.Join(failed[i], w.one(ctx, name))
			}
		})
	}
	for i := range n {
		next <- fmt.Sprintf("parallel-%d", i)
	}
	close(next)
	workers.Wait()
	return float64(n) / passed().Seconds(), errors.Join(failed...)
}
