package table

import (
	"errors"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/event"
)

// ErrNotEvent is the answer where a stream's image is not an event item.
var ErrNotEvent = errors.New("not an event item")

// EventFromImage reads an event from the new image of a stream record.
func EventFromImage(in map[string]events.DynamoDBAttributeValue) (event.Event, error) {
	return decodeEvent(image(in))
}

// image turns the event's attribute values into the SDK's, of which there are two kinds.
func image(in map[string]events.DynamoDBAttributeValue) Item {
	out := make(Item, len(in))
	for name, value := range in {
		out[name] = attribute(value)
	}
	return out
}

func attribute(v events.DynamoDBAttributeValue) types.AttributeValue {
	switch v.DataType() {
	case events.DataTypeString:
		return &types.AttributeValueMemberS{Value: v.String()}
	case events.DataTypeNumber:
		return &types.AttributeValueMemberN{Value: v.Number()}
	case events.DataTypeBoolean:
		return &types.AttributeValueMemberBOOL{Value: v.Boolean()}
	case events.DataTypeMap:
		return &types.AttributeValueMemberM{Value: image(v.Map())}
	case events.DataTypeList:
		list := make([]types.AttributeValue, 0, len(v.List()))
		for _, item := range v.List() {
			list = append(list, attribute(item))
		}
		return &types.AttributeValueMemberL{Value: list}
	case events.DataTypeBinary:
		return &types.AttributeValueMemberB{Value: v.Binary()}
	case events.DataTypeStringSet:
		return &types.AttributeValueMemberSS{Value: v.StringSet()}
	case events.DataTypeNumberSet:
		return &types.AttributeValueMemberNS{Value: v.NumberSet()}
	case events.DataTypeBinarySet:
		return &types.AttributeValueMemberBS{Value: v.BinarySet()}
	case events.DataTypeNull:
	}
	return &types.AttributeValueMemberNULL{Value: true}
}
