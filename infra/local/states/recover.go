package states

import "fmt"

// failed ends or recovers the current state after an error of its own making.
func (x *execution) failed(f *failure) transition { return x.recover(x.located(f)) }

// located says in a States.Runtime's cause where it happened, as AWS does.
func (x *execution) located(f *failure) *failure {
	if f.name == errRuntime {
		f.cause = fmt.Sprintf("An error occurred while executing the state '%s' (entered at the event id #%d). %s", x.at.name, x.enterID, f.cause)
	}
	return f
}

// recover tries the state again, goes where it catches the failure, or ends the execution with it.
func (x *execution) recover(f *failure) transition {
	if x.status != Running {
		return stay
	}
	x.moveOn()
	s := x.at
	for i, r := range s.retry {
		if !f.matches(r.errors) {
			continue
		}
		if x.retried[i] >= r.attempts {
			break // the first retrier that matches decides
		}
		delay := r.delay(x.retried[i])
		x.retried[i]++
		x.wakeAt(x.svc.clk.Now().Add(delay), func() transition {
			x.svc.transitions.Add(1)
			return x.try()
		})
		return stay
	}
	for _, c := range s.catch {
		if !f.matches(c.errors) {
			continue
		}
		output, failed := x.combined(c.result, map[string]any{"Error": orNull(f.name), "Cause": orNull(f.cause)})
		if failed == nil && len(output.text) > maxPayload {
			failed = tooLarge(s.name)
		}
		if failed != nil {
			f = failed
			break
		}
		return x.leave(output, c.next)
	}
	x.end(Failed, f)
	return stay
}

func (x *execution) retries() int64 {
	var all int64
	for _, n := range x.retried {
		all += n
	}
	return all
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
