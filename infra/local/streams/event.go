package streams

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// record is a stream record on its way to a function.
type record struct {
	sequence string
	read     time.Time // virtual
	event    []byte    // JSON, as functions see it
}

// newRecord returns the record in the form of a Lambda event, as decoded JSON for the filters and as text. DynamoDB Local
// stamps records with the machine's time and with a region of its own: functions see the virtual time and the stack's
// region instead.
func newRecord(r types.Record, eventSourceARN string, now time.Time) (record, any, error) {
	change := map[string]any{
		"ApproximateCreationDateTime": float64(now.Unix()),
		"SequenceNumber":              aws.ToString(r.Dynamodb.SequenceNumber),
		"SizeBytes":                   float64(aws.ToInt64(r.Dynamodb.SizeBytes)),
		"StreamViewType":              string(r.Dynamodb.StreamViewType),
	}
	for name, attributes := range map[string]map[string]types.AttributeValue{
		"Keys": r.Dynamodb.Keys, "NewImage": r.Dynamodb.NewImage, "OldImage": r.Dynamodb.OldImage,
	} {
		if len(attributes) == 0 {
			continue
		}
		object, err := attributeObject(attributes)
		if err != nil {
			return record{}, nil, fmt.Errorf("read %s: %w", name, err)
		}
		change[name] = object
	}
	event := map[string]any{
		"eventID":        aws.ToString(r.EventID),
		"eventName":      string(r.EventName),
		"eventVersion":   aws.ToString(r.EventVersion),
		"eventSource":    "aws:dynamodb",
		"awsRegion":      region,
		"dynamodb":       change,
		"eventSourceARN": eventSourceARN,
	}
	if r.UserIdentity != nil {
		event["userIdentity"] = map[string]any{
			"type": aws.ToString(r.UserIdentity.Type), "principalId": aws.ToString(r.UserIdentity.PrincipalId),
		}
	}
	text, err := json.Marshal(event)
	if err != nil {
		return record{}, nil, err
	}
	return record{sequence: aws.ToString(r.Dynamodb.SequenceNumber), read: now, event: text}, event, nil
}

func attributeObject(attributes map[string]types.AttributeValue) (map[string]any, error) {
	object := make(map[string]any, len(attributes))
	for name, value := range attributes {
		plain, err := attribute(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		object[name] = plain
	}
	return object, nil
}

// attribute returns a value in DynamoDB's JSON, as encoding/json would decode it.
func attribute(value types.AttributeValue) (map[string]any, error) {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return map[string]any{"S": v.Value}, nil
	case *types.AttributeValueMemberN:
		return map[string]any{"N": v.Value}, nil
	case *types.AttributeValueMemberBOOL:
		return map[string]any{"BOOL": v.Value}, nil
	case *types.AttributeValueMemberNULL:
		return map[string]any{"NULL": v.Value}, nil
	case *types.AttributeValueMemberB:
		return map[string]any{"B": base64.StdEncoding.EncodeToString(v.Value)}, nil
	case *types.AttributeValueMemberSS:
		return map[string]any{"SS": list(v.Value, func(s string) any { return s })}, nil
	case *types.AttributeValueMemberNS:
		return map[string]any{"NS": list(v.Value, func(s string) any { return s })}, nil
	case *types.AttributeValueMemberBS:
		return map[string]any{"BS": list(v.Value, func(b []byte) any { return base64.StdEncoding.EncodeToString(b) })}, nil
	case *types.AttributeValueMemberM:
		object, err := attributeObject(v.Value)
		return map[string]any{"M": object}, err
	case *types.AttributeValueMemberL:
		elements := make([]any, 0, len(v.Value))
		for _, element := range v.Value {
			plain, err := attribute(element)
			if err != nil {
				return nil, err
			}
			elements = append(elements, plain)
		}
		return map[string]any{"L": elements}, nil
	default:
		return nil, fmt.Errorf("an attribute of type %T", value)
	}
}

func list[T any](values []T, plain func(T) any) []any {
	all := make([]any, 0, len(values))
	for _, value := range values {
		all = append(all, plain(value))
	}
	return all
}

// batchEvent is the event of an invocation with these records.
func batchEvent(records []record) []byte {
	event := []byte(`{"Records":[`)
	for i, r := range records {
		if i > 0 {
			event = append(event, ',')
		}
		event = append(event, r.event...)
	}
	return append(event, "]}"...)
}
