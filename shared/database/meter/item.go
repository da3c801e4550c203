package meter

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// item is an item, a key or a part of one.
type item map[string]attribute

// attribute is a value in DynamoDB's JSON; exactly one field is set.
type attribute struct {
	S    *string              `json:",omitempty"`
	N    *string              `json:",omitempty"`
	B    *[]byte              `json:",omitempty"`
	BOOL *bool                `json:",omitempty"`
	NULL *bool                `json:",omitempty"`
	SS   []string             `json:",omitempty"`
	NS   []string             `json:",omitempty"`
	BS   [][]byte             `json:",omitempty"`
	L    []attribute          `json:",omitzero"`
	M    map[string]attribute `json:",omitzero"`
}

// place says where an item is.
type place struct {
	table string
	key   item
}

// id is the same for the same place.
func (p place) id() string {
	text, err := json.Marshal(p.key) // the names come out sorted
	if err != nil {
		panic(err) // strings and bytes always marshal
	}
	return p.table + " " + string(text)
}

// has reports whether the item's attributes include all of key's.
func (i item) has(key item) bool {
	for name, value := range key {
		if own, found := i[name]; !found || !own.equal(value) {
			return false
		}
	}
	return true
}

// only returns the attributes of these names.
func (i item) only(names map[string]bool) item {
	part := item{}
	for name, value := range i {
		if names[name] {
			part[name] = value
		}
	}
	return part
}

func (i item) equal(other item) bool { return maps.EqualFunc(i, other, attribute.equal) }

// size is the item's size in bytes by the rules of the DynamoDB developer guide, "DynamoDB item sizes and formats".
func (i item) size() int {
	size := 0
	for name, value := range i {
		size += len(name) + value.size()
	}
	return size
}

const (
	documentOverhead = 3 // of a list or map
	elementOverhead  = 1 // of each element of one
)

func (a attribute) size() int {
	size := 0
	switch {
	case a.S != nil:
		return len(*a.S)
	case a.N != nil:
		return numberSize(*a.N)
	case a.B != nil:
		return len(*a.B)
	case a.BOOL != nil, a.NULL != nil:
		return 1
	case a.L != nil:
		size = documentOverhead
		for _, element := range a.L {
			size += elementOverhead + element.size()
		}
	case a.M != nil:
		size = documentOverhead
		for name, element := range a.M {
			size += elementOverhead + len(name) + element.size()
		}
	}
	for _, s := range a.SS {
		size += len(s)
	}
	for _, n := range a.NS {
		size += numberSize(n)
	}
	for _, b := range a.BS {
		size += len(b)
	}
	return size
}

// numberSize is a byte for every two significant digits, one more, and one for a minus sign.
func numberSize(number string) int {
	mantissa, _, _ := strings.Cut(strings.ToLower(number), "e")
	negative := strings.HasPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(strings.TrimLeft(mantissa, "+-"), ".")
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if fraction == "" {
		whole = strings.TrimRight(whole, "0")
	}
	if whole == "" {
		fraction = strings.TrimLeft(fraction, "0")
	}
	size := (len(whole)+len(fraction)+1)/2 + 1
	if negative {
		size++
	}
	return size
}

func (a attribute) equal(b attribute) bool {
	return same(a.S, b.S) && same(a.N, b.N) && same(a.BOOL, b.BOOL) && same(a.NULL, b.NULL) &&
		(a.B == nil) == (b.B == nil) && (a.B == nil || bytes.Equal(*a.B, *b.B)) &&
		(a.L == nil) == (b.L == nil) && slices.EqualFunc(a.L, b.L, attribute.equal) &&
		(a.M == nil) == (b.M == nil) && maps.EqualFunc(a.M, b.M, attribute.equal) &&
		sameSet(a.SS, b.SS) && sameSet(a.NS, b.NS) && sameSet(texts(a.BS), texts(b.BS))
}

func same[T comparable](a, b *T) bool {
	return a == b || (a != nil && b != nil && *a == *b)
}

// sameSet ignores the order, which means nothing in a set.
func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func texts(values [][]byte) []string {
	var all []string
	for _, value := range values {
		all = append(all, string(value))
	}
	return all
}
