package lambda

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// ServeHTTP is the Invoke operation of the Lambda API: POST /2015-03-31/functions/{name}/invocations.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	escaped, isFunction := strings.CutPrefix(r.URL.EscapedPath(), "/2015-03-31/functions/")
	escaped, isInvoke := strings.CutSuffix(escaped, "/invocations")
	name, err := url.PathUnescape(escaped)
	if !isFunction || !isInvoke || err != nil || r.Method != http.MethodPost {
		reject(w, http.StatusNotFound, "UnknownOperationException", "only Invoke is served here")
		return
	}
	s.mu.Lock()
	_, err = s.find(name)
	s.mu.Unlock()
	if err != nil {
		reject(w, http.StatusNotFound, "ResourceNotFoundException", "Function not found: "+name)
		return
	}
	event, err := readEvent(w, r)
	var bad *badRequest
	if errors.As(err, &bad) {
		reject(w, bad.status, bad.kind, bad.message)
		return
	}
	if err != nil {
		return // the caller went away
	}
	w.Header().Set("X-Amz-Executed-Version", "$LATEST")
	switch event.kind {
	case "DryRun":
		w.Header().Set("X-Amzn-RequestId", newID())
		w.WriteHeader(http.StatusNoContent)
	case "Event":
		id, err := s.invokeAsync(name, event.payload, event.clientContext)
		if err != nil {
			reject(w, http.StatusInternalServerError, "ServiceException", err.Error())
			return
		}
		w.Header().Set("X-Amzn-RequestId", id)
		w.WriteHeader(http.StatusAccepted)
	default:
		s.serveSync(w, r, name, event)
	}
}

func (s *Service) serveSync(w http.ResponseWriter, r *http.Request, name string, event event) {
	id, answer, err := s.invoke(r.Context(), name, event.payload, event.clientContext)
	var functionError *FunctionError
	switch {
	case errors.As(err, &functionError):
		w.Header().Set("X-Amz-Function-Error", "Unhandled")
		answer = functionError.Payload
	case err != nil:
		reject(w, http.StatusInternalServerError, "ServiceException", err.Error())
		return
	}
	w.Header().Set("X-Amzn-RequestId", id)
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(answer) // a caller that does not read has gone
}

// event is a request to invoke a function.
type event struct {
	kind          string // RequestResponse, Event or DryRun
	payload       []byte
	clientContext map[string]any
}

// badRequest is an error of the caller, with the name that Lambda gives it.
type badRequest struct {
	status        int
	kind, message string
}

func (b *badRequest) Error() string { return b.kind + ": " + b.message }

func readEvent(w http.ResponseWriter, r *http.Request) (event, error) {
	e := event{kind: r.Header.Get("X-Amz-Invocation-Type")}
	limit := payloadLimit
	switch e.kind {
	case "":
		e.kind = "RequestResponse"
	case "RequestResponse", "DryRun":
	case "Event":
		limit = asyncPayloadLimit
	default:
		return e, &badRequest{http.StatusBadRequest, "InvalidParameterValueException", "unknown invocation type " + e.kind}
	}
	var err error
	e.payload, err = io.ReadAll(http.MaxBytesReader(w, r.Body, int64(limit)))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return e, &badRequest{http.StatusRequestEntityTooLarge, "RequestTooLargeException",
			fmt.Sprintf("Request must be smaller than %d bytes for the %s operation", limit, "InvokeFunction")}
	}
	if err != nil {
		return e, fmt.Errorf("read the event: %w", err)
	}
	if len(e.payload) > 0 && !json.Valid(e.payload) {
		return e, &badRequest{http.StatusBadRequest, "InvalidRequestContentException", "Could not parse request body into json"}
	}
	e.clientContext, err = readClientContext(r.Header.Get("X-Amz-Client-Context"))
	return e, err
}

func readClientContext(header string) (map[string]any, error) {
	if header == "" {
		return nil, nil
	}
	text, err := base64.StdEncoding.DecodeString(header)
	if err != nil {
		return nil, &badRequest{http.StatusBadRequest, "InvalidRequestContentException", "the client context is not base64"}
	}
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, &badRequest{http.StatusBadRequest, "InvalidRequestContentException", "the client context is not a JSON object"}
	}
	for key, value := range object {
		if _, isObject := value.(map[string]any); strings.EqualFold(key, "custom") && !isObject {
			return nil, &badRequest{http.StatusBadRequest, "InvalidRequestContentException", "custom of the client context is not an object"}
		}
	}
	return object, nil
}

func reject(w http.ResponseWriter, status int, kind, message string) {
	body, err := json.Marshal(map[string]string{"Type": "User", "Message": message})
	if err != nil {
		body = []byte("{}") // strings always marshal
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Amzn-ErrorType", kind)
	w.Header().Set("X-Amzn-RequestId", newID())
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
