package lambda

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

const (
	payloadLimit      = 6 << 20 // of a synchronous request, and of any response
	asyncPayloadLimit = 1 << 20
)

// invocation is one event on its way through a function.
type invocation struct {
	id            string
	function      *function
	payload       []byte
	clientContext string
	result        chan outcome // has room for the one outcome
}

// outcome is a payload, or an error: a *FunctionError if the function itself failed.
type outcome struct {
	payload []byte
	err     error
}

// Invoke runs a function, named by its name or ARN, and returns what it answers. The error is a *FunctionError if the
// function failed. If ctx ends first, Invoke returns and the function runs on, as in Lambda.
func (s *Service) Invoke(ctx context.Context, function string, payload []byte) ([]byte, error) {
	_, answer, err := s.invoke(ctx, function, payload, nil)
	return answer, err
}

func (s *Service) invoke(ctx context.Context, function string, payload []byte, callerContext map[string]any) (id string, answer []byte, err error) {
	done := s.clk.Begin()
	inv, err := s.enqueue(function, payload, callerContext)
	if err != nil {
		done()
		return "", nil, err
	}
	select {
	case result := <-inv.result:
		done()
		return inv.id, result.payload, result.err
	case <-ctx.Done():
		if s.withdraw(inv) {
			done()
		} else {
			go func() {
				<-inv.result
				done()
			}()
		}
		return inv.id, nil, fmt.Errorf("invoke %s: %w", function, ctx.Err())
	}
}

func (s *Service) enqueue(function string, payload []byte, callerContext map[string]any) (*invocation, error) {
	if len(payload) == 0 {
		payload = []byte("{}")
	}
	clientContext, err := withTime(callerContext, s.clk.Now())
	if err != nil {
		return nil, err
	}
	inv := &invocation{id: newID(), payload: payload, clientContext: clientContext, result: make(chan outcome, 1)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, ErrClosed
	}
	f, err := s.find(function)
	if err != nil {
		return nil, err
	}
	inv.function = f
	f.invocations++
	s.total++
	f.pending = append(f.pending, inv)
	s.dispatch(f)
	return inv, nil
}

// withdraw takes back an invocation that no process has begun, and reports whether it could.
func (s *Service) withdraw(inv *invocation) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := len(inv.function.pending)
	inv.function.pending = slices.DeleteFunc(inv.function.pending, func(other *invocation) bool { return other == inv })
	return len(inv.function.pending) < before
}

// dispatch gives waiting invocations to idle processes, and starts processes for those that no process on its way will
// serve. Called with mu held.
func (s *Service) dispatch(f *function) {
	for len(f.pending) > 0 && len(f.idle) > 0 {
		p := f.idle[len(f.idle)-1]
		s.leaveIdle(p)
		s.assign(p)
	}
	for !s.closed && len(f.pending) > f.starting+f.returning && len(f.processes) < f.Concurrency {
		s.start(f)
	}
}

// assign gives the invocation that waits longest to p. Called with mu held.
func (s *Service) assign(p *process) {
	f := p.function
	inv := f.pending[0]
	f.pending = f.pending[1:]
	p.state, p.current, p.last = busy, inv, inv
	p.next <- inv
}

// overrun fails an invocation whose time is up and ends its process, also one that has answered but does not come back.
func (s *Service) overrun(p *process, inv *invocation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.last == inv && (p.state == busy || p.state == returning) {
		s.discard(p, timeoutError(inv))
		s.dispatch(p.function)
	}
}

// withTime adds the virtual time to a client context, which may be nil. Whatever its caller put in its place, in any
// spelling that a function would read as it, is overwritten.
func withTime(callerContext map[string]any, now time.Time) (string, error) {
	stamp := now.UTC().Format(time.RFC3339Nano)
	if callerContext == nil {
		return `{"custom":{"samplepathTime":"` + stamp + `"}}`, nil
	}
	merged, custom := map[string]any{}, map[string]any{}
	for key, value := range callerContext {
		if !strings.EqualFold(key, "custom") {
			merged[key] = value
			continue
		}
		given, ok := value.(map[string]any)
		if !ok {
			return "", fmt.Errorf("custom of the client context is %T, not an object", value)
		}
		for name, v := range given {
			custom[name] = v
		}
	}
	custom["samplepathTime"] = stamp
	merged["custom"] = custom
	text, err := json.Marshal(merged)
	if err != nil {
		return "", fmt.Errorf("write the client context: %w", err)
	}
	return string(text), nil
}

// newID returns a random UUID.
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	text := hex.EncodeToString(b[:])
	return text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
}
