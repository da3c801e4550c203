package table

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Looked is how many entries of a partition a page looks at, where not all of them are wanted.
const Looked = 250

// Merge asks for one or several partitions of the table or an index as one list, in the order of their sort keys, of which no two are
// the same.
type Merge struct {
	Index      string // empty: the table itself, read up to date
	Partitions []string
	Above      string // of a list that is not newest first: all sort keys are above this
	Newest     bool   // highest sort key first
	Bound      string // what else a cursor is bound to
	All        bool   // every entry is wanted: a page looks at no more than it shows
}

// Merged reads one page of a list over several partitions, side by side. choose says what an entry is, and whether it is wanted. Where
// the entries that were looked at are of no use, a page is short, or even empty, before the last one.
func Merged[T any](ctx context.Context, t *Table, m Merge, p Page, choose func(Item) (T, bool, error)) (out []T, cursor string, err error) {
	bound := Query{Index: m.Index, Partition: strings.Join(m.Partitions, " "), Bound: m.Bound, Newest: m.Newest}
	after, err := bound.Resume(p.Caller, p.Cursor)
	if err != nil {
		return nil, "", err
	}
	entries, until, err := m.look(ctx, t, TextOf(after, SK), p.Limit)
	if err != nil {
		return nil, "", err
	}
	for i, entry := range entries {
		one, wanted, err := choose(entry)
		if err != nil {
			return nil, "", err
		}
		if !wanted {
			continue
		}
		if out = append(out, one); len(out) == p.Limit && (i+1 < len(entries) || until != "") {
			until = m.placeOf(entry)
			break
		}
	}
	if until == "" {
		return out, "", nil
	}
	return out, bound.Cursor(p.Caller, Item{SK: Text(until)}), nil
}

// look reads the next entries of each partition, and gives those up to the sort key until which nothing can come between them any more:
// the first of the last ones of the partitions that have more. It is "" where all were read to their ends.
func (m Merge) look(ctx context.Context, t *Table, after string, limit int) (entries []Item, until string, err error) {
	read, more := make([][]Item, len(m.Partitions)), make([]bool, len(m.Partitions))
	group, ctx := errgroup.WithContext(ctx)
	for i, partition := range m.Partitions {
		group.Go(func() error {
			items, next, err := t.Ask(ctx, m.query(partition, after, limit))
			read[i], more[i] = items, len(next) > 0 && len(items) > 0
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, "", err
	}
	for i, items := range read {
		entries = append(entries, items...)
		if !more[i] {
			continue
		}
		if last := m.placeOf(items[len(items)-1]); until == "" || m.compare(last, until) < 0 {
			until = last
		}
	}
	slices.SortFunc(entries, func(a, b Item) int { return m.compare(m.placeOf(a), m.placeOf(b)) })
	if until != "" {
		entries = slices.DeleteFunc(entries, func(entry Item) bool { return m.compare(m.placeOf(entry), until) > 0 })
	}
	return entries, until, nil
}

// query asks for the next entries of a partition, behind a sort key if there is one.
func (m Merge) query(partition, after string, limit int) Query {
	q := Query{Index: m.Index, Partition: partition, Newest: m.Newest, Above: m.Above, Limit: Looked}
	if m.All {
		q.Limit = limit
	}
	switch {
	case after == "":
	case m.Newest:
		q.Below = after
	default:
		q.Above = max(m.Above, after)
	}
	return q
}

func (m Merge) placeOf(entry Item) string {
	if m.Index == "" {
		return TextOf(entry, SK)
	}
	return TextOf(entry, indexOf(m.Index).SortKey)
}

func (m Merge) compare(a, b string) int {
	if m.Newest {
		a, b = b, a
	}
	return cmp.Compare(a, b)
}
