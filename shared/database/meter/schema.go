package meter

import (
	"context"
	"strings"
	"sync"
)

// schema is what of a table's definition costs depend on.
type schema struct {
	key     map[string]bool // names of the key attributes
	indexes []index
}

// index is a secondary index, global or local.
type index struct {
	key       map[string]bool
	projected map[string]bool // nil means all attributes
}

// entry returns what the index holds of an item, or nothing if the item is not in it.
func (x index) entry(i item) item {
	for name := range x.key {
		if _, found := i[name]; !found {
			return nil
		}
	}
	if x.projected == nil {
		return i
	}
	return i.only(x.projected)
}

// schemas are the tables seen so far. Safe for concurrent use.
type schemas struct {
	mu     sync.Mutex
	tables map[string]*schema
}

type description struct {
	Table struct {
		KeySchema              []keyElement
		GlobalSecondaryIndexes []indexDescription
		LocalSecondaryIndexes  []indexDescription
	}
}

type keyElement struct{ AttributeName string }

type indexDescription struct {
	KeySchema  []keyElement
	Projection struct {
		ProjectionType   string
		NonKeyAttributes []string
	}
}

// of returns the schema of a table, from upstream if it is not known.
func (s *schemas) of(ctx context.Context, u *upstream, table string) (*schema, error) {
	s.mu.Lock()
	known := s.tables[table]
	s.mu.Unlock()
	if known != nil {
		return known, nil
	}
	var d description
	if err := u.call(ctx, "DescribeTable", map[string]string{"TableName": table}, &d); err != nil {
		return nil, err
	}
	found := &schema{key: names(d.Table.KeySchema)}
	for _, x := range append(d.Table.GlobalSecondaryIndexes, d.Table.LocalSecondaryIndexes...) {
		one := index{key: names(x.KeySchema)}
		if x.Projection.ProjectionType != "ALL" {
			one.projected = names(append(x.KeySchema, d.Table.KeySchema...))
			for _, name := range x.Projection.NonKeyAttributes {
				one.projected[name] = true
			}
		}
		found.indexes = append(found.indexes, one)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tables == nil {
		s.tables = map[string]*schema{}
	}
	s.tables[table] = found
	return found, nil
}

// forget drops what may have changed: everything, since definitions change rarely.
func (s *schemas) forget(c *call) {
	if strings.HasSuffix(c.operation, "Table") && c.operation != "DescribeTable" {
		s.mu.Lock()
		s.tables = nil
		s.mu.Unlock()
	}
}

func names(elements []keyElement) map[string]bool {
	all := map[string]bool{}
	for _, element := range elements {
		all[element.AttributeName] = true
	}
	return all
}
