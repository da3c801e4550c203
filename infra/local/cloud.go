package local

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
)

// startCloud serves the AWS APIs, the pages and the controls on one address. What answers is looked up by each request,
// because functions must know the address before they, and what runs them, are there.
func (s *Stack) startCloud(ctx context.Context, options Options) error {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /{$}", s.serveAWS)
	mux.HandleFunc("/2015-03-31/", func(w http.ResponseWriter, r *http.Request) { s.Lambda.ServeHTTP(w, r) })
	mux.HandleFunc("/identity/", func(w http.ResponseWriter, r *http.Request) {
		http.StripPrefix("/identity", s.Pool.Handler()).ServeHTTP(w, r)
	})
	s.addPages(mux)
	s.addControls(mux)
	var err error
	s.CloudURL, err = s.listen(ctx, options.CloudAddress, "the local cloud", mux)
	return err
}

// serveAWS finds the service of an AWS JSON request by its target.
func (s *Stack) serveAWS(w http.ResponseWriter, r *http.Request) {
	target := r.Header.Get("X-Amz-Target")
	service, _, _ := strings.Cut(target, ".")
	if !s.allowed(w, r, target) {
		return
	}
	switch service {
	case "AWSStepFunctions":
		s.States.ServeHTTP(w, r)
	case "AWSEvents":
		s.Bus.ServeHTTP(w, r)
	case "AmazonSQS":
		s.Queues.ServeHTTP(w, r)
	case "secretsmanager":
		s.Secrets.ServeHTTP(w, r)
	default:
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]string{
			"__type": "UnknownOperationException", "message": "the local cloud has no service for " + target,
		})
	}
}
