package table

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"

	"samplepath/shared/fault"
	"samplepath/shared/table/keys"
)

// Page asks for one page of a list. Caller is whom the cursor is made for.
type Page struct {
	Limit  int
	Cursor string
	Caller string
}

// ErrCursor is the answer to a cursor that this list did not give out.
var ErrCursor = fault.ErrCursor

// position is what a cursor holds: where to go on, and a digest that binds it to the query and its caller.
type position struct {
	Key    map[string]string `json:"k"`
	Digest []byte            `json:"d"`
}

func (q Query) digest(caller string, key map[string]string) []byte {
	bound, _ := json.Marshal([]any{q.Index, q.Partition, q.Prefix, q.Bound, q.Newest, caller, key}) // strings always marshal
	sum := sha256.Sum256(bound)
	return sum[:12]
}

// Cursor says for a caller where a query goes on; empty at its end.
func (q Query) Cursor(caller string, next Item) string {
	if len(next) == 0 {
		return ""
	}
	key := map[string]string{}
	for name := range next {
		key[name] = TextOf(next, name)
	}
	encoded, _ := json.Marshal(position{key, q.digest(caller, key)})
	return base64.RawURLEncoding.EncodeToString(encoded)
}

// Resume is where a cursor goes on, or ErrCursor where it was made for another query or caller.
func (q Query) Resume(caller, cursor string) (Item, error) {
	if cursor == "" {
		return nil, nil
	}
	encoded, err := base64.RawURLEncoding.DecodeString(cursor)
	var p position
	if err != nil || json.Unmarshal(encoded, &p) != nil || string(p.Digest) != string(q.digest(caller, p.Key)) {
		return nil, ErrCursor
	}
	out := Item{}
	for name, value := range p.Key {
		out[name] = Text(value)
	}
	return out, nil
}

// Page reads one page of a query: the items, and the cursor of the next.
func (t *Table) Page(ctx context.Context, q Query, p Page) ([]Item, string, error) {
	after, err := q.Resume(p.Caller, p.Cursor)
	if err != nil {
		return nil, "", err
	}
	q.After, q.Limit = after, p.Limit
	items, next, err := t.Ask(ctx, q)
	if err != nil {
		return nil, "", err
	}
	return items, q.Cursor(p.Caller, next), nil
}

// PageAcross is Page for several queries of one index, one after the other. Where a page ends with the end of a query, the
// next page begins with the next query.
func (t *Table) PageAcross(ctx context.Context, queries []Query, p Page) ([]Item, string, error) {
	first, after, err := resumeAcross(queries, p)
	if err != nil {
		return nil, "", err
	}
	var out []Item
	for _, q := range queries[first:] {
		q.After, q.Limit, after = after, p.Limit-len(out), nil
		items, next, err := t.Ask(ctx, q)
		if err != nil {
			return nil, "", err
		}
		if out = append(out, items...); len(next) > 0 {
			return out, q.Cursor(p.Caller, next), nil
		}
	}
	return out, "", nil
}

// resumeAcross finds the query that a cursor goes on with. The first query is read from its beginning without one.
func resumeAcross(queries []Query, p Page) (first int, after Item, err error) {
	for i, q := range queries {
		if after, err = q.Resume(p.Caller, p.Cursor); err == nil {
			return i, after, nil
		}
	}
	return 0, nil, err
}

// PageOf is page for an index that holds keys: it reads the items themselves, in the order of the index.
func PageOf[T any](ctx context.Context, t *Table, q Query, p Page) ([]T, string, error) {
	entries, cursor, err := t.Page(ctx, q, p)
	if err != nil {
		return nil, "", err
	}
	wanted := make([]keys.Key, 0, len(entries))
	for _, entry := range entries {
		wanted = append(wanted, KeyOf(entry))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	out := make([]T, 0, len(wanted))
	for _, key := range wanted {
		state, ok, err := As[T](items, key)
		if err != nil {
			return nil, "", err
		}
		if ok { // an index lags behind a deletion
			out = append(out, state)
		}
	}
	return out, cursor, nil
}
