package template

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"samplepath/infra/local/pattern"
)

// Bus is an EventBridge event bus. The account's default bus is not listed; rules may be on it all the same.
type Bus struct{ Name, ARN string }

// Rule hands the events of a bus that match a pattern to functions.
type Rule struct {
	Name, ARN string
	Bus       string // name
	Enabled   bool
	Pattern   json.RawMessage // accepted by pattern.Parse
	Targets   []Target
}

// Target is a function that a rule or a schedule invokes asynchronously.
type Target struct {
	ID         string // of a rule's target
	Function   string // ARN
	Input      string // JSON to give instead of the event; "" for the event
	Retries    int
	MaximumAge time.Duration
	DeadLetter string // ARN of a queue; "" for none
}

type targetProperties struct {
	Arn, Id, Input   string
	DeadLetterConfig struct{ Arn string }
	RetryPolicy      struct {
		MaximumEventAgeInSeconds int
		MaximumRetryAttempts     *int
	}
	RoleArn harmless
}

func (l *loader) target(p targetProperties) (Target, error) {
	t := Target{ID: p.Id, Input: p.Input, Retries: 185, MaximumAge: 24 * time.Hour, DeadLetter: p.DeadLetterConfig.Arn}
	f, err := l.function(p.Arn)
	if err != nil {
		return t, fmt.Errorf("target: %w", err)
	}
	t.Function = f.ARN
	if p.RetryPolicy.MaximumRetryAttempts != nil {
		t.Retries = *p.RetryPolicy.MaximumRetryAttempts
	}
	if p.RetryPolicy.MaximumEventAgeInSeconds > 0 {
		t.MaximumAge = seconds(p.RetryPolicy.MaximumEventAgeInSeconds)
	}
	if t.Input != "" && !json.Valid([]byte(t.Input)) {
		return t, errors.New("target: the input is not JSON")
	}
	return t, l.isQueue(t.DeadLetter)
}

func (l *loader) readBus(r *resource) error {
	var p struct{}
	if err := r.decode(&p, "DeadLetterConfig", "Description", "KmsKeyIdentifier", "LogConfig", "Name", "Policy", "Tags"); err != nil {
		return err
	}
	name, arn, err := r.identity()
	l.app.Buses = append(l.app.Buses, Bus{name, arn})
	return err
}

func (l *loader) readRule(r *resource) error {
	var p struct {
		EventBusName, State string
		EventPattern        json.RawMessage
		Targets             []targetProperties
	}
	if err := r.decode(&p, "Description", "Name"); err != nil {
		return err
	}
	name, arn, err := r.identity()
	if err != nil {
		return err
	}
	rule := Rule{Name: name, ARN: arn, Enabled: p.State != "DISABLED", Pattern: p.EventPattern}
	var faults []error
	for _, target := range p.Targets {
		t, err := l.target(target)
		rule.Targets, faults = append(rule.Targets, t), append(faults, err)
	}
	_, err = pattern.Parse(p.EventPattern)
	faults = append(faults, err)
	rule.Bus, err = l.bus(p.EventBusName)
	l.app.Rules = append(l.app.Rules, rule)
	return errors.Join(append(faults, err)...)
}

// bus gives the name of a bus from its name or ARN.
func (l *loader) bus(reference string) (string, error) {
	if reference == "" || reference == "default" {
		return "default", nil
	}
	for _, bus := range l.app.Buses {
		if reference == bus.Name || reference == bus.ARN {
			return bus.Name, nil
		}
	}
	return "", fmt.Errorf("%q is not an event bus of the application", reference)
}
