package template

import (
	"errors"
	"fmt"
	"strings"
)

// Schedule invokes a function at times: a schedule of EventBridge Scheduler.
type Schedule struct {
	Name, ARN  string
	Expression string // as package schedule reads it
	Timezone   string // IANA name
	Enabled    bool
	Target     Target
}

func (l *loader) readSchedule(r *resource) error {
	var p struct {
		ScheduleExpression, ScheduleExpressionTimezone, State string
		FlexibleTimeWindow                                    struct{ Mode string }
		Target                                                targetProperties
	}
	if err := r.decode(&p, "Description", "Name"); err != nil {
		return err
	}
	if p.FlexibleTimeWindow.Mode != "OFF" {
		return fmt.Errorf("the flexible time window %q is not supported, only OFF", p.FlexibleTimeWindow.Mode)
	}
	if strings.Contains(p.Target.Input, "<aws.scheduler.") {
		return errors.New("context attributes in the input of a schedule are not supported")
	}
	name, arn, err := r.identity()
	if err != nil {
		return err
	}
	target, err := l.target(p.Target)
	s := Schedule{Name: name, ARN: arn, Expression: p.ScheduleExpression, Timezone: p.ScheduleExpressionTimezone,
		Enabled: p.State != "DISABLED", Target: target}
	l.app.Schedules = append(l.app.Schedules, s)
	return err
}
