package gateway

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// response is what a function answered, in full form.
type response struct {
	StatusCode        json.RawMessage     `json:"statusCode"`
	Headers           map[string]any      `json:"headers"`
	MultiValueHeaders map[string][]string `json:"multiValueHeaders"`
	Cookies           []string            `json:"cookies"`
	Body              string              `json:"body"`
	IsBase64Encoded   bool                `json:"isBase64Encoded"`

	status int
	body   []byte
}

// parseResponse reads a function's result: a response in full form, or any other JSON value, which is then the body of
// a 200.
func parseResponse(result []byte) (*response, error) {
	var r response
	if !isResponse(result) {
		if !json.Valid(result) {
			return nil, errors.New("the result is not JSON")
		}
		return &response{status: http.StatusOK, body: result, Headers: map[string]any{"content-type": "application/json"}}, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(result))
	decoder.UseNumber()
	if err := decoder.Decode(&r); err != nil {
		return nil, err
	}
	var err error
	if r.status, err = strconv.Atoi(strings.Trim(string(r.StatusCode), `"`)); err != nil || r.status < 200 || r.status > 599 {
		return nil, fmt.Errorf("the status code %s is not one", r.StatusCode)
	}
	r.body = []byte(r.Body)
	if r.IsBase64Encoded {
		if r.body, err = base64.StdEncoding.DecodeString(r.Body); err != nil {
			return nil, fmt.Errorf("the body is not base64: %w", err)
		}
	}
	return &r, nil
}

// isResponse reports whether a result is an object with a status code.
func isResponse(result []byte) bool {
	var object map[string]json.RawMessage
	if json.Unmarshal(result, &object) != nil {
		return false
	}
	_, ok := object["statusCode"]
	return ok
}

// write sends the response. With cors the gateway answers browsers, and what the function says to them is dropped.
func (r *response) write(w http.ResponseWriter, cors bool) int {
	header := w.Header()
	set := func(name string, values ...string) {
		if cors && strings.HasPrefix(strings.ToLower(name), "access-control-") {
			return
		}
		header[http.CanonicalHeaderKey(name)] = values
	}
	for name, value := range r.Headers {
		set(name, fmt.Sprint(value))
	}
	for name, values := range r.MultiValueHeaders {
		set(name, values...)
	}
	for _, cookie := range r.Cookies {
		header.Add("Set-Cookie", cookie)
	}
	if header.Get("Content-Type") == "" && len(r.body) > 0 {
		header.Set("Content-Type", "text/plain;charset=UTF-8")
	}
	header.Del("Content-Length") // the server counts
	w.WriteHeader(r.status)
	_, _ = w.Write(r.body)
	return r.status
}
