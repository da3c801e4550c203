package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/table"
)

// keepAnswers is how long the answer to an Idempotency-Key is kept.
const keepAnswers = 48 * time.Hour

// bindIdempotency reads the Idempotency-Key of a change and binds it to the request: its route and body.
func (c *Call[Request]) bindIdempotency() error {
	if !c.action.Keyed() {
		return nil
	}
	key, given := c.Event.Headers["idempotency-key"]
	_, upload := any(c.Request).(contract.Tabular)
	if !given && !upload {
		return nil
	}
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%s %s\n", c.action.Name, c.Event.RawPath)
	_, _ = sum.Write(c.Body)
	c.digest = hex.EncodeToString(sum.Sum(nil)[:16])
	if !given { // an upload is known again by its content; no client's own key holds a space
		c.key = "content " + c.digest
		return nil
	}
	if len(key) < 1 || len(key) > 128 {
		return fault.ErrKey
	}
	for _, r := range key {
		if r <= ' ' || r > '~' {
			return fault.ErrKey
		}
	}
	c.key, c.chosen = key, true
	return nil
}

// Commit writes a handler's change in one transaction, together with the answer under the request's Idempotency-Key,
// and returns the answer. It is the only write of a request. An answer that is kept must hold no personal data.
func Commit[Request, Response any](ctx context.Context, call *Call[Request], answer Response, change table.Change) (Response, error) {
	return commit(ctx, call, call.status, answer, change)
}

// Create is Commit for a row of a bulk call that makes something: the row's status is that of a call that makes it alone.
func Create[Request, Response any](ctx context.Context, call *Call[Request], answer Response, change table.Change) (Response, error) {
	return commit(ctx, call, http.StatusCreated, answer, change)
}

func commit[Request, Response any](ctx context.Context, call *Call[Request], status int, answer Response, change table.Change) (Response, error) {
	var none Response
	if call.key != "" {
		encoded, err := json.Marshal(answer)
		if err != nil {
			return none, fmt.Errorf("encode the answer: %w", err)
		}
		change = change.Remember(table.Idempotency{
			Caller: call.Caller.ID, Key: call.key, Digest: call.digest, Status: status, Answer: string(encoded),
			Until: call.Now.Add(keepAnswers),
		}, call.Now)
	}
	if err := call.Table.Commit(ctx, change); err != nil {
		return none, err
	}
	call.status = status
	return answer, nil
}

// uploadKey is the key of the record that binds a client's own key to its upload. No client's own key holds a space.
func (c *Call[Request]) uploadKey() string { return c.key + " upload" }

// claim binds a client's own key to the upload before its first row is written. It is refused with fault.ErrKeyReused where the key
// belongs to another upload.
func (c *Call[Request]) claim(ctx context.Context) error {
	if !c.chosen || c.claimed {
		return nil
	}
	err := c.Table.Commit(ctx, table.Change{}.Remember(table.Idempotency{
		Caller: c.Caller.ID, Key: c.uploadKey(), Digest: c.digest, Until: c.Now.Add(keepAnswers),
	}, c.Now))
	if recorded, ok := errors.AsType[*table.Recorded](err); ok {
		if recorded.Digest != c.digest {
			return fault.ErrKeyReused
		}
		return nil
	}
	return err
}

// replay gives the stored answer where err comes of a request that was answered before: its own write is in the way.
// Otherwise it gives err.
func (c *Call[Request]) replay(ctx context.Context, err error) (any, error) {
	if c.key == "" || !refused(err) {
		return nil, err
	}
	recorded, ok := errors.AsType[*table.Recorded](err)
	if !ok {
		found, lookErr := c.Table.Recorded(ctx, c.Caller.ID, []string{c.key}, c.Now)
		one, there := found[c.key]
		if lookErr != nil || !there {
			return nil, errors.Join(err, lookErr)
		}
		recorded = &one
	}
	return c.repeat(*recorded)
}

// refused reports whether err is an answer to the caller, and so may come of the caller's own earlier request.
func refused(err error) bool {
	if _, recorded := errors.AsType[*table.Recorded](err); recorded {
		return true
	}
	_, known := errors.AsType[*fault.Error](err)
	return known
}

// repeat is a stored answer, if the request is the same.
func (c *Call[Request]) repeat(stored table.Recorded) (json.RawMessage, error) {
	if stored.Digest != c.digest {
		return nil, fault.ErrKeyReused
	}
	c.status, c.replayed = stored.Status, true
	return json.RawMessage(stored.Answer), nil
}
