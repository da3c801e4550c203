package worker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/shared/clock"
	"samplepath/shared/event"
)

var errDown = errors.New("the bus is down")

// records are n records of the stream with events of their own, in their order; edit may break one.
func records(t *testing.T, n int, edit func(i int, record string) string) (raw []json.RawMessage, at time.Time) {
	t.Helper()
	encoded, err := os.ReadFile("../../events/publish-events/sample-dispatched-and-delivered.json")
	if err != nil {
		t.Fatal(err)
	}
	var batch struct{ Records []json.RawMessage }
	if err := json.Unmarshal(encoded, &batch); err != nil {
		t.Fatal(err)
	}
	first := read(batch.Records[0])
	if first.err != nil {
		t.Fatal(first.err)
	}
	for i := range n {
		one := strings.ReplaceAll(first.raw, first.sequence, sequence(i))
		one = strings.ReplaceAll(one, first.event.ID, id(i))
		raw = append(raw, json.RawMessage(edit(i, one)))
	}
	return raw, first.event.At
}

func sequence(i int) string { return fmt.Sprintf("%024d", i) }
func id(i int) string       { return fmt.Sprintf("smp_x.%06d", i) }

// outlet is a bus and a queue as a test wants them.
type outlet struct {
	published []string // ids
	kept      []string // sequence numbers, or "?" of what has none
	bodies    []string
	refuses   func(id string) bool
	full      bool // the queue refuses, too
}

func (o *outlet) publish(_ context.Context, list []event.Event) (int, error) {
	for i, e := range list {
		if o.refuses != nil && o.refuses(e.ID) {
			return i, errDown
		}
		o.published = append(o.published, e.ID)
	}
	return len(list), nil
}

func (o *outlet) keep(_ context.Context, bodies []string) error {
	if o.full {
		return errDown
	}
	for _, body := range bodies {
		o.kept, o.bodies = append(o.kept, read(json.RawMessage(body)).sequence), append(o.bodies, body)
	}
	return nil
}

func same(_ int, record string) string { return record }

func ids(numbers ...int) (out []string) {
	for _, i := range numbers {
		out = append(out, id(i))
	}
	return out
}

// unread is where a batch is to be delivered again from; empty where all is done.
func unread(answer events.DynamoDBEventResponse) string {
	if len(answer.BatchItemFailures) == 0 {
		return ""
	}
	return answer.BatchItemFailures[0].ItemIdentifier
}

func TestABatchIsPublishedInItsOrder(t *testing.T) {
	raw, at := records(t, 4, same)
	o := &outlet{}
	answer := stream{o.publish, o.keep}.consume(clock.With(t.Context(), at), raw)
	if from := unread(answer); from != "" || !slices.Equal(o.published, ids(0, 1, 2, 3)) || len(o.kept) != 0 {
		t.Errorf("published %v, kept %v, again from %q", o.published, o.kept, from)
	}
}

// The batch stops at the first event that cannot be published: that one and those after it are delivered again.
func TestABatchStopsWhereItFails(t *testing.T) {
	raw, at := records(t, 4, same)
	o := &outlet{refuses: func(event string) bool { return event == id(2) }}
	answer := stream{o.publish, o.keep}.consume(clock.With(t.Context(), at.Add(hold-time.Millisecond)), raw)
	if from := unread(answer); from != sequence(2) || !slices.Equal(o.published, ids(0, 1)) || len(o.kept) != 0 {
		t.Errorf("published %v, kept %v, again from %q", o.published, o.kept, from)
	}
}

var value = regexp.MustCompile(`"type":\{"S":"[^"]*"\}`)

// A record that is no event, whatever is wrong with it, is kept as it is, and those around it are published.
func TestAnUnreadableRecordIsSetAside(t *testing.T) {
	for name, harm := range map[string]func(record string) string{
		"no event item":        func(r string) string { return strings.Replace(r, `"id":{"S":"smp_x.`, `"no":{"S":"smp_x.`, 1) },
		"a time that is none":  func(r string) string { return strings.Replace(r, `"at":{"N":`, `"at":{"S":`, 1) },
		"an unknown type":      func(r string) string { return strings.Replace(r, `{"S":`, `{"X":`, 1) },
		"a value that is none": func(r string) string { return value.ReplaceAllString(r, `"type":{}`) },
		"a change that is no JSON": func(r string) string {
			return strings.Replace(r, `"change":{"S":"{`, `"change":{"S":"`, 1)
		},
	} {
		raw, at := records(t, 4, func(i int, record string) string {
			if i != 1 {
				return record
			}
			compact := compacted(t, record)
			broken := harm(compact)
			if broken == compact {
				t.Fatalf("%s: nothing was broken in %s", name, compact)
			}
			return broken
		})
		o := &outlet{}
		answer := stream{o.publish, o.keep}.consume(clock.With(t.Context(), at), raw)
		if from := unread(answer); from != "" || !slices.Equal(o.published, ids(0, 2, 3)) || !slices.Equal(o.kept, []string{sequence(1)}) {
			t.Errorf("%s: published %v, kept %v, again from %q", name, o.published, o.kept, from)
		} else if o.bodies[0] != string(raw[1]) {
			t.Errorf("%s: kept %s", name, o.bodies[0])
		}
	}
}

func compacted(t *testing.T, record string) string {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(record), &value); err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// What can be neither read nor set aside stays in the stream.
func TestNothingIsLeftBehindThatIsNotKept(t *testing.T) {
	raw, at := records(t, 3, func(i int, record string) string {
		if i == 1 {
			return strings.Replace(compacted(t, record), `"id":{"S":"smp_x.`, `"no":{"S":"smp_x.`, 1)
		}
		return record
	})
	o := &outlet{full: true}
	answer := stream{o.publish, o.keep}.consume(clock.With(t.Context(), at), raw)
	if from := unread(answer); from != sequence(1) || !slices.Equal(o.published, ids(0)) {
		t.Errorf("published %v, again from %q", o.published, from)
	}
}

// After an hour in which an event could not be published, it and those after it that are as old are set aside, and the shard
// goes on: an outage of the bus loses nothing to the end of the stream's own memory.
func TestALongOutageSetsEventsAside(t *testing.T) {
	raw, at := records(t, 4, same)
	o := &outlet{refuses: func(event string) bool { return event != id(0) }}
	answer := stream{o.publish, o.keep}.consume(clock.With(t.Context(), at.Add(hold)), raw)
	if from := unread(answer); from != "" || !slices.Equal(o.published, ids(0)) || !slices.Equal(o.kept, []string{sequence(1), sequence(2), sequence(3)}) {
		t.Errorf("published %v, kept %v, again from %q", o.published, o.kept, from)
	}
	if err := (stream{o.publish, o.keep}).republish(t.Context(), o.bodies[0]); !errors.Is(err, errDown) {
		t.Errorf("while the bus is down: %v", err)
	}
	o.refuses = nil
	for _, body := range o.bodies { // and they come back from there
		if err := (stream{o.publish, o.keep}).republish(t.Context(), body); err != nil {
			t.Error(err)
		}
	}
	if want := ids(0, 1, 2, 3); !slices.Equal(o.published, want) {
		t.Errorf("published %v, want %v", o.published, want)
	}
}

// A message of the queue of retries that fails is reported by itself; the others are done with. One for which no time is left is
// not begun.
func TestRetriesFailOneByOne(t *testing.T) {
	input := json.RawMessage(`{"Records":[
		{"messageId":"1","body":"good","eventSource":"aws:sqs"},{"messageId":"2","body":"bad","eventSource":"aws:sqs"},{"messageId":"3","body":"good","eventSource":"aws:sqs"}]}`)
	messages, ok := retries(input)
	if !ok || len(messages) != 3 {
		t.Fatalf("%d messages", len(messages))
	}
	handled := 0
	handle := func(_ context.Context, body string) error {
		handled++
		if body == "bad" {
			return errDown
		}
		return nil
	}
	failed := func(answer events.SQSEventResponse) (out []string) {
		for _, f := range answer.BatchItemFailures {
			out = append(out, f.ItemIdentifier)
		}
		return out
	}
	if got := failed(again(t.Context(), messages, handle)); !slices.Equal(got, []string{"2"}) || handled != 3 {
		t.Errorf("%v failed, %d handled", got, handled)
	}
	late, done := context.WithTimeout(t.Context(), enough-time.Second)
	defer done()
	if got := failed(again(late, messages, handle)); !slices.Equal(got, []string{"1", "2", "3"}) || handled != 3 {
		t.Errorf("without time: %v failed, %d handled", got, handled)
	}
}

// A consumer takes an event from the bus, and the same from its queue; nothing else is taken for a queue's message.
func TestAConsumerIsInvokedInTwoWays(t *testing.T) {
	envelope, err := os.ReadFile("../../events/notify/sample-delivered.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := retries(envelope); ok {
		t.Error("an event of the bus is taken for messages of a queue")
	}
	var got []string
	r := rule{func(_ context.Context, e event.Event) error { got = append(got, e.ID); return nil }}
	if err := r.consume(t.Context(), string(envelope)); err != nil {
		t.Error(err)
	}
	input, err := json.Marshal(map[string]any{"Records": []any{map[string]any{"messageId": "1", "body": string(envelope), "eventSource": "aws:sqs"}}})
	if err != nil {
		t.Fatal(err)
	}
	messages, ok := retries(input)
	if !ok {
		t.Fatal("no messages")
	}
	again(t.Context(), messages, r.consume)
	if len(got) != 2 || got[0] != got[1] {
		t.Errorf("consumed %v", got)
	}
}
