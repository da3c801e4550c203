package lambda

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Function is what is deployed.
type Function struct {
	Name            string
	ARN             string            // without a qualifier; derived from Name if empty
	Binary          string            // path of the executable that speaks the Lambda Runtime API
	Environment     map[string]string // in addition to what Lambda sets; it cannot override that
	Timeout         time.Duration     // of one invocation, in real time; Lambda's 3 seconds if zero
	MemoryMB        int               // told to the function, not enforced; Lambda's 128 if zero
	Concurrency     int               // processes at once, further invocations queue; Options.Concurrency if zero
	DeadLetterQueue string            // ARN of the queue that gets the event of a failed asynchronous invocation
}

// function is a deployed function at work. Everything below definition is guarded by Service.mu.
type function struct {
	Function
	environment []string
	lines       *lines

	pending     []*invocation // not yet with a process, the oldest first
	processes   map[*process]struct{}
	idle        []*process // the most recently used last
	starting    int        // processes that have not asked for an invocation yet
	returning   int        // processes that have answered and not asked for the next one yet
	invocations int
}

const (
	region  = "us-east-1"
	account = "000000000000"
)

func newFunction(f Function, concurrency int) (*function, error) {
	if f.Name == "" || strings.ContainsAny(f.Name, ":/ ") {
		return nil, errors.New("a function's name is letters, digits, hyphens and underscores")
	}
	if f.ARN == "" {
		f.ARN = "arn:aws:lambda:" + region + ":" + account + ":function:" + f.Name
	}
	if f.Timeout <= 0 {
		f.Timeout = 3 * time.Second
	}
	if f.MemoryMB <= 0 {
		f.MemoryMB = 128
	}
	if f.Concurrency <= 0 {
		f.Concurrency = concurrency
	}
	path, err := filepath.Abs(f.Binary)
	if err != nil {
		return nil, err
	}
	f.Binary = path
	if info, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("find the binary: %w", err)
	} else if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", path)
	}
	return &function{
		Function: f, environment: environment(f), lines: &lines{}, processes: map[*process]struct{}{},
	}, nil
}

// environment is everything a process of f finds in its environment, but for the address of its Runtime API.
func environment(f Function) []string {
	all := map[string]string{}
	for name, value := range f.Environment {
		all[name] = value
	}
	for name, value := range map[string]string{
		"AWS_LAMBDA_FUNCTION_NAME":        f.Name,
		"AWS_LAMBDA_FUNCTION_VERSION":     "$LATEST",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": strconv.Itoa(f.MemoryMB),
		"AWS_LAMBDA_INITIALIZATION_TYPE":  "on-demand",
		"AWS_LAMBDA_LOG_GROUP_NAME":       "/aws/lambda/" + f.Name,
		"AWS_LAMBDA_LOG_STREAM_NAME":      "local/[$LATEST]" + f.Name,
		"AWS_REGION":                      region,
		"AWS_DEFAULT_REGION":              region,
		"AWS_ACCESS_KEY_ID":               "ASIALOCALONLY0000000",
		"AWS_SECRET_ACCESS_KEY":           "local",
		"AWS_SESSION_TOKEN":               "local",
		"_HANDLER":                        "bootstrap",
		"LAMBDA_TASK_ROOT":                filepath.Dir(f.Binary),
		"LANG":                            "en_US.UTF-8",
		"PATH":                            "/usr/local/bin:/usr/bin:/bin:/opt/bin",
		"TZ":                              ":UTC",
	} {
		all[name] = value
	}
	var list []string
	for name, value := range all {
		list = append(list, name+"="+value)
	}
	slices.Sort(list)
	return list
}

// splitID takes a name, a partial ARN or a full one apart, each with or without a qualifier; arn is empty unless full.
func splitID(id string) (name, arn string) {
	parts := strings.Split(id, ":")
	switch {
	case parts[0] == "arn" && len(parts) >= 7:
		return parts[6], strings.Join(parts[:7], ":")
	case len(parts) >= 3 && parts[1] == "function":
		return parts[2], ""
	default:
		return parts[0], ""
	}
}
