package states

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Time is an instant that the API writes in seconds since 1970, to the millisecond.
type Time struct{ time.Time }

// MarshalJSON writes the seconds.
func (t Time) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(t.UnixMilli())/1000, 'f', 3, 64), nil
}

// maxBody is more than any valid request: two payloads with every character escaped.
const maxBody = 4 << 20

// ServeHTTP answers a call of the API, AWS JSON 1.0; the operation stands in X-Amz-Target. Signatures are not checked.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.Header.Get("X-Amz-Target"), "AWSStepFunctions.")
	answer, err := s.serve(name, http.MaxBytesReader(w, r.Body, maxBody))
	status := http.StatusOK
	if err != nil {
		refusal, ok := errors.AsType[*Error](err)
		if !ok {
			refusal = invalid("%v", err)
		}
		status = http.StatusBadRequest
		answer = map[string]string{"__type": "com.amazonaws.states#" + refusal.Code, "message": refusal.Message}
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	w.Header().Set("X-Amzn-Requestid", newUUID())
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		s.log.Warn("an answer was not sent", slog.String("operation", name), slog.Any("error", err))
	}
}

func (s *Service) serve(name string, body io.Reader) (any, error) {
	operation, ok := operations[name]
	if !ok {
		return nil, problem("UnknownOperationException", "operation %q is not supported", name)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return nil, err
	}
	return operation(s, text)
}

// operation makes one of the API's from a function; a request with a field that is not implemented is refused.
func operation[In, Out any](do func(*Service, In) (Out, error)) func(*Service, []byte) (any, error) {
	return func(s *Service, body []byte) (any, error) {
		var in In
		d := json.NewDecoder(bytes.NewReader(body))
		d.DisallowUnknownFields()
		if err := d.Decode(&in); err != nil {
			return nil, problem("SerializationException", "%v", err)
		}
		return do(s, in)
	}
}
