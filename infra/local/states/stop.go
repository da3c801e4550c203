package states

// StopInput names an execution to abort, and why.
type StopInput struct {
	ARN   string `json:"executionArn"`
	Error string `json:"error"`
	Cause string `json:"cause"`
}

// Stop aborts an execution and says when it ended; one that has ended stays as it is. ExecutionDoesNotExist.
func (s *Service) Stop(in StopInput) (Time, error) {
	done := s.clk.Begin()
	defer done()
	x, err := s.find(in.ARN)
	if err != nil {
		return Time{}, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.end(Aborted, &failure{name: in.Error, cause: in.Cause})
	return Time{x.stopped}, nil
}
