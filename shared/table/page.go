package table

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"

	"samplepath/shared/fault"
)

// Page asks for one page of a list. Caller is whom the cursor is made for.
type Page struct {
	Limit  int
	Cursor string
	Caller string
}

// ErrCursor is the answer to a cursor that this list did not give out.
var ErrCursor = fault.New(fault.Malformed, "invalid_cursor", "The cursor is not one of this list; start again without it.")

// position is what a cursor holds: where to go on, and a digest that binds it to the query and its caller.
type position struct {
	Key    map[string]string `json:"k"`
	Digest []byte            `json:"d"`
}

func (q query) digest(caller string, key map[string]string) []byte {
	bound, _ := json.Marshal([]any{q.index, q.partition, q.prefix, q.bound, q.newest, caller, key}) // strings always marshal
	sum := sha256.Sum256(bound)
	return sum[:12]
}

func (q query) cursor(caller string, next attributes) string {
	if len(next) == 0 {
		return ""
	}
	key := map[string]string{}
	for name := range next {
		key[name] = textOf(next, name)
	}
	encoded, _ := json.Marshal(position{key, q.digest(caller, key)})
	return base64.RawURLEncoding.EncodeToString(encoded)
}

func (q query) resume(caller, cursor string) (attributes, error) {
	if cursor == "" {
		return nil, nil
	}
	encoded, err := base64.RawURLEncoding.DecodeString(cursor)
	var p position
	if err != nil || json.Unmarshal(encoded, &p) != nil || string(p.Digest) != string(q.digest(caller, p.Key)) {
		return nil, ErrCursor
	}
	out := attributes{}
	for name, value := range p.Key {
		out[name] = text(value)
	}
	return out, nil
}

// page reads one page of a query: the items, and the cursor of the next.
func (t *Table) page(ctx context.Context, q query, p Page) ([]attributes, string, error) {
	after, err := q.resume(p.Caller, p.Cursor)
	if err != nil {
		return nil, "", err
	}
	q.after, q.limit = after, p.Limit
	items, next, err := t.ask(ctx, q)
	if err != nil {
		return nil, "", err
	}
	return items, q.cursor(p.Caller, next), nil
}

// pageAcross is page for several queries of one index, one after the other. A query that reaches its limit says where to go
// on, also at its end: the next one begins with the next page then.
func (t *Table) pageAcross(ctx context.Context, queries []query, p Page) ([]attributes, string, error) {
	first, after, err := resumeAcross(queries, p)
	if err != nil {
		return nil, "", err
	}
	var out []attributes
	for _, q := range queries[first:] {
		q.after, q.limit, after = after, p.Limit-len(out), nil
		items, next, err := t.ask(ctx, q)
		if err != nil {
			return nil, "", err
		}
		if out = append(out, items...); len(next) > 0 {
			return out, q.cursor(p.Caller, next), nil
		}
	}
	return out, "", nil
}

// resumeAcross finds the query that a cursor goes on with. The first query is read from its beginning without one.
func resumeAcross(queries []query, p Page) (first int, after attributes, err error) {
	for i, q := range queries {
		if after, err = q.resume(p.Caller, p.Cursor); err == nil {
			return i, after, nil
		}
	}
	return 0, nil, err
}

// pageOf is page for an index that holds keys: it reads the items themselves, in the order of the index.
func pageOf[T any](ctx context.Context, t *Table, q query, p Page) ([]T, string, error) {
	entries, cursor, err := t.page(ctx, q, p)
	if err != nil {
		return nil, "", err
	}
	keys := make([]Key, 0, len(entries))
	for _, entry := range entries {
		keys = append(keys, keyOf(entry))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	out := make([]T, 0, len(keys))
	for _, key := range keys {
		state, ok, err := as[T](items, key)
		if err != nil {
			return nil, "", err
		}
		if ok { // an index lags behind a deletion
			out = append(out, state)
		}
	}
	return out, cursor, nil
}
