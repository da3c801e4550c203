package table

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/fault"
)

// Change is one transaction that is ready to be committed: what a business event writes. It holds at most ten items.
type Change struct {
	writes []write
	err    error
}

// maxWrites keeps transactions small enough for every DynamoDB there is.
const maxWrites = 10

// write is one item of a transaction. refused explains a failed condition by the item that was there, if any.
type write struct {
	item    types.TransactWriteItem
	refused func(there attributes) error
}

// ErrChanged is the answer where somebody else changed the same thing first.
var ErrChanged = fault.New(fault.Conflict, "changed_meanwhile", "It was changed by somebody else at the same time; read it again.")

// always answers every refusal with the same fault.
func always(err error) func(attributes) error { return func(attributes) error { return err } }

// layout says where a state is stored.
type layout[A any] func(A) (Key, indexed)

// notThere is the condition that an item is new.
const notThere = "attribute_not_exists(PK)"

// create adds an item that must not be there yet.
func create[A any](c *Change, state A, at layout[A], refused func(attributes) error) {
	item, err := encode(state)
	if err != nil {
		c.err = errors.Join(c.err, err)
		return
	}
	key, in := at(state)
	c.put(place(item, key, in), notThere, nil, refused)
}

func (c *Change) put(item attributes, condition string, values attributes, refused func(attributes) error) {
	put := &types.Put{Item: item, ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld}
	if condition != "" {
		put.ConditionExpression = &condition
		put.ExpressionAttributeValues = values
	}
	c.writes = append(c.writes, write{types.TransactWriteItem{Put: put}, refused})
}

// replace changes an item from before to after, if it still is what it was: only what differs is written, so counters
// that others keep on the same item stand.
func replace[A interface{ Identity() (string, int) }](c *Change, before, after A, at layout[A]) {
	old, err := encode(before)
	next, err2 := encode(after)
	if err = errors.Join(err, err2); err != nil {
		c.err = errors.Join(c.err, err)
		return
	}
	key, in := at(before)
	_, inNext := at(after)
	old, next = place(old, key, in), place(next, key, inNext)

	var set, remove []string
	names, values := map[string]string{"#version": "version"}, attributes{}
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
	values[":was"] = number(version)
	c.update(key, expression, "#version = :was", names, values, always(ErrChanged))
}

func (c *Change) update(key Key, expression, condition string, names map[string]string, values attributes, refused func(attributes) error) {
	update := &types.Update{
		Key: primary(key), UpdateExpression: &expression,
		ExpressionAttributeNames: names, ExpressionAttributeValues: values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}
	if condition != "" {
		update.ConditionExpression = &condition
	}
	c.writes = append(c.writes, write{types.TransactWriteItem{Update: update}, refused})
}

// check is a condition on an item that stays as it is.
func (c *Change) check(key Key, condition string, names map[string]string, values attributes, refused func(attributes) error) {
	c.writes = append(c.writes, write{types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		Key: primary(key), ConditionExpression: &condition, ExpressionAttributeNames: names, ExpressionAttributeValues: values,
	}}, refused})
}

// remove deletes an item under a condition.
func (c *Change) remove(key Key, condition string, names map[string]string, values attributes, refused func(attributes) error) {
	gone := &types.Delete{
		Key: primary(key), ExpressionAttributeNames: names, ExpressionAttributeValues: values,
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
	if len(c.writes) == 0 || len(c.writes) > maxWrites {
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

// narrow adds a condition to the update that a change begins with.
func (c *Change) narrow(condition string, values attributes, refused func(attributes) error) {
	first := &c.writes[0]
	*first.item.Update.ConditionExpression += " AND " + condition
	maps.Copy(first.item.Update.ExpressionAttributeValues, values)
	first.refused = refused
}

// replaceWhole stores an item in place of the one with a version, or of none where that is 0.
func (c *Change) replaceWhole(item attributes, was int) {
	if was == 0 {
		c.put(item, notThere, nil, always(ErrChanged))
		return
	}
	c.put(item, "version = :was", attributes{":was": number(was)}, always(ErrChanged))
}

// put stores an item whatever was there; another item of the same change guards it.
func put(c *Change, state any, key Key) {
	item, err := encode(state)
	if err != nil {
		c.err = err
		return
	}
	c.put(place(item, key, indexed{}), "", nil, always(ErrChanged))
}
