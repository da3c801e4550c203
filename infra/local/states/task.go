package states

import (
	"errors"
	"time"

	"samplepath/infra/local/lambda"
)

// region is where the local cloud says it is.
const region = "us-east-1"

// attempt is one try of a Task. It is over as soon as the execution's current attempt is another one, or none.
type attempt struct {
	id    int64  // of the event before it was scheduled; with the execution, it makes the token's identity
	token string // only if the task waits for one
}

// try schedules the current Task state, anew for each retry.
func (x *execution) try() transition {
	s := x.at
	a := &attempt{id: int64(len(x.events))}
	x.moveOn()
	x.attempt = a
	if s.task.waits {
		a.token = x.svc.tokens.seal(x, a.id)
	}
	input, f := x.filtered(s.input, x.raw)
	if f != nil {
		return x.failed(f)
	}
	scope := x.scope(input.value)
	timeout, f := s.task.timeout.span(scope)
	if f != nil {
		return x.failed(f)
	}
	value, f := s.parameters.eval(scope)
	if f != nil {
		return x.failed(f)
	}
	parameters := docOf(value)
	if len(parameters.text) > maxPayload {
		return x.failed(tooLarge(s.name))
	}
	x.schedule(a, parameters, timeout)
	return stay
}

// schedule records the attempt, sets its timer and starts the function.
func (x *execution) schedule(a *attempt, parameters doc, timeout time.Duration) {
	with := parameters.value.(map[string]any) // the definition was refused if they are not an object
	function, _ := with["FunctionName"].(string)
	payload := "{}"
	if part, ok := with["Payload"]; ok {
		payload = encode(part)
	}
	resource := x.at.task.resource
	x.record("TaskScheduled", Details{ResourceType: "lambda", Resource: resource, Region: region, Parameters: parameters.text,
		TimeoutInSeconds: int64(timeout / time.Second)})
	x.record("TaskStarted", Details{ResourceType: "lambda", Resource: resource})
	if x.status != Running {
		return
	}
	if timeout > 0 {
		x.wakeAt(x.svc.clk.Now().Add(timeout), func() transition { return x.settleFailed("TimedOut", &failure{name: errTimeout}) })
	}
	x.svc.call(function, []byte(payload), func(result []byte, err error) { x.answered(a, result, err) })
}

// answered takes what the function returned.
func (x *execution) answered(a *attempt, payload []byte, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.attempt != a {
		return // it came too late: the attempt timed out, was completed by its token, or the execution ended
	}
	if err != nil {
		x.moveOn()
		x.enter(x.settleFailed("Failed", invocationFailure(err)))
		return
	}
	result, err := decode(payload)
	if err != nil {
		result = string(payload)
	}
	output := docOf(map[string]any{
		"ExecutedVersion": "$LATEST", "Payload": result, "StatusCode": number(200),
		"SdkHttpMetadata": map[string]any{"HttpStatusCode": number(200)},
	})
	if x.at.task.waits && len(output.text) <= maxPayload {
		x.record("TaskSubmitted", Details{ResourceType: "lambda", Resource: x.at.task.resource, Output: output.text})
		return // until the token comes back
	}
	x.moveOn()
	x.enter(x.settled(output))
}

// settled ends an attempt well.
func (x *execution) settled(result doc) transition {
	s := x.at
	if len(result.text) > maxPayload {
		return x.settleFailed("Failed", tooLarge("lambda"))
	}
	x.record("TaskSucceeded", Details{ResourceType: "lambda", Resource: s.task.resource, Output: result.text})
	if s.selector != nil {
		value, f := s.selector.eval(x.scope(result.value))
		if f != nil {
			return x.failed(f)
		}
		result = docOf(value)
	}
	if s.result.path.steps != nil || s.result.none {
		var f *failure
		if result, f = x.combined(s.result, result.value); f != nil {
			return x.failed(f)
		}
	}
	return x.exit(result, s.next)
}

// settleFailed ends an attempt badly; how is Failed or TimedOut.
func (x *execution) settleFailed(how string, f *failure) transition {
	x.record("Task"+how, Details{ResourceType: "lambda", Resource: x.at.task.resource, Error: f.name, Cause: f.cause})
	return x.recover(f)
}

// invocationFailure names an error as Step Functions would: the function's own by its type, the service's by its code.
func invocationFailure(err error) *failure {
	if own, ok := errors.AsType[*lambda.FunctionError](err); ok {
		return &failure{name: own.Type, cause: string(own.Payload)}
	}
	if coded, ok := errors.AsType[interface {
		error
		ErrorCode() string
	}](err); ok {
		return &failure{name: "Lambda." + coded.ErrorCode(), cause: err.Error()}
	}
	return &failure{name: "Lambda.ServiceException", cause: err.Error()}
}
