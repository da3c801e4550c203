package lambda

import (
	"container/list"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"samplepath/infra/local/clock"
	"samplepath/shared/database/child"
)

// startTimeout is how long a process may take from its start to its first request for an invocation.
const startTimeout = 30 * time.Second

type state int

const (
	starting  state = iota // it has not asked for an invocation yet
	idle                   // it waits for one
	busy                   // it works on current
	returning              // it has answered and not asked for the next one yet
	gone                   // it is dead, or as good as that
)

// process is one process of a function. Everything is guarded by Service.mu but what never changes after the start.
type process struct {
	function *function
	cmd      *exec.Cmd
	listener net.Listener
	next     chan *invocation // to the request that waits for it
	ended    chan struct{}    // closed when the process counts as gone

	state   state
	current *invocation
	last    *invocation   // current, or else the one before
	failure *outcome      // what it reported to init/error
	recent  *list.Element // its place in Service.idle
	limit   *time.Timer   // ends it when it starts, or stays idle, for too long
	release func()        // ends the watch over the deadline of its last invocation
	passed  func() time.Duration
	ready   time.Duration // from its start to its first request for an invocation
}

type processKey struct{}

// processListener ties the connections of a listener to the process it was made for.
type processListener struct {
	net.Listener
	process *process
}

// start starts one more process of f. Called with mu held; the fork happens outside of it.
func (s *Service) start(f *function) {
	p := &process{function: f, next: make(chan *invocation, 1), ended: make(chan struct{}), release: func() {}}
	f.processes[p] = struct{}{}
	f.starting++
	s.waiters.Go(func() { s.run(p) })
}

// run lives as long as the process does.
func (s *Service) run(p *process) {
	f := p.function
	out := &output{function: f.Name, lines: f.lines, all: s.output, log: s.log}
	err := s.launch(p, out)
	if err == nil {
		err = p.cmd.Wait()
		out.flush()
	}
	reason := "exit status 0"
	if err != nil {
		reason = err.Error()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.state == gone {
		return
	}
	s.log.Debug("a function's process ended by itself", "function", f.Name, "reason", reason)
	if p.state == starting && len(f.pending) > 0 { // whoever waits longest learns of it, or it would be tried for ever
		inv := f.pending[0]
		f.pending = f.pending[1:]
		failure := exitError(inv, reason)
		if p.failure != nil {
			failure = *p.failure
		}
		inv.result <- failure
	}
	s.discard(p, exitError(p.current, reason))
	s.dispatch(f)
}

func (s *Service) launch(p *process, out *output) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	cmd := exec.Command(p.function.Binary)
	cmd.Dir = filepath.Dir(p.function.Binary)
	cmd.Env = append(slices.Clone(p.function.environment), "AWS_LAMBDA_RUNTIME_API="+listener.Addr().String())
	cmd.Stdout, cmd.Stderr = out, out
	cmd.WaitDelay = time.Second
	passed := clock.Stopwatch()
	if err := child.Start(cmd); err != nil {
		return errors.Join(err, listener.Close())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p.cmd, p.listener, p.passed = cmd, listener, passed
	if p.state == gone { // killed before it was born
		_ = listener.Close()
		child.Kill(cmd)
		return nil
	}
	p.limit = time.AfterFunc(startTimeout, func() { s.expire(p) })
	go func() { _ = s.server.Serve(processListener{listener, p}) }()
	return nil
}

// expire ends a process that took too long to start or was idle for too long.
func (s *Service) expire(p *process) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch p.state {
	case starting: // run sees the end, and tells whoever waits
		p.failure = &outcome{err: newError("Sandbox.Timedout",
			fmt.Sprintf("Init phase timed out after %.0f seconds", startTimeout.Seconds()))}
		child.Kill(p.cmd)
	case idle:
		s.discard(p, outcome{})
	case busy, returning, gone:
	}
}

// discard ends a process and fails the invocation it worked on. Called with mu held.
func (s *Service) discard(p *process, failure outcome) {
	f := p.function
	switch p.state {
	case starting:
		f.starting--
	case idle:
		s.leaveIdle(p)
	case returning:
		f.returning--
	case busy:
		p.current.result <- failure
		p.current = nil
	case gone:
		return
	}
	p.state = gone
	p.release()
	delete(f.processes, p)
	if p.limit != nil {
		p.limit.Stop()
	}
	if p.cmd != nil { // first of all, or it would hear that it is gone and say so in its log
		child.Kill(p.cmd)
		_ = p.listener.Close()
	}
	close(p.ended)
}

// becomeIdle keeps a process for later, and lets the least recently used one go if that is one too many. Called with mu
// held.
func (s *Service) becomeIdle(p *process) {
	p.state = idle
	p.function.idle = append(p.function.idle, p)
	p.recent = s.idle.PushFront(p)
	p.limit.Stop()
	p.limit = time.AfterFunc(s.options.IdleTimeout, func() { s.expire(p) })
	if s.idle.Len() > s.options.IdleLimit {
		s.discard(s.idle.Back().Value.(*process), outcome{})
	}
}

// leaveIdle is called with mu held.
func (s *Service) leaveIdle(p *process) {
	f := p.function
	f.idle = slices.DeleteFunc(f.idle, func(other *process) bool { return other == p })
	s.idle.Remove(p.recent)
	p.recent = nil
	p.limit.Stop()
}
