package table

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/fault"
	"samplepath/shared/table/keys"
)

// Change is one transaction that is ready to be committed: what a business event writes. It holds at most ten items.
type Change struct {
	writes []write
	err    error
}

// Fail keeps a change from being committed: Commit answers the error.
func (c *Change) Fail(err error) { c.err = errors.Join(c.err, err) }

// MaxWrites keeps transactions small enough for every DynamoDB there is.
const MaxWrites = 10

// write is one item of a transaction. refused explains a failed condition by the item that was there, if any.
type write struct {
	item    types.TransactWriteItem
	refused func(there Item) error
}

// ErrChanged is the answer where somebody else changed the same thing first.
var ErrChanged = fault.New(fault.Conflict, "changed_meanwhile")

// Always answers every refusal with the same fault.
func Always(err error) func(Item) error { return func(Item) error { return err } }

// Layout says where a state is stored.
type Layout[A any] func(A) (keys.Key, Places)

// NotThere is the condition that an item is new.
const NotThere = "attribute_not_exists(PK)"

// Create adds an item that must not be there yet.
func Create[A any](c *Change, state A, at Layout[A], refused func(Item) error) {
	item, err := Encode(state)
	if err != nil {
		c.Fail(err)
		return
	}
	key, in := at(state)
	c.Put(Place(item, key, in), NotThere, nil, refused)
}

func (c *Change) Put(item Item, condition string, values Item, refused func(Item) error) {
	put := &types.Put{Item: item, ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld}
	if condition != "" {
		put.ConditionExpression = &condition
		put.ExpressionAttributeValues = values
	}
	c.writes = append(c.writes, write{types.TransactWriteItem{Put: put}, refused})
}

// replace changes an item from before to after at a time, if it still is what it was: only what differs is written, so counters
// that others keep on the same item stand.
func replace[A interface{ Identity() (string, int) }](c *Change, before, after A, changed time.Time, at Layout[A]) {
	old, err := Encode(before)
	next, err2 := Encode(after)
	if err = errors.Join(err, err2); err != nil {
		c.Fail(err)
		return
	}
	key, in := at(before)
	_, inNext := at(after)
	old, next = Place(old, key, in), Place(next, key, inNext)
	next[changedAttribute] = encodeTime(changed)

	var set, remove []string
	names, values := map[string]string{"#version": "version"}, Item{}
	for _, name := range slices.Sorted(maps.Keys(next)) {
		if reflect.DeepEqual(old[name], next[name]) {
			continue
		}
		alias := fmt.Sprintf("s%d", len(set))
		names["#"+alias], values[":"+alias] = name, next[name]
		set = append(set, "#"+alias+" = :"+alias)
	}
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if _, stays := next[name]; !stays {
			alias := fmt.Sprintf("#r%d", len(remove))
			names[alias] = name
			remove = append(remove, alias)
		}
	}
	expression := "SET " + strings.Join(set, ", ")
	if len(remove) > 0 {
		expression += " REMOVE " + strings.Join(remove, ", ")
	}
	_, version := before.Identity()
	values[":was"] = Number(version)
	c.Update(key, expression, "#version = :was", names, values, Always(ErrChanged))
}

func (c *Change) Update(key keys.Key, expression, condition string, names map[string]string, values Item, refused func(Item) error) {
	update := &types.Update{
		Key: Primary(key), UpdateExpression: &expression,
		ExpressionAttributeNames: names, ExpressionAttributeValues: values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}
	if condition != "" {
		update.ConditionExpression = &condition
	}
	c.writes = append(c.writes, write{types.TransactWriteItem{Update: update}, refused})
}

// Check is a condition on an item that stays as it is.
func (c *Change) Check(key keys.Key, condition string, names map[string]string, values Item, refused func(Item) error) {
	c.writes = append(c.writes, write{types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		Key: Primary(key), ConditionExpression: &condition, ExpressionAttributeNames: names, ExpressionAttributeValues: values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}}, refused})
}

// Remove deletes an item under a condition.
func (c *Change) Remove(key keys.Key, condition string, names map[string]string, values Item, refused func(Item) error) {
	gone := &types.Delete{
		Key: Primary(key), ExpressionAttributeNames: names, ExpressionAttributeValues: values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}
	if condition != "" {
		gone.ConditionExpression = &condition
	}
	c.writes = append(c.writes, write{types.TransactWriteItem{Delete: gone}, refused})
}

// Commit writes a change whole or not at all. A failed condition comes back as the fault it stands for; a record of
// the same idempotency key as *Recorded. Conflicts with other transactions are tried again for seconds, then it is ErrBusy.
func (t *Table) Commit(ctx context.Context, c Change) error {
	if c.err != nil {
		return c.err
	}
	if len(c.writes) == 0 || len(c.writes) > MaxWrites {
		return fmt.Errorf("a transaction of %d items", len(c.writes))
	}
	items := make([]types.TransactWriteItem, 0, len(c.writes))
	for _, w := range c.writes {
		t.setTable(w.item)
		items = append(items, w.item)
	}
	waiting, stop := Patient(ctx)
	defer stop()
	for attempt := 1; ; attempt++ {
		_, err := t.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items})
		if err == nil {
			return nil
		}
		if cancelled, ok := errors.AsType[*types.TransactionCanceledException](err); ok {
			if refusal := c.refusal(cancelled.CancellationReasons); refusal != nil {
				return refusal
			}
			if !passing(cancelled.CancellationReasons) {
				return failed("write", err)
			}
		} else if _, running := errors.AsType[*types.TransactionInProgressException](err); !running {
			return failed("write", err)
		}
		if pause(waiting, attempt) != nil {
			return failed("write", errors.Join(err, ctx.Err()))
		}
	}
}

// Keys are the keys of the items that a change writes, in their order.
func (c Change) Keys() []keys.Key {
	var out []keys.Key
	for _, w := range c.writes {
		switch {
		case w.item.Put != nil:
			out = append(out, KeyOf(w.item.Put.Item))
		case w.item.Update != nil:
			out = append(out, KeyOf(w.item.Update.Key))
		case w.item.Delete != nil:
			out = append(out, KeyOf(w.item.Delete.Key))
		case w.item.ConditionCheck != nil:
			out = append(out, KeyOf(w.item.ConditionCheck.Key))
		}
	}
	return out
}

// CommitOne is Commit for a change that puts or deletes one item: outside of a transaction, for half the units.
func (t *Table) CommitOne(ctx context.Context, c Change) error {
	if c.err != nil {
		return c.err
	}
	if len(c.writes) != 1 {
		return fmt.Errorf("%d items where one is to be written", len(c.writes))
	}
	w := c.writes[0]
	t.setTable(w.item)
	var err error
	switch {
	case w.item.Put != nil:
		p := w.item.Put
		_, err = t.client.PutItem(ctx, &dynamodb.PutItemInput{
			TableName: p.TableName, Item: p.Item, ConditionExpression: p.ConditionExpression,
			ExpressionAttributeNames: p.ExpressionAttributeNames, ExpressionAttributeValues: p.ExpressionAttributeValues,
		})
	case w.item.Delete != nil:
		d := w.item.Delete
		_, err = t.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
			TableName: d.TableName, Key: d.Key, ConditionExpression: d.ConditionExpression,
			ExpressionAttributeNames: d.ExpressionAttributeNames, ExpressionAttributeValues: d.ExpressionAttributeValues,
		})
	default:
		err = errors.New("only a put or a deletion is written by itself")
	}
	if refused, ok := errors.AsType[*types.ConditionalCheckFailedException](err); ok {
		return w.refused(refused.Item)
	}
	if err != nil {
		return failed("write", err)
	}
	return nil
}

// setTable names the table in a write.
func (t *Table) setTable(w types.TransactWriteItem) {
	switch {
	case w.Put != nil:
		w.Put.TableName = &t.name
	case w.Update != nil:
		w.Update.TableName = &t.name
	case w.Delete != nil:
		w.Delete.TableName = &t.name
	case w.ConditionCheck != nil:
		w.ConditionCheck.TableName = &t.name
	}
}

// refusal is what the failed conditions mean, the last write's first: the idempotency record is the last, and a replay
// explains every other refusal. It is nil where no condition failed.
func (c Change) refusal(reasons []types.CancellationReason) error {
	for i, reason := range slices.Backward(reasons) {
		if aws.ToString(reason.Code) == "ConditionalCheckFailed" && i < len(c.writes) {
			return c.writes[i].refused(reason.Item)
		}
	}
	return nil
}

// And is one change that is c and other together.
func (c Change) And(other Change) Change {
	c.writes = append(c.writes[:len(c.writes):len(c.writes)], other.writes...)
	if c.err == nil {
		c.err = other.err
	}
	return c
}

// Narrow adds a condition to the update that a change begins with.
func (c *Change) Narrow(condition string, values Item, refused func(Item) error) {
	first := &c.writes[0]
	*first.item.Update.ConditionExpression += " AND " + condition
	maps.Copy(first.item.Update.ExpressionAttributeValues, values)
	first.refused = refused
}

// ReplaceWhole stores an item in place of the one with a version, or of none where that is 0.
func (c *Change) ReplaceWhole(item Item, was int) {
	if was == 0 {
		c.Put(item, NotThere, nil, Always(ErrChanged))
		return
	}
	c.Put(item, "version = :was", Item{":was": Number(was)}, Always(ErrChanged))
}

// Put stores an item whatever was there; another item of the same change guards it.
func Put(c *Change, state any, key keys.Key) {
	item, err := Encode(state)
	if err != nil {
		c.Fail(err)
		return
	}
	c.Put(Place(item, key, Places{}), "", nil, Always(ErrChanged))
}
