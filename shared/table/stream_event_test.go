package table_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/event"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/tabletest"
)

var update = flag.Bool("update", false, "write the sample event of publish-events anew")

// The sample event of publish-events holds event items exactly as the table stores them.
func TestGoldenStreamEvent(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	var written []event.Event
	w := tabletest.In(t, tab, func(_ string, _ table.Change, e event.Event) { written = append(written, e) })
	w.Authorized().Order().Label().Dispatch().Deliver()
	written = written[len(written)-2:] // dispatched and delivered

	var records []any
	for i, e := range written {
		item := read(t, client, tab, keys.Key{PK: "SAMPLE#" + e.Subject, SK: "EVENT#" + e.ID})
		records = append(records, record(i, item))
	}
	got, err := json.MarshalIndent(map[string]any{"Records": records}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	var delivered events.DynamoDBEvent
	if err := json.Unmarshal(got, &delivered); err != nil {
		t.Fatal(err)
	}
	for i, e := range written {
		read, err := table.EventFromImage(delivered.Records[i].Change.NewImage)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := show(read), show(e); got != want {
			t.Errorf("read    %s\nwritten %s", got, want)
		}
	}
	file := "../../events/publish-events/sample-dispatched-and-delivered.json"
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the table stores (%v); make golden renews it:\n%s", file, err, got)
	}
}

// The stream's filter lets event items through only; what is none all the same is refused, not misread.
func TestImagesThatAreNoEvents(t *testing.T) {
	text := events.NewStringAttribute
	for name, image := range map[string]map[string]events.DynamoDBAttributeValue{
		"nothing": nil, "a sample": {"PK": text("SAMPLE#1"), "id": events.NewNumberAttribute("1")},
		"no change": {"id": text("smp_1.000001")}, "a broken change": {"id": text("smp_1.000001"), "change": text("{")},
	} {
		if e, err := table.EventFromImage(image); err == nil {
			t.Errorf("%s was read as %+v", name, e)
		}
	}
}

func record(i int, item map[string]types.AttributeValue) any {
	sequence := []string{"4421584500000000017450439091", "4421584500000000017450439092"}[i]
	return map[string]any{
		"eventID": []string{"7de3041dd709b024af6f29e4fa13d34c", "7de3041dd709b024af6f29e4fa13d34d"}[i], "eventName": "INSERT",
		"eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "us-east-1",
		"eventSourceARN": "arn:aws:dynamodb:us-east-1:000000000000:table/samplepath/stream/2030-05-01T00:00:00.000",
		"dynamodb": map[string]any{
			"ApproximateCreationDateTime": tabletest.Day(10, 18).Unix(), "SequenceNumber": sequence, "SizeBytes": size(item),
			"StreamViewType": "NEW_IMAGE", "Keys": wire(map[string]types.AttributeValue{table.PK: item[table.PK], table.SK: item[table.SK]}),
			"NewImage": wire(item),
		},
	}
}

// wire is an item in DynamoDB's JSON.
func wire(item map[string]types.AttributeValue) map[string]any {
	out := map[string]any{}
	for name, value := range item {
		out[name] = wireValue(value)
	}
	return out
}

func wireValue(value types.AttributeValue) any {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return map[string]any{"S": v.Value}
	case *types.AttributeValueMemberN:
		return map[string]any{"N": v.Value}
	case *types.AttributeValueMemberBOOL:
		return map[string]any{"BOOL": v.Value}
	case *types.AttributeValueMemberM:
		return map[string]any{"M": wire(v.Value)}
	case *types.AttributeValueMemberL:
		list := []any{}
		for _, element := range v.Value {
			list = append(list, wireValue(element))
		}
		return map[string]any{"L": list}
	}
	panic("the table stores another kind of attribute")
}

// read is an item as it is stored; empty where there is none.
func read(t *testing.T, client *dynamodb.Client, tab *table.Table, key keys.Key) map[string]types.AttributeValue {
	t.Helper()
	name := tab.Name()
	answer, err := client.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: &name, Key: table.Primary(key)})
	if err != nil {
		t.Fatal(err)
	}
	return answer.Item
}

func sorted[K ~string, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
