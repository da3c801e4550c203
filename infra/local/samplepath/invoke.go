package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"samplepath/infra/local"
	"samplepath/infra/local/lambda"
	"samplepath/infra/local/template"
)

// invoke runs a function's binary once on an event against a fresh local stack, at the event's time, so that what is
// signed with it is good; and prints the answer. Without a file it takes the first event of events/<function>/.
func invoke(ctx context.Context, arguments []string) error {
	if len(arguments) == 0 {
		return errors.New("name a function, such as order-sample")
	}
	action := arguments[0]
	file, err := eventFile(action, arguments[1:])
	if err != nil {
		return err
	}
	payload, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	stack, err := local.Start(ctx, local.Options{App: appFolder(), Start: timeOf(payload), Log: quietly(), Output: os.Stderr})
	if err != nil {
		return err
	}
	defer stack.Close()
	at := slices.IndexFunc(stack.App.Functions, func(f template.Function) bool { return strings.HasSuffix(f.Name, "-"+action) })
	if at < 0 {
		return fmt.Errorf("the application has no function %s", action)
	}
	answer, err := stack.Lambda.Invoke(ctx, stack.App.Functions[at].Name, payload)
	if failed, ok := errors.AsType[*lambda.FunctionError](err); ok {
		answer, err = failed.Payload, fmt.Errorf("%s failed on %s", action, file)
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, answer, "", "  ") == nil {
		_, _ = fmt.Fprintln(os.Stdout, pretty.String())
	}
	return err
}

// timeOf is when a request came in, or the zero time for an event of another kind.
func timeOf(event []byte) time.Time {
	var e struct {
		Context struct {
			At int64 `json:"timeEpoch"`
		} `json:"requestContext"`
	}
	if err := json.Unmarshal(event, &e); err != nil || e.Context.At == 0 {
		return time.Time{}
	}
	return time.UnixMilli(e.Context.At).UTC()
}

func eventFile(action string, named []string) (string, error) {
	if len(named) > 0 {
		return named[0], nil
	}
	files, err := filepath.Glob(filepath.Join("events", action, "*.json"))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("there is no event in events/%s", action)
	}
	if err != nil {
		return "", err
	}
	return files[0], nil
}
