package table_test

import (
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/inbox"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/tabletest"
)

type item = map[string]types.AttributeValue

// units is what DynamoDB charges for taking an item from before to after in a transaction: two units for each kilobyte
// of the larger one, and one for each entry of an index that is made, changed or removed (its entries are small).
func units(before, after item) (base, index int) {
	base = 2 * max(1, (max(size(before), size(after))+1023)/1024)
	for _, i := range table.Indexes {
		old, next := entry(i, before), entry(i, after)
		switch {
		case maps.Equal(old, next):
		case len(old) == 0 || len(next) == 0:
			index++
		case old[i.PartitionKey] == next[i.PartitionKey] && old[i.SortKey] == next[i.SortKey]:
			index++
		default: // its key has changed: one entry goes, one comes
			index += 2
		}
	}
	return base, index
}

// entry is what an index holds of an item, as text; empty where the item is not in it.
func entry(i table.Index, from item) map[string]string {
	if from[i.PartitionKey] == nil {
		return nil
	}
	out := map[string]string{}
	for _, name := range append([]string{i.PartitionKey, i.SortKey, table.PK, table.SK}, i.Include...) {
		if value, ok := from[name].(*types.AttributeValueMemberS); ok {
			out[name] = value.Value
		}
	}
	return out
}

func TestUnitsOfAnIndex(t *testing.T) {
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	of := func(partition, other string) item {
		return item{"PK": text("p"), "SK": text("s"), "GSI2PK": text(partition), "GSI2SK": text("s"), "addressId": text(other)}
	}
	outside := item{"PK": text("p"), "SK": text("s")}
	for name, test := range map[string]struct {
		before, after item
		want          int
	}{
		"untouched": {of("a", "x"), of("a", "x"), 0}, "enters": {outside, of("a", "x"), 1}, "leaves": {of("a", "x"), outside, 1},
		"moves": {of("a", "x"), of("b", "x"), 2}, "projection changes": {of("a", "x"), of("a", "y"), 1}, "never in it": {outside, outside, 0},
	} {
		if _, got := units(test.before, test.after); got != test.want {
			t.Errorf("%s: %d units, want %d", name, got, test.want)
		}
	}
}

// maxUnits is the budget of one command, without the record of an Idempotency-Key, which costs two
// more for an answer of up to a kilobyte.
const maxUnits = 8

// over are the commands above the budget, with what they must not outgrow. An order and the end of a sample count for the
// policy's limits (feature F6) in their own transaction: two units each.
var over = map[string]int{
	"register-products": 12, "review-registration": 10, // the tabs' counters, in the same transaction: a consumer would cost more, and lag
	"add-to-showcase": 9, // the product's creators are listed (feature C6)
	"order-sample":    17, "submit-content": 9, "record-outcome": 10,
	"receive-carrier-event": 11, // a delivered parcel gets an item that keeps it on its seller's list: see DECISIONS.md
	"reserve-sample":        18, // an order, with a condition on the request that it waits for (feature F9)
}

// Budget: what each command of a sample's life writes. -v prints the table.
func TestWriteUnitsOfEachCommand(t *testing.T) {
	cost := measure(t, happyPath)
	if !slices.Contains(cost.steps, "record-outcome") {
		t.Fatalf("the life was not whole: %v", cost.steps)
	}
}

// Feature F9: what an order ahead of the authorization writes.
func TestWriteUnitsOfAReservation(t *testing.T) {
	cost := measure(t, func(w *tabletest.World) { w.Join().Ask().Reserve() })
	if !slices.Contains(cost.steps, "reserve-sample") {
		t.Fatalf("no sample was reserved: %v", cost.steps)
	}
}

// measure judges what each command of a life writes.
func measure(t *testing.T, live func(*tabletest.World)) *meter {
	t.Helper()
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	cost := &meter{T: t, client: client, table: tab, dearest: map[string]line{}}
	live(tabletest.In(t, tab, cost.begin))
	cost.end()
	total := 0
	for _, step := range cost.steps {
		l := cost.dearest[step]
		total += l.all
		t.Logf("%-24s %d items  %2d units (%d for items, %d for indexes)", step, l.items, l.units(), l.base, l.index)
		if l.units() > max(maxUnits, over[step]) {
			t.Errorf("%s writes %d units, more than %d", step, l.units(), max(maxUnits, over[step]))
		}
		if l.items > 10 {
			t.Errorf("%s writes %d items", step, l.items)
		}
	}
	t.Logf("%-24s %9s %2d units", "all together", "", total)
	return cost
}

// line is what the dearest call of a command costs, and all its calls together.
type line struct{ items, base, index, all int }

func (l line) units() int { return l.base + l.index }

// meter compares the items of each transaction before and after it.
type meter struct {
	*testing.T
	client  *dynamodb.Client
	table   *table.Table
	step    string
	keys    []keys.Key
	before  []item
	steps   []string
	dearest map[string]line
}

func (m *meter) begin(step string, c table.Change, _ event.Event) {
	m.end()
	m.step, m.keys, m.before = step, c.Keys(), nil
	for _, key := range m.keys {
		m.before = append(m.before, read(m.T, m.client, m.table, key))
	}
}

func (m *meter) end() {
	if m.step == "" {
		return
	}
	now := line{items: len(m.keys)}
	for i, key := range m.keys {
		base, index := units(m.before[i], read(m.T, m.client, m.table, key))
		now.base, now.index = now.base+base, now.index+index
	}
	if !slices.Contains(m.steps, m.step) {
		m.steps = append(m.steps, m.step)
	}
	now.all = m.dearest[m.step].all + now.units()
	if was := m.dearest[m.step]; was.units() > now.units() {
		now.items, now.base, now.index = was.items, was.base, was.index
	}
	m.dearest[m.step] = now
}

// What is kept for a time says until when, in the attribute by which DynamoDB deletes.
func TestTimesToLive(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	at := tabletest.Day(10, 18)
	if err := inbox.Deliver(t.Context(), tab, "smp_1.000004", notice.Notice{ID: "n", Inbox: "crt_1", Type: sample.EventDelivered, At: at}, at); err != nil {
		t.Fatal(err)
	}
	kept := read(t, client, tab, keys.Key{PK: "INBOX#crt_1", SK: "2030-06-10T18:00:00.000Z#smp_1.000004"})
	w := tabletest.In(t, tab, nil)
	published := w.Campaign
	published.Version++
	change := campaigns.Changed(w.Campaign, published, changed(w.Campaign, published, "campaign.touched"))
	if err := tab.Commit(t.Context(), change.Remember(table.Idempotency{Caller: "agn_1", Key: "k", Until: at}, start)); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		item item
		want int64
	}{
		"notice": {kept, at.AddDate(0, 0, 180).Unix()},
		"answer": {read(t, client, tab, keys.Key{PK: "IDEM#agn_1#k", SK: "IDEM"}), at.Unix()},
	} {
		if n, ok := test.item[table.TTLAttribute].(*types.AttributeValueMemberN); !ok || n.Value != strconv.FormatInt(test.want, 10) {
			t.Errorf("%s lives until %v, want %d", name, test.item[table.TTLAttribute], test.want)
		}
	}
}
