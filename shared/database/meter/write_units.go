package meter

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
)

const writeUnit = 1 << 10

// change is one item that a request writes, or only checks.
type change struct {
	place
	schema *schema
	put    item // what a put writes; nil otherwise
	update bool
	check  bool
}

// beginWrite reads the items a request is about to write.
func (p *Proxy) beginWrite(ctx context.Context, c *call) (*account, error) {
	changes, token, err := p.changes(ctx, c)
	if err != nil {
		return nil, err
	}
	places := make([]place, len(changes))
	for i, ch := range changes {
		places[i] = ch.place
	}
	before, err := p.upstream.items(ctx, places)
	if err != nil {
		return nil, err
	}
	factor := 1.0
	if c.operation == "TransactWriteItems" {
		factor = 2
	}
	a := &account{}
	for i, ch := range changes { // what fails is charged by what is there, or what was to be put there
		a.failed.write += factor * blocks(max(before[i].size(), ch.put.size()), writeUnit)
	}
	a.cost = func(ctx context.Context, _ []byte) (units, error) {
		if token != "" && !p.replays.first(token) { // a repetition writes nothing; DynamoDB charges for reading instead
			var u units
			for _, i := range before {
				u.read += 2 * blocks(i.size(), readUnit)
			}
			return u, nil
		}
		after, err := p.after(ctx, changes)
		if err != nil {
			return units{}, err
		}
		var u units
		for i, ch := range changes {
			if ch.check {
				u.write += factor * blocks(before[i].size(), writeUnit)
				continue
			}
			u.write += factor * blocks(max(before[i].size(), after[i].size()), writeUnit)
			p.report(ch, after[i])
			for _, x := range ch.schema.indexes { // an index follows later, outside of the transaction
				u.write += x.cost(before[i], after[i])
			}
		}
		return u, nil
	}
	return a, nil
}

// Item is what a write left behind.
type Item struct {
	Table string
	Key   map[string]string // the attributes of its key that are texts
	Size  int               // in bytes, as DynamoDB counts them
}

// report tells of an item that was written, unless it was deleted.
func (p *Proxy) report(ch change, after item) {
	if p.options.OnItem == nil || after == nil {
		return
	}
	key := map[string]string{}
	for name, value := range ch.key {
		if value.S != nil {
			key[name] = *value.S
		}
	}
	p.options.OnItem(Item{ch.table, key, after.size()})
}

// after returns the items as a successful request left them. Only the result of an update must be read.
func (p *Proxy) after(ctx context.Context, changes []change) ([]item, error) {
	items := make([]item, len(changes))
	var places []place
	var at []int
	for i, ch := range changes {
		if ch.update {
			places, at = append(places, ch.place), append(at, i)
		} else {
			items[i] = ch.put
		}
	}
	read, err := p.upstream.items(ctx, places)
	if err != nil {
		return nil, err
	}
	for n, i := range at {
		items[i] = read[n]
	}
	return items, nil
}

// cost is what the index costs when an item becomes another; either may be nil.
func (x index) cost(before, after item) float64 {
	was, is := x.entry(before), x.entry(after)
	switch {
	case was == nil && is == nil:
		return 0
	case was == nil:
		return blocks(is.size(), writeUnit)
	case is == nil:
		return blocks(was.size(), writeUnit)
	case !was.only(x.key).equal(is.only(x.key)): // one entry goes, another comes
		return blocks(was.size(), writeUnit) + blocks(is.size(), writeUnit)
	case was.equal(is):
		return 0
	default:
		return blocks(max(was.size(), is.size()), writeUnit)
	}
}

// blocks is how many units of a size are begun; even nothing costs one.
func blocks(size, unit int) float64 { return float64(max(1, (size+unit-1)/unit)) }

// target is the part that all single writes have in common.
type target struct {
	TableName string
	Key       item
	Item      item
}

// changes reads a write request.
func (p *Proxy) changes(ctx context.Context, c *call) (changes []change, token string, err error) {
	add := func(kind string, t target) error {
		s, err := p.schemas.of(ctx, p.upstream, t.TableName)
		if err != nil {
			return err
		}
		ch := change{place: place{t.TableName, t.Key}, schema: s, update: kind == "Update", check: kind == "ConditionCheck"}
		if kind == "Put" {
			ch.key, ch.put = t.Item.only(s.key), t.Item
		}
		changes = append(changes, ch)
		return nil
	}
	switch c.operation {
	case "TransactWriteItems":
		var request struct {
			ClientRequestToken string
			TransactItems      []map[string]target // one entry: Put, Update, Delete or ConditionCheck
		}
		err = json.Unmarshal(c.body, &request)
		token = request.ClientRequestToken
		for _, write := range request.TransactItems {
			for kind, t := range write {
				if err == nil {
					err = add(kind, t)
				}
			}
		}
	case "BatchWriteItem":
		var request struct {
			RequestItems map[string][]map[string]target // one entry: PutRequest or DeleteRequest
		}
		err = json.Unmarshal(c.body, &request)
		for table, writes := range request.RequestItems {
			for _, write := range writes {
				for kind, t := range write {
					t.TableName = table
					if err == nil {
						err = add(kind[:len(kind)-len("Request")], t)
					}
				}
			}
		}
	default:
		var t target
		if err = json.Unmarshal(c.body, &t); err == nil {
			err = add(c.operation[:len(c.operation)-len("Item")], t)
		}
	}
	if err != nil {
		return nil, "", fmt.Errorf("read a %s: %w", c.operation, err)
	}
	return changes, token, nil
}

// replays remembers the client request tokens of transactions that were done. Safe for concurrent use.
type replays struct {
	mu    sync.Mutex
	seen  map[string]bool
	order []string
}

const replaysKept = 10_000

// first reports whether the token is new, and keeps it.
func (r *replays) first(token string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen[token] {
		return false
	}
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	r.seen[token] = true
	r.order = append(r.order, token)
	if len(r.order) > replaysKept {
		delete(r.seen, r.order[0])
		r.order = r.order[1:]
	}
	return true
}
