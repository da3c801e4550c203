package table

import (
	"fmt"
	"maps"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// attributes is an item as DynamoDB has it.
type attributes = map[string]types.AttributeValue

// indexed are the places of an item in the indexes.
type indexed struct{ GSI1, GSI2, GSI3, GSI4 indexKey }

// all are the places in the order of Indexes.
func (in indexed) all() []indexKey { return []indexKey{in.GSI1, in.GSI2, in.GSI3, in.GSI4} }

// A state is stored under its JSON names, so that there is one name for a field from the wire to the table. Times are
// numbers of milliseconds, which are shorter than text; keys hold them as text.

func encodeTime(t time.Time) (types.AttributeValue, error) {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(t.UnixMilli(), 10)}, nil
}

func decodeTime(n string) (time.Time, error) {
	ms, err := strconv.ParseInt(n, 10, 64)
	if err != nil {
		return time.Time{}, err
	}
	return time.UnixMilli(ms).UTC(), nil
}

func encode(state any) (attributes, error) {
	out, err := attributevalue.MarshalMapWithOptions(state, func(o *attributevalue.EncoderOptions) {
		o.TagKey = "json"
		o.EncodeTime = encodeTime
		o.OmitEmptyTime = true
	})
	if err != nil {
		return nil, fmt.Errorf("encode an item: %w", err)
	}
	maps.DeleteFunc(out, func(_ string, value types.AttributeValue) bool {
		_, null := value.(*types.AttributeValueMemberNULL)
		return null
	})
	return out, nil
}

func decode[T any](item attributes) (T, error) {
	var out T
	err := attributevalue.UnmarshalMapWithOptions(item, &out, func(o *attributevalue.DecoderOptions) {
		o.TagKey = "json"
		o.DecodeTime.N = decodeTime
	})
	if err != nil {
		return out, fmt.Errorf("decode an item: %w", err)
	}
	return out, nil
}

func decodeAll[T any](items []attributes) ([]T, error) {
	out := make([]T, 0, len(items))
	for _, item := range items {
		state, err := decode[T](item)
		if err != nil {
			return nil, err
		}
		out = append(out, state)
	}
	return out, nil
}

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func number(n int) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.Itoa(n)}
}

func textOf(item attributes, name string) string {
	if value, ok := item[name].(*types.AttributeValueMemberS); ok {
		return value.Value
	}
	return ""
}

// primary are the attributes that a key is made of.
func primary(k Key) attributes { return attributes{PK: text(k.PK), SK: text(k.SK)} }

func keyOf(item attributes) Key { return Key{textOf(item, PK), textOf(item, SK)} }

// place adds the keys to an item's attributes.
func place(item attributes, key Key, in indexed) attributes {
	item[PK], item[SK] = text(key.PK), text(key.SK)
	for i, index := range in.all() {
		if index.PK != "" {
			item[Indexes[i].PartitionKey], item[Indexes[i].SortKey] = text(index.PK), text(index.SK)
		}
	}
	return item
}

func numberOf(item attributes, name string) int {
	value, ok := item[name].(*types.AttributeValueMemberN)
	if !ok {
		return 0
	}
	n, _ := strconv.Atoi(value.Value) // DynamoDB holds whole numbers as they were written
	return n
}
