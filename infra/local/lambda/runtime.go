package lambda

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"samplepath/shared/database/child"
)

// runtimeAPI is the Lambda Runtime API, version 2018-06-01, as processes see it.
func (s *Service) runtimeAPI() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /2018-06-01/runtime/invocation/next", s.serveNext)
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/response", s.serveResponse)
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/error", s.serveError)
	mux.HandleFunc("POST /2018-06-01/runtime/init/error", s.serveInitError)
	return mux
}

func caller(r *http.Request) *process { return r.Context().Value(processKey{}).(*process) }

func (s *Service) serveNext(w http.ResponseWriter, r *http.Request) {
	p := caller(r)
	if !s.ask(p) {
		refuse(w, http.StatusForbidden, "InvalidState", "the last invocation has not been answered")
		return
	}
	select {
	case inv := <-p.next:
		s.send(w, p, inv)
	case <-p.ended:
		w.WriteHeader(http.StatusGone)
	case <-r.Context().Done(): // it hung up, so nothing could reach it any more
		s.mu.Lock()
		child.Kill(p.cmd)
		s.mu.Unlock()
	}
}

// ask takes note that p wants an invocation, and gives it the one that waits longest, if any does.
func (s *Service) ask(p *process) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := p.function
	switch p.state {
	case starting:
		f.starting--
		p.ready = p.passed()
	case returning:
		f.returning--
		p.release()
	case gone:
		return true
	case idle, busy:
		return false
	}
	p.limit.Stop()
	if len(f.pending) > 0 {
		s.assign(p)
	} else {
		s.becomeIdle(p)
	}
	return true
}

func (s *Service) send(w http.ResponseWriter, p *process, inv *invocation) {
	f := p.function
	deadline := s.watch(p, inv)
	header := w.Header()
	header.Set("Content-Type", "application/json")
	header.Set("Content-Length", strconv.Itoa(len(inv.payload)))
	header.Set("Lambda-Runtime-Aws-Request-Id", inv.id)
	header.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(deadline, 10))
	header.Set("Lambda-Runtime-Invoked-Function-Arn", f.ARN)
	header.Set("Lambda-Runtime-Trace-Id", traceID(s.clk.Now().Unix(), inv.id))
	header.Set("Lambda-Runtime-Client-Context", inv.clientContext)
	_, _ = w.Write(inv.payload) // a process that does not read it has ended, and run sees to that
}

// watch lets the time of an invocation run, until its process asks for the next one, and returns when it will be up, in
// milliseconds of the Unix epoch.
func (s *Service) watch(p *process, inv *invocation) int64 {
	ctx, cancel := context.WithTimeout(context.Background(), p.function.Timeout)
	stop := context.AfterFunc(ctx, func() { s.overrun(p, inv) })
	deadline, _ := ctx.Deadline()
	s.mu.Lock()
	defer s.mu.Unlock()
	p.release = func() {
		stop()
		cancel()
	}
	if p.state == gone {
		p.release()
	}
	return deadline.UnixMilli()
}

func traceID(seconds int64, id string) string {
	digits := id[:8] + id[9:13] + id[14:18] + id[19:23] + id[24:28]
	return fmt.Sprintf("Root=1-%08x-%s;Sampled=0", seconds, digits)
}

func (s *Service) serveResponse(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, payloadLimit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		s.answer(w, r, outcome{err: sizeError()}, http.StatusRequestEntityTooLarge)
	case err != nil: // the process ended while it wrote
	case r.Trailer.Get("Lambda-Runtime-Function-Error-Type") != "":
		kind := r.Trailer.Get("Lambda-Runtime-Function-Error-Type")
		report, _ := base64.StdEncoding.DecodeString(r.Trailer.Get("Lambda-Runtime-Function-Error-Body"))
		s.answer(w, r, outcome{err: reportedError(report, kind)}, http.StatusAccepted)
	default:
		s.answer(w, r, checked(body), http.StatusAccepted)
	}
}

func (s *Service) serveError(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, payloadLimit))
	if err != nil {
		refuse(w, http.StatusBadRequest, "InvalidRequest", err.Error())
		return
	}
	s.answer(w, r, outcome{err: reportedError(body, r.Header.Get("Lambda-Runtime-Function-Error-Type"))}, http.StatusAccepted)
}

// answer hands the outcome of the invocation that a request names to whoever waits for it.
func (s *Service) answer(w http.ResponseWriter, r *http.Request, result outcome, status int) {
	p := caller(r)
	s.mu.Lock()
	inv := p.current
	if p.state != busy || inv.id != r.PathValue("id") {
		s.mu.Unlock()
		refuse(w, http.StatusBadRequest, "InvalidRequestID", "this process does not work on "+r.PathValue("id"))
		return
	}
	p.current, p.state = nil, returning
	p.function.returning++
	if errors.Is(result.err, errNonsense) { // nothing good is to be expected of it any more
		s.discard(p, outcome{})
		s.dispatch(p.function)
	}
	s.mu.Unlock()
	inv.result <- result
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, `{"status":"OK"}`)
}

func (s *Service) serveInitError(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, payloadLimit))
	if err != nil {
		refuse(w, http.StatusBadRequest, "InvalidRequest", err.Error())
		return
	}
	s.mu.Lock()
	caller(r).failure = &outcome{err: reportedError(body, r.Header.Get("Lambda-Runtime-Function-Error-Type"))}
	s.mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
}

func refuse(w http.ResponseWriter, status int, kind, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, `{"errorType":%q,"errorMessage":%q}`, kind, message)
}
