package table_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/event"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/tabletest"
)

// size is an item's size in bytes, by the rules that DynamoDB charges by: "DynamoDB item sizes and formats" in its
// developer guide.
func size(item map[string]types.AttributeValue) int {
	total := 0
	for name, value := range item {
		total += len(name) + sizeOf(value)
	}
	return total
}

func sizeOf(value types.AttributeValue) int {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return len(v.Value)
	case *types.AttributeValueMemberN: // a byte for two significant digits, one more, and one for a minus sign
		digits := strings.Trim(strings.Replace(strings.TrimPrefix(v.Value, "-"), ".", "", 1), "0")
		negative := len(v.Value) - len(strings.TrimPrefix(v.Value, "-"))
		return (len(digits)+1)/2 + 1 + negative
	case *types.AttributeValueMemberB:
		return len(v.Value)
	case *types.AttributeValueMemberM: // three bytes for the map, one for each member
		return 3 + len(v.Value) + size(v.Value)
	case *types.AttributeValueMemberL:
		total := 3 + len(v.Value)
		for _, element := range v.Value {
			total += sizeOf(element)
		}
		return total
	}
	return 1 // booleans and null; the table stores nothing else
}

func TestSizeCountsAsDynamoDBDoes(t *testing.T) {
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	number := func(s string) types.AttributeValue { return &types.AttributeValueMemberN{Value: s} }
	for name, test := range map[string]struct {
		value types.AttributeValue
		want  int
	}{
		"text in UTF-8": {text("aé"), 3}, "even number": {number("1234"), 3}, "odd number": {number("123"), 3},
		"trailing zeros": {number("1000"), 2}, "negative": {number("-12"), 3}, "boolean": {&types.AttributeValueMemberBOOL{}, 1},
		"list": {&types.AttributeValueMemberL{Value: []types.AttributeValue{text("ab"), text("c")}}, 8},
		"map":  {&types.AttributeValueMemberM{Value: map[string]types.AttributeValue{"k": text("ab")}}, 7},
	} {
		if got := sizeOf(test.value); got != test.want {
			t.Errorf("%s: %d bytes, want %d", name, got, test.want)
		}
	}
}

// maxItem is the size up to which a write costs one unit.
const maxItem = 1024

// above are the items that cost two, with the size they must not outgrow: a sample late in its life.
var above = map[string]int{"send-reminders sample": 1040, "record-outcome sample": 1030}

// Budget: items of a sample's whole life stay within one write unit.
func TestItemsOfALifecycleFitOneWriteUnit(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	largest := map[string]map[string]types.AttributeValue{}
	var steps []string
	var waiting []keys.Key
	var pendingStep string
	note := func() {
		for _, key := range waiting {
			kind, _, _ := strings.Cut(key.SK, "#")
			label := pendingStep + " " + strings.ToLower(kind)
			if item := read(t, client, tab, key); size(item) > size(largest[label]) {
				if largest[label] == nil {
					steps = append(steps, label)
				}
				largest[label] = item
			}
		}
	}
	w := tabletest.In(t, tab, func(step string, c table.Change, _ event.Event) {
		note()
		waiting, pendingStep = c.Keys(), step
	})
	happyPath(w)
	note()
	for _, step := range steps {
		item := largest[step]
		t.Logf("%5d bytes  %-40s %s", size(item), step, heaviest(item))
		if size(item) > max(maxItem, above[step]) {
			t.Errorf("%s: an item of %d bytes; most of it: %s", step, size(item), heaviest(item))
		}
	}
	if !slices.Contains(steps, "record-outcome sample") {
		t.Fatalf("the life was not whole: %v", steps)
	}
}

// happyPath takes the world through the life of a sample, with every carrier's event and reminder there can be.
func happyPath(w *tabletest.World) {
	w.Authorized().Order().Label().Dispatch()
	w.Report("shipped", "in_transit", "Accepted at USPS Origin Facility", tabletest.Day(7, 19))
	w.Report("shipped", "out_for_delivery", "Out for Delivery", tabletest.Day(10, 13))
	w.Deliver().Receive().Remind().Post().Complete()
}

// heaviest names the attributes that cost most.
func heaviest(item map[string]types.AttributeValue) string {
	names := sorted(item)
	weight := func(name string) int { return len(name) + sizeOf(item[name]) }
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(weight(b), weight(a)) })
	return strings.Join(names[:min(4, len(names))], ", ")
}
