package template

import (
	"errors"
	"fmt"
)

// The region and account that every resource of the local cloud is in.
const (
	Region    = "us-east-1"
	AccountID = "000000000000"
)

// App is what the local stack runs: the resources of all stacks of a synthesized application.
type App struct {
	Functions     []Function
	Tables        []Table
	EventSources  []EventSource
	Buses         []Bus
	Rules         []Rule
	Schedules     []Schedule
	StateMachines []StateMachine
	APIs          []API
	Secrets       []Secret
	Queues        []Queue
	Roles         []Role
	UserPools     []UserPool
	Outputs       map[string]string // by "<stack>.<output>", without those that only carry values between stacks
}

// Load reads the application synthesized into dir. Its error lists everything in it that cannot be run locally, each
// with stack and logical id.
func Load(dir string) (*App, error) {
	assembly, err := readAssembly(dir)
	if err != nil {
		return nil, fmt.Errorf("load synthesized application: %w", err)
	}
	l := &loader{assembly: assembly, app: &App{Outputs: map[string]string{}}}
	faults := l.refuseUnknown()
	for _, reader := range readers {
		for _, r := range assembly.resources(reader.kind) {
			faults = append(faults, r.fault(reader.read(l, r)))
		}
	}
	faults = append(faults, l.readOutputs())
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("%s cannot be run locally:\n%w", dir, err)
	}
	return l.app, nil
}

// loader fills an App.
type loader struct {
	assembly *assembly
	app      *App
}

// readers are the resource types that run locally, what others refer to first.
var readers = []struct {
	kind string
	read func(*loader, *resource) error
}{
	{"AWS::SQS::Queue", (*loader).readQueue},
	{"AWS::IAM::Role", (*loader).readRole},
	{"AWS::IAM::Policy", (*loader).readRolePolicy},
	{"AWS::Lambda::Function", (*loader).readFunction},
	{"AWS::DynamoDB::Table", (*loader).readTable},
	{"AWS::Lambda::EventSourceMapping", (*loader).readEventSource},
	{"AWS::Events::EventBus", (*loader).readBus},
	{"AWS::Events::Rule", (*loader).readRule},
	{"AWS::Scheduler::Schedule", (*loader).readSchedule},
	{"AWS::StepFunctions::StateMachine", (*loader).readStateMachine},
	{"AWS::ApiGatewayV2::Api", (*loader).readAPI},
	{"AWS::ApiGatewayV2::Stage", (*loader).readStage},
	{"AWS::ApiGatewayV2::Route", (*loader).readRoute},
	{"AWS::SecretsManager::Secret", (*loader).readSecret},
	{"AWS::Cognito::UserPool", (*loader).readUserPool},
	{"AWS::Cognito::UserPoolClient", (*loader).readUserPoolClient},
}

// parts are read with the resource that they are a part of: a route reads its integration and authorizer.
var parts = map[string]bool{
	"AWS::ApiGatewayV2::Integration": true,
	"AWS::ApiGatewayV2::Authorizer":  true,
}

func (l *loader) refuseUnknown() (faults []error) {
	known := map[string]bool{}
	for _, reader := range readers {
		known[reader.kind] = true
	}
	for _, r := range l.assembly.resources("") {
		if !known[r.kind] && !parts[r.kind] && !inert[r.kind] {
			faults = append(faults, r.fault(fmt.Errorf("the local stack cannot run a resource of type %s", r.kind)))
		}
	}
	return faults
}
