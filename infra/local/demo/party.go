package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"samplepath/infra/local"
	"samplepath/infra/local/identity"
	"samplepath/shared/clock"
	"samplepath/shared/id"
)

// Party is somebody who calls the API: with a token of their own, and nothing else.
type Party struct {
	identity.Claims
	Heard func(method, path string, a Answer) // is told of each answer the party got; may be nil
	stack *local.Stack
}

// NewParty makes a party of a kind with an id of its own.
func NewParty(ctx context.Context, s *local.Stack, kind id.Kind, claims identity.Claims) *Party {
	claims.ActorID = id.New(clock.With(ctx, s.Clock.Now()), kind)
	return &Party{Claims: claims, stack: s}
}

// Token is an ID token that is good for an hour of virtual time.
func (p *Party) Token() (string, error) { return p.stack.Pool.Issue(p.Claims, time.Hour) }

// Answer is what the API answered.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Do calls the API with a JSON body, or none if body is nil. An Idempotency-Key goes with it unless it is empty.
func (p *Party) Do(ctx context.Context, method, path, idempotencyKey string, body any) (Answer, error) {
	token, err := p.Token()
	if err != nil {
		return Answer{}, err
	}
	header := http.Header{"Authorization": {"Bearer " + token}}
	if idempotencyKey != "" {
		header.Set("Idempotency-Key", idempotencyKey)
	}
	var encoded []byte
	if body != nil {
		header.Set("Content-Type", "application/json")
		if encoded, err = json.Marshal(body); err != nil {
			return Answer{}, fmt.Errorf("%s %s: %w", method, path, err)
		}
	}
	answer, err := Send(ctx, method, p.stack.URL+path, header, encoded)
	if err == nil && p.Heard != nil {
		p.Heard(method, path, answer)
	}
	return answer, err
}

// Send makes one HTTP request.
func Send(ctx context.Context, method, url string, header http.Header, body []byte) (Answer, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return Answer{}, err
	}
	request.Header = header
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return Answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	read, err := io.ReadAll(response.Body)
	return Answer{response.StatusCode, response.Header, read}, err
}

// Get reads a value.
func Get[T any](ctx context.Context, p *Party, path string) (T, error) {
	return decoded[T](p.Do(ctx, http.MethodGet, path, "", nil))
}

// Post sends a body and reads the answer. What is not a success is an error that names the code.
func Post[T any](ctx context.Context, p *Party, path string, body any) (T, error) {
	return decoded[T](p.Do(ctx, http.MethodPost, path, "", body))
}

// Put is Post for what is set.
func Put[T any](ctx context.Context, p *Party, path string, body any) (T, error) {
	return decoded[T](p.Do(ctx, http.MethodPut, path, "", body))
}

// Patch is Post for what is edited.
func Patch[T any](ctx context.Context, p *Party, path string, body any) (T, error) {
	return decoded[T](p.Do(ctx, http.MethodPatch, path, "", body))
}

func decoded[T any](a Answer, err error) (T, error) {
	var out T
	switch {
	case err != nil:
		return out, err
	case a.Status >= 300:
		return out, fmt.Errorf("HTTP %d: %s", a.Status, a.Body)
	}
	return out, json.Unmarshal(a.Body, &out)
}
