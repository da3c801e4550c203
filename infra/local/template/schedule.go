package template

import "fmt"

// Schedule invokes a function at times: a schedule of EventBridge Scheduler, or one target of a scheduled rule.
type Schedule struct {
	Name, ARN  string
	Expression string // rate(...), cron(...) or at(...)
	Timezone   string // IANA name; rate does not depend on it
	Enabled    bool
	Rule       bool // a rule's: the event given where there is no input differs
	Target     Target
}

func (l *loader) readSchedule(r *resource) error {
	var p struct {
		ScheduleExpression, ScheduleExpressionTimezone, State string
		FlexibleTimeWindow                                    struct{ Mode string }
		Target                                                targetProperties
	}
	if err := r.decode(&p, "Description", "GroupName", "KmsKeyArn", "Name"); err != nil {
		return err
	}
	if p.FlexibleTimeWindow.Mode != "OFF" {
		return fmt.Errorf("the flexible time window %q is not supported, only OFF", p.FlexibleTimeWindow.Mode)
	}
	name, arn, err := r.identity()
	if err != nil {
		return err
	}
	target, err := l.target(p.Target)
	s := Schedule{Name: name, ARN: arn, Expression: p.ScheduleExpression, Timezone: p.ScheduleExpressionTimezone,
		Enabled: p.State != "DISABLED", Target: target}
	if s.Timezone == "" {
		s.Timezone = "UTC"
	}
	l.app.Schedules = append(l.app.Schedules, s)
	return err
}
