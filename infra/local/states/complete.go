package states

// SendTaskSuccess ends the task that waits for the token, with output, a JSON text, as its result; also while the task's
// function still runs. InvalidToken for what is no token of this service, TaskDoesNotExist if its execution is
// forgotten, TaskTimedOut if the task is over, InvalidOutput for what is no JSON or too large.
func (s *Service) SendTaskSuccess(token, output string) error {
	result, err := parseDoc(output)
	if err != nil {
		return problem("InvalidOutput", "Invalid Output: '%s'", err)
	}
	if len(output) > maxPayload {
		return problem("InvalidOutput", "Invalid Output: 'more than %d bytes'", maxPayload)
	}
	return s.withTask(token, func(x *execution) {
		x.moveOn()
		x.enter(x.settled(result))
	})
}

// SendTaskFailure ends the task that waits for the token with an error, which Retry and Catch match by its name. Errors
// as of SendTaskSuccess.
func (s *Service) SendTaskFailure(token, name, cause string) error {
	return s.withTask(token, func(x *execution) {
		x.moveOn()
		x.enter(x.settleFailed("Failed", &failure{name: name, cause: cause}))
	})
}

// SendTaskHeartbeat only tells whether a task waits for the token: no definition here has HeartbeatSeconds. Errors as of
// SendTaskSuccess.
func (s *Service) SendTaskHeartbeat(token string) error {
	return s.withTask(token, func(*execution) {})
}

// withTask does something with the execution whose current attempt has the token.
func (s *Service) withTask(token string, do func(*execution)) error {
	done := s.clk.Begin()
	defer done()
	arn, sequence, id, ok := s.tokens.open(token)
	if !ok {
		return problem("InvalidToken", "Invalid Token: 'Invalid token'")
	}
	x, err := s.find(arn)
	if err != nil || x.sequence != sequence {
		return problem("TaskDoesNotExist", "Task does not exist")
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.attempt == nil || x.attempt.id != id {
		return problem("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
	}
	do(x)
	return nil
}
