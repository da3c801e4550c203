package lambda

// Idle returns how many processes wait for an invocation.
func (s *Service) Idle() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.idle.Len()
}
