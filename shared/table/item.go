package table

import (
	"fmt"
	"maps"
	"strconv"
	"time"

	"samplepath/shared/table/keys"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Item is an item as DynamoDB has it.
type Item = map[string]types.AttributeValue

// Places are the places of an item in the indexes.
type Places struct{ GSI1, GSI2, GSI3, GSI4 keys.Entry }

// All are the places in the order of Indexes.
func (in Places) All() []keys.Entry { return []keys.Entry{in.GSI1, in.GSI2, in.GSI3, in.GSI4} }

// A state is stored under its JSON names, so that there is one name for a field from the wire to the table. Times are
// numbers of milliseconds, which are shorter than text; keys hold them as text.

// EncodeTime is a time as states hold it: in milliseconds.
func EncodeTime(t time.Time) (types.AttributeValue, error) { return encodeTime(t), nil }

func encodeTime(t time.Time) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(t.UnixMilli(), 10)}
}

func decodeTime(n string) (time.Time, error) {
	ms, err := strconv.ParseInt(n, 10, 64)
	if err != nil {
		return time.Time{}, err
	}
	return time.UnixMilli(ms).UTC(), nil
}

// Encode is a state as an item, without its keys. Fields that are null are left out.
func Encode(state any) (Item, error) {
	out, err := attributevalue.MarshalMapWithOptions(state, func(o *attributevalue.EncoderOptions) {
		o.TagKey = "json"
		o.EncodeTime = EncodeTime
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

// Decode is an item as a state.
func Decode[T any](item Item) (T, error) {
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

// DecodeAll is Decode for many, in their order.
func DecodeAll[T any](items []Item) ([]T, error) {
	out := make([]T, 0, len(items))
	for _, item := range items {
		state, err := Decode[T](item)
		if err != nil {
			return nil, err
		}
		out = append(out, state)
	}
	return out, nil
}

// Text is a text for a condition or an item.
func Text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

// Number is a whole number for a condition or an item.
func Number(n int) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.Itoa(n)}
}

// TextOf is the text of an attribute; empty where there is none.
func TextOf(item Item, name string) string {
	if value, ok := item[name].(*types.AttributeValueMemberS); ok {
		return value.Value
	}
	return ""
}

// Primary are the attributes that a key is made of.
func Primary(k keys.Key) Item { return Item{PK: Text(k.PK), SK: Text(k.SK)} }

// KeyOf is the primary key of an item, or of an index's entry.
func KeyOf(item Item) keys.Key { return keys.Key{PK: TextOf(item, PK), SK: TextOf(item, SK)} }

// Place adds the keys to an item's attributes.
func Place(item Item, key keys.Key, in Places) Item {
	item[PK], item[SK] = Text(key.PK), Text(key.SK)
	for i, index := range in.All() {
		if index.PK != "" {
			item[Indexes[i].PartitionKey], item[Indexes[i].SortKey] = Text(index.PK), Text(index.SK)
		}
	}
	return item
}

// NumberOf is the whole number of an attribute; 0 where there is none.
func NumberOf(item Item, name string) int {
	value, ok := item[name].(*types.AttributeValueMemberN)
	if !ok {
		return 0
	}
	n, _ := strconv.Atoi(value.Value) // DynamoDB holds whole numbers as they were written
	return n
}
