package local

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"samplepath/infra/local/iam"
	"samplepath/infra/local/template"
	"samplepath/shared/database/meter"
)

// startGuard reads the roles of the functions: a call that its function's role does not allow is refused, as in an account.
func (s *Stack) startGuard(context.Context, Options) error {
	byARN := map[string]template.Role{}
	for _, role := range s.App.Roles {
		byARN[role.ARN] = role
	}
	policies := map[string][]iam.Policy{}
	for _, f := range s.App.Functions {
		role, ok := byARN[f.Role]
		if !ok {
			return fmt.Errorf("the role %s of function %s is not part of the application", f.Role, f.Name)
		}
		for _, document := range role.Policies {
			policy, err := iam.Parse(document)
			if err != nil {
				return fmt.Errorf("role %s: %w", role.Name, err)
			}
			policies[f.Name] = append(policies[f.Name], policy)
		}
	}
	s.Guard = iam.NewGuard(policies)
	return nil
}

// authorize decides the requests to the database. A request that is no proper one is left to the database to refuse.
func (s *Stack) authorize() func(caller, operation string, body []byte) error {
	byName := map[string]template.Table{}
	for _, t := range s.App.Tables {
		byName[s.tables[t.Name]] = t
	}
	tables := iam.NewTables(byName)
	return func(caller, operation string, body []byte) error {
		requests, err := tables.Requests(operation, body)
		if err != nil {
			s.log.Warn("permissions of a request are not known", "operation", operation, "error", err)
			return nil
		}
		return s.check(caller, requests)
	}
}

func (s *Stack) check(caller string, requests []iam.Request) error {
	err := s.Guard.Check(caller, requests...)
	if err != nil {
		s.log.Error("access denied", "function", caller, "error", err)
	}
	return err
}

// maxRequest is the largest request to an AWS JSON API, in bytes.
const maxRequest = 16 << 20

// allowed decides a request to one of the AWS JSON APIs, and answers it where it is refused.
func (s *Stack) allowed(w http.ResponseWriter, r *http.Request, target string) bool {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	r.Body = io.NopCloser(bytes.NewReader(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
		return false
	}
	services := iam.Services{MachineOf: s.States.MachineOf, Resource: s.resource}
	requests, err := services.Requests(target, body)
	if err == nil {
		err = s.check(meter.Caller(r.UserAgent()), requests)
	} else { // no service of ours, or no proper request: who serves it says so
		err = nil
	}
	if err == nil {
		return true
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(map[string]string{"__type": "AccessDeniedException", "message": err.Error()})
	return false
}

// resource is the ARN of a secret, a bus or a queue of the application by its name or address; anything else stays as it
// is.
func (s *Stack) resource(name string) string {
	for _, secret := range s.App.Secrets {
		if name == secret.Name {
			return secret.ARN
		}
	}
	for _, queue := range s.App.Queues {
		if strings.HasSuffix(name, "/"+queue.Name) { // an address
			return queue.ARN
		}
	}
	for _, bus := range s.App.Buses {
		if name == bus.Name {
			return bus.ARN
		}
	}
	return name
}
