package states

import (
	"encoding/json"
	"fmt"
	"time"
)

// taskRule is what a Task does and how long it may take.
type taskRule struct {
	resource string // the function's ARN, or invoke and invoke.waitForTaskToken of the Lambda integration
	service  bool   // through the Lambda integration: Parameters name the function and hold its payload
	waits    bool   // for the task token to come back

	timeout, heartbeat limit
}

// limit is a time span given as a number or as a path to one; neither means no limit.
type limit struct {
	seconds int64
	path    *path
}

func (p *parser) task(s *state, o *object) {
	rule := &taskRule{resource: o.required("Resource")}
	service, waits, err := resourceOf(rule.resource)
	if err != nil {
		p.refuse(o.at+".Resource", "%v", err)
	}
	if service != "" {
		rule.resource, rule.service, rule.waits = service, true, waits
		p.invokeParameters(o)
	}
	s.task = rule
	s.parameters = p.payload(o, "Parameters")
	s.selector = p.payload(o, "ResultSelector")
	s.result = o.resultPath()
	rule.timeout = p.limit(o, "TimeoutSeconds")
	rule.heartbeat = p.limit(o, "HeartbeatSeconds")
	if rule.heartbeat != (limit{}) && !waits {
		p.refuse(o.at+".HeartbeatSeconds", "only a task with a token can send heartbeats")
	}
	if rule.timeout.seconds > 0 && rule.heartbeat.seconds >= rule.timeout.seconds {
		p.refuse(o.at+".HeartbeatSeconds", "must be less than TimeoutSeconds")
	}
	if raw, ok := o.take("Retry"); ok {
		s.retry = p.retriers(o.at+".Retry", raw)
	}
	if raw, ok := o.take("Catch"); ok {
		s.catch = p.catchers(o.at+".Catch", raw)
	}
}

// invokeParameters refuses parameters of the Lambda integration that are not implemented.
func (p *parser) invokeParameters(o *object) {
	parameters := p.object(o.at+".Parameters", o.left["Parameters"])
	_, fixed := parameters.take("FunctionName")
	_, dynamic := parameters.take("FunctionName.$")
	if !fixed && !dynamic {
		p.refuse(parameters.at+".FunctionName", "is required")
	}
	parameters.take("Payload")
	parameters.take("Payload.$")
	if kind := parameters.string("InvocationType"); kind != "" && kind != "RequestResponse" {
		p.refuse(parameters.at+".InvocationType", "invocation type %s is not supported", kind)
	}
	parameters.done()
}

func (p *parser) limit(o *object, name string) limit {
	l := limit{seconds: o.count(name, 0, 1, maxSeconds), path: o.path(name + "Path")}
	if l.seconds > 0 && l.path != nil {
		p.refuse(o.at+"."+name, "is given twice, as a number and as a path")
	}
	return l
}

// span is the limit in force for an execution's data, zero for none.
func (l limit) span(s scope) (time.Duration, *failure) {
	if l.path == nil {
		return time.Duration(l.seconds) * time.Second, nil
	}
	value, ok := s.get(*l.path)
	if !ok {
		return 0, noResults(*l.path)
	}
	number, _ := value.(json.Number)
	seconds, err := number.Int64()
	if err != nil || seconds < 1 || seconds > maxSeconds {
		return 0, &failure{name: errRuntime, cause: fmt.Sprintf(
			"The path %s refers to %s, which is not a number of seconds between 1 and %d", l.path.text, encode(value), maxSeconds)}
	}
	return time.Duration(seconds) * time.Second, nil
}

func noResults(p path) *failure {
	return &failure{name: errRuntime, cause: fmt.Sprintf("Invalid path '%s' : No results for path", p.text)}
}
