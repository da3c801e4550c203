package template

import "fmt"

// StateMachine is a Standard workflow.
type StateMachine struct {
	Name, ARN  string
	Definition string // Amazon States Language, JSON, with every reference resolved
	LogLevel   string // OFF, ERROR, FATAL or ALL
	LogData    bool   // whether logs include what goes in and out of states
	Tracing    bool
}

func (l *loader) readStateMachine(r *resource) error {
	var p struct {
		DefinitionString, StateMachineType string
		LoggingConfiguration               struct {
			Level                string
			IncludeExecutionData bool
			Destinations         harmless
		}
		TracingConfiguration struct{ Enabled bool }
	}
	if err := r.decode(&p, "EncryptionConfiguration", "RoleArn", "StateMachineName", "Tags"); err != nil {
		return err
	}
	if p.StateMachineType != "" && p.StateMachineType != "STANDARD" {
		return fmt.Errorf("the type %s is not supported, only STANDARD", p.StateMachineType)
	}
	name, arn, err := r.identity()
	m := StateMachine{name, arn, p.DefinitionString, p.LoggingConfiguration.Level,
		p.LoggingConfiguration.IncludeExecutionData, p.TracingConfiguration.Enabled}
	if m.LogLevel == "" {
		m.LogLevel = "OFF"
	}
	l.app.StateMachines = append(l.app.StateMachines, m)
	return err
}
