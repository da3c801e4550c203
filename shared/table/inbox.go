package table

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/notice"
)

// inboxFor is how long a notice is kept.
const inboxFor = 180 * 24 * time.Hour

// Deliver puts a notice into its recipient's inbox, once: its key holds the event's id, so a second delivery changes
// nothing, and a notice that was read stays read.
func (t *Table) Deliver(ctx context.Context, eventID string, n notice.Notice) error {
	item, err := encode(n)
	if err != nil {
		return err
	}
	item[TTLAttribute] = epoch(n.At.Add(inboxFor))
	_, err = t.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &t.name, Item: place(item, inboxKey(n.Recipient, n.At, eventID), indexed{}),
		ConditionExpression: aws.String(notThere),
	})
	if _, there := errors.AsType[*types.ConditionalCheckFailedException](err); there || err == nil {
		return nil
	}
	return failed("deliver a notice", err)
}

// Inbox lists one page of a party's notices, newest first. Table, PK = INBOX#party; how far the party has read in a
// second round trip. For list-notifications.
func (t *Table) Inbox(ctx context.Context, partyID string, p Page) ([]notice.Notice, string, error) {
	items, cursor, err := t.page(ctx, query{partition: inboxKey(partyID, time.Time{}, "").PK, newest: true}, p)
	if err != nil || len(items) == 0 {
		return nil, cursor, err
	}
	marks, err := t.read(ctx, readMarkKey(partyID))
	if err != nil {
		return nil, "", err
	}
	upTo := textOf(marks[readMarkKey(partyID)], "upTo")
	out := make([]notice.Notice, 0, len(items))
	for _, item := range items {
		n, err := decode[notice.Notice](item)
		if err != nil {
			return nil, "", err
		}
		n.Read = n.Read || keyOf(item).SK <= upTo
		out = append(out, n)
	}
	return out, cursor, nil
}

// ErrReadFurther says that the party has read further already: there is nothing to write.
var ErrReadFurther = errors.New("read further already")

// NoticeRead marks one notice of a party as read. It is refused with notice.ErrNotFound.
func NoticeRead(partyID string, at time.Time, eventID string) Change {
	var c Change
	c.update(inboxKey(partyID, at, eventID), "SET #read = :true", "attribute_exists(PK)", map[string]string{"#read": "read"},
		attributes{":true": &types.AttributeValueMemberBOOL{Value: true}}, always(notice.ErrNotFound))
	return c
}

// NoticesRead marks all notices of a party up to one as read, with one small item however many there are. It is refused
// with ErrReadFurther.
func NoticesRead(partyID string, at time.Time, eventID string) Change {
	var c Change
	c.update(readMarkKey(partyID), "SET upTo = :upTo", "attribute_not_exists(upTo) OR upTo < :upTo", nil,
		attributes{":upTo": text(inboxKey(partyID, at, eventID).SK)}, always(ErrReadFurther))
	return c
}
