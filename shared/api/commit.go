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

var (
	errKey    = fault.New(fault.Malformed, "invalid_idempotency_key", "Idempotency-Key is 1 to 128 visible characters.")
	errReused = fault.New(fault.Invalid, "idempotency_key_reused", "The Idempotency-Key was used for another request.")
)

// bindIdempotency reads the Idempotency-Key of a POST and binds it to the request: its route and body.
func (c *Call[Request]) bindIdempotency() error {
	if c.action.Method != http.MethodPost || c.action.Signed() {
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
		return errKey
	}
	for _, r := range key {
		if r <= ' ' || r > '~' {
			return errKey
		}
	}
	c.key = key
	return nil
}

// Commit writes a handler's change in one transaction, together with the answer under the request's Idempotency-Key,
// and returns the answer. It is the only write of a request. An answer to a POST must hold no personal data.
func Commit[Request, Response any](ctx context.Context, call *Call[Request], answer Response, change table.Change) (Response, error) {
	var none Response
	if call.key != "" {
		encoded, err := json.Marshal(answer)
		if err != nil {
			return none, fmt.Errorf("encode the answer: %w", err)
		}
		change = change.Remember(table.Idempotency{
			Caller: call.Caller.ID, Key: call.key, Digest: call.digest, Status: call.status, Answer: string(encoded),
			Until: call.Now.Add(keepAnswers),
		}, call.Now)
	}
	if err := call.Table.Commit(ctx, change); err != nil {
		return none, err
	}
	return answer, nil
}

// replay gives the stored answer where err comes of a request that was answered before: its own write is in the way.
// Otherwise it gives err.
func (c *Call[Request]) replay(ctx context.Context, err error) (any, error) {
	if c.key == "" {
		return nil, err
	}
	recorded, ok := errors.AsType[*table.Recorded](err)
	if !ok {
		if _, known := errors.AsType[*fault.Error](err); !known {
			return nil, err
		}
		found, there, lookErr := c.Table.Recorded(ctx, c.Caller.ID, c.key, c.Now)
		if lookErr != nil || !there {
			return nil, errors.Join(err, lookErr)
		}
		recorded = &found
	}
	if recorded.Digest != c.digest {
		return nil, errReused
	}
	c.status, c.replayed = recorded.Status, true
	return json.RawMessage(recorded.Answer), nil
}
