package table

import (
	"bytes"
	"compress/flate"
	"context"
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"

	"samplepath/shared/table/keys"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Idempotency binds an answer to a caller's Idempotency-Key, so that the same request again gets the same answer.
type Idempotency struct {
	Caller string
	Key    string
	Digest string // of the action and the body
	Status int    // HTTP status of the answer
	Answer string // JSON; never personal data
	Until  time.Time
}

// Recorded is the answer that an earlier request with the same key was given. As an error it says that a Change was
// not written because of it.
type Recorded struct {
	Digest string
	Status int
	Answer string
	Until  int64 // epoch seconds: the table's TTL
}

func (r *Recorded) Error() string { return "answered before, by its idempotency key" }

// record is Recorded as it is stored: with a long answer compressed, so that it takes one write unit like a short one,
// and that of a bulk call stays below what an item can hold.
type record struct {
	Digest string `json:"digest"`
	Status int    `json:"status"`
	Answer string `json:"answer,omitempty"`
	Packed []byte `json:"packed,omitempty"` // instead of Answer
	Until  int64  `json:"expiresAt"`
}

// longAnswer is the length, in bytes, from which answers are compressed: the rest of a record is below 400 bytes.
const longAnswer = 600

// compressors are kept because each holds half a megabyte.
var compressors = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestSpeed) // fails for an unknown level only
	return w
}}

func pack(i Idempotency) (Item, error) {
	r := record{Digest: i.Digest, Status: i.Status, Answer: i.Answer, Until: i.Until.Unix()}
	if len(i.Answer) < longAnswer {
		return Encode(r)
	}
	var packed bytes.Buffer
	w := compressors.Get().(*flate.Writer)
	defer compressors.Put(w)
	w.Reset(&packed)
	if _, err := io.WriteString(w, i.Answer); err != nil {
		return nil, fmt.Errorf("pack an answer: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack an answer: %w", err)
	}
	r.Answer, r.Packed = "", packed.Bytes()
	return Encode(r)
}

func unpack(item Item) (Recorded, error) {
	r, err := Decode[record](item)
	if err != nil {
		return Recorded{}, err
	}
	if len(r.Packed) > 0 {
		answer, err := io.ReadAll(flate.NewReader(bytes.NewReader(r.Packed)))
		if err != nil {
			return Recorded{}, fmt.Errorf("unpack an answer: %w", err)
		}
		r.Answer = string(answer)
	}
	return Recorded{r.Digest, r.Status, r.Answer, r.Until}, nil
}

// Remember adds the record to a change. It goes in only if the key is free or its record has run out by now.
func (c Change) Remember(i Idempotency, now time.Time) Change {
	if i.Key == "" {
		return c
	}
	item, err := pack(i)
	if err != nil {
		c.Fail(err)
		return c
	}
	c.Put(Place(item, keys.Idempotency(i.Caller, i.Key), Places{}),
		NotThere+" OR "+TTLAttribute+" < :now", Item{":now": Epoch(now)},
		func(there Item) error {
			recorded, err := unpack(there)
			if err != nil {
				return err
			}
			return &recorded
		})
	return c
}

// Recorded looks up what some keys of a caller were answered, by key. A key that is free is not among them.
func (t *Table) Recorded(ctx context.Context, caller string, wanted []string, now time.Time) (map[string]Recorded, error) {
	places := make([]keys.Key, 0, len(wanted))
	for _, key := range wanted {
		places = append(places, keys.Idempotency(caller, key))
	}
	items, err := t.Read(ctx, places...)
	if err != nil {
		return nil, err
	}
	out := map[string]Recorded{}
	for i, key := range wanted {
		item, ok := items[places[i]]
		if !ok {
			continue
		}
		one, err := unpack(item)
		if err != nil {
			return nil, err
		}
		if one.Until >= now.Unix() {
			out[key] = one
		}
	}
	return out, nil
}

// Epoch is a time as TTLAttribute holds it.
func Epoch(t time.Time) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(t.Unix(), 10)}
}
