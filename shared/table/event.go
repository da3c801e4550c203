package table

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"

	"samplepath/shared/event"
)

// record adds an event to the timeline of the aggregate whose item is at key. Its id holds the version, so no other
// event can stand in its place.
func (c *Change) record(aggregate Key, e event.Event) {
	item, err := encodeEvent(e)
	if err != nil {
		c.err = errors.Join(c.err, err)
		return
	}
	c.put(place(item, eventKey(aggregate, e.ID), indexed{}), notThere, nil, always(ErrChanged))
}

// changeAttribute holds the merge patch of an event as JSON text: it is read as a whole, and JSON keeps its types.
const changeAttribute = "change"

func encodeEvent(e event.Event) (attributes, error) {
	patch, err := json.Marshal(e.Change)
	if err != nil {
		return nil, fmt.Errorf("encode an event: %w", err)
	}
	e.Change = nil
	item, err := encode(e)
	if err != nil {
		return nil, err
	}
	item[changeAttribute] = text(string(patch))
	return item, nil
}

func decodeEvent(item attributes) (event.Event, error) {
	patch := textOf(item, changeAttribute)
	item = maps.Clone(item)
	delete(item, changeAttribute)
	e, err := decode[event.Event](item)
	switch {
	case err != nil:
		return e, err
	case e.ID == "":
		return e, ErrNotEvent
	}
	if err := json.Unmarshal([]byte(patch), &e.Change); err != nil {
		return e, fmt.Errorf("decode event %s: %w", e.ID, err)
	}
	return e, nil
}

func decodeEvents(items []attributes) ([]event.Event, error) {
	out := make([]event.Event, 0, len(items))
	for _, item := range items {
		e, err := decodeEvent(item)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

func isEvent(key Key) bool { return strings.HasPrefix(key.SK, "EVENT#") }

// made is a Change that stores a new aggregate and its first event.
func made[A event.Aggregate](state A, e event.Event, at layout[A], refused func(attributes) error) Change {
	var c Change
	create(&c, state, at, refused)
	key, _ := at(state)
	c.record(key, e)
	return c
}

// moved is a Change that takes an aggregate from before to after and records the event.
func moved[A event.Aggregate](before, after A, e event.Event, at layout[A]) Change {
	var c Change
	replace(&c, before, after, at)
	key, _ := at(before)
	c.record(key, e)
	return c
}

// Timeline lists one page of a sample's events, oldest first. Table, PK = SAMPLE#id, SK begins with EVENT#, up to date.
// For get-sample-timeline.
func (t *Table) Timeline(ctx context.Context, sampleID string, p Page) ([]event.Event, string, error) {
	items, cursor, err := t.page(ctx, query{partition: sampleKey(sampleID).PK, prefix: "EVENT#"}, p)
	if err != nil {
		return nil, "", err
	}
	events, err := decodeEvents(items)
	return events, cursor, err
}
