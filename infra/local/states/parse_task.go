package states

import (
	"encoding/json"
	"fmt"
	"time"
)

// taskRule is what a Task does and how long it may take.
type taskRule struct {
	resource string // invoke or invoke.waitForTaskToken: Parameters name the function and hold its payload
	waits    bool   // for the task token to come back
	timeout  limit
}

// limit is a time span given as a number or as a path to one; neither means no limit.
type limit struct {
	seconds int64
	path    *path
}

func (p *parser) task(s *state, o *object) {
	resource, waits, err := resourceOf(o.required("Resource"))
	if err != nil {
		p.refuse(o.at+".Resource", "%v", err)
	}
	p.invokeParameters(o)
	s.task = &taskRule{resource: resource, waits: waits, timeout: p.timeout(o)}
	s.parameters = p.payload(o, "Parameters")
	s.selector = p.payload(o, "ResultSelector")
	s.result = o.resultPath()
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
	parameters.required("FunctionName")
	parameters.take("Payload")
	parameters.take("Payload.$")
	parameters.done()
}

func (p *parser) timeout(o *object) limit {
	l := limit{seconds: o.count("TimeoutSeconds", 0, 1, maxSeconds), path: o.path("TimeoutSecondsPath")}
	if l.seconds > 0 && l.path != nil {
		p.refuse(o.at+".TimeoutSeconds", "is given twice, as a number and as a path")
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
