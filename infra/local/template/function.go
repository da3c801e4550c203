package template

import (
	"errors"
	"fmt"
	"os"
	"time"
)

// Function is a Lambda function on provided.al2023.
type Function struct {
	Name, ARN    string
	Role         string // ARN
	Code         string // absolute path of the asset: a directory with the bootstrap executable, or a zip file of one
	Handler      string
	Architecture string // "x86_64" or "arm64": what the asset was built for
	Environment  map[string]string
	Timeout      time.Duration
	Memory       int    // MB
	Concurrency  *int   // reserved; nil: the account's
	DeadLetter   string // ARN of the queue that gets an event that failed again and again; "" for none
}

func (l *loader) readFunction(r *resource) error {
	var p struct {
		Runtime, Handler, PackageType string
		Role                          string
		Code                          struct{ S3Bucket, S3Key string }
		Architectures                 []string
		Environment                   struct{ Variables map[string]string }
		Timeout, MemorySize           int
		ReservedConcurrentExecutions  *int
		DeadLetterConfig              struct{ TargetArn string }
	}
	if err := r.decode(&p, "Description", "EphemeralStorage", "FunctionName", "KmsKeyArn", "LoggingConfig",
		"RecursiveLoop", "RuntimeManagementConfig", "Tags", "TracingConfig"); err != nil {
		return err
	}
	if p.Runtime != "provided.al2023" || (p.PackageType != "" && p.PackageType != "Zip") {
		return fmt.Errorf("runtime %q, package %q: only provided.al2023 in a zip is supported", p.Runtime, p.PackageType)
	}
	f := Function{Role: p.Role, Handler: p.Handler, Architecture: "x86_64", Environment: p.Environment.Variables, Timeout: 3 * time.Second,
		Memory: 128, Concurrency: p.ReservedConcurrentExecutions, DeadLetter: p.DeadLetterConfig.TargetArn}
	if len(p.Architectures) > 0 {
		f.Architecture = p.Architectures[0]
	}
	if p.Timeout > 0 {
		f.Timeout = seconds(p.Timeout)
	}
	if p.MemorySize > 0 {
		f.Memory = p.MemorySize
	}
	var ok bool
	var err error
	if f.Name, f.ARN, err = r.identity(); err != nil {
		return err
	}
	if f.Code, ok = l.assembly.assets[p.Code.S3Key]; !ok {
		return fmt.Errorf("the code %q is not an asset of the application", p.Code.S3Key)
	}
	_, missing := os.Stat(f.Code)
	l.app.Functions = append(l.app.Functions, f)
	return errors.Join(missing, l.isQueue(f.DeadLetter))
}

// function finds a function by name or ARN.
func (l *loader) function(reference string) (*Function, error) {
	for i := range l.app.Functions {
		if f := &l.app.Functions[i]; reference == f.ARN || reference == f.Name {
			return f, nil
		}
	}
	return nil, fmt.Errorf("%q is not a Lambda function of the application", reference)
}

// isQueue refuses a destination that is not a queue of the application; none at all is fine.
func (l *loader) isQueue(arn string) error {
	if arn == "" {
		return nil
	}
	for _, queue := range l.app.Queues {
		if queue.ARN == arn {
			return nil
		}
	}
	return fmt.Errorf("the destination %q is not a queue of the application", arn)
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
