package table

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/table/keys"
)

// Record adds an event to the timeline of the aggregate whose item is at key. Its id holds the version, so no other
// event can stand in its place.
func (c *Change) Record(aggregate keys.Key, e event.Event) {
	item, err := encodeEvent(e)
	if err != nil {
		c.Fail(err)
		return
	}
	c.Put(Place(item, keys.Event(aggregate, e.ID), Places{}), NotThere, nil, Always(ErrChanged))
}

// changeAttribute holds the merge patch of an event as JSON text: it is read as a whole, and JSON keeps its types.
const changeAttribute = "change"

func encodeEvent(e event.Event) (Item, error) {
	patch, err := json.Marshal(e.Change)
	if err != nil {
		return nil, fmt.Errorf("encode an event: %w", err)
	}
	e.Change = nil
	item, err := Encode(e)
	if err != nil {
		return nil, err
	}
	item[changeAttribute] = Text(string(patch))
	return item, nil
}

func decodeEvent(item Item) (event.Event, error) {
	patch := TextOf(item, changeAttribute)
	item = maps.Clone(item)
	delete(item, changeAttribute)
	e, err := Decode[event.Event](item)
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

// DecodeEvents reads event items, in their order.
func DecodeEvents(items []Item) ([]event.Event, error) {
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

// IsEvent reports whether an item beside an aggregate is one of its events.
func IsEvent(key keys.Key) bool { return strings.HasPrefix(key.SK, "EVENT#") }

// changedAttribute is the time of an aggregate's last event, by a short name: a sample fits a write unit. It is the item's and not the
// state's: no rule goes by it.
const changedAttribute = "upd"

// ChangedSince reports whether an aggregate's item was changed at a time or later. One that was stored without that time might
// have been.
func ChangedSince(item Item, since time.Time) bool {
	changed := NumberOf(item, changedAttribute)
	return changed == 0 || int64(changed) >= since.UnixMilli()
}

// Made is a Change that stores a new aggregate and its first event.
func Made[A event.Aggregate](state A, e event.Event, at Layout[A], refused func(Item) error) Change {
	var c Change
	item, err := Encode(state)
	if err != nil {
		c.Fail(err)
		return c
	}
	key, in := at(state)
	item[changedAttribute] = encodeTime(e.At)
	c.Put(Place(item, key, in), NotThere, nil, refused)
	c.Record(key, e)
	return c
}

// Moved is a Change that takes an aggregate from before to after and records the event.
func Moved[A event.Aggregate](before, after A, e event.Event, at Layout[A]) Change {
	var c Change
	replace(&c, before, after, e.At, at)
	key, _ := at(before)
	c.Record(key, e)
	return c
}
