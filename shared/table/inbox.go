package table

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"samplepath/shared/notice"
)

// inboxFor is how long a notice is kept.
const inboxFor = 180 * 24 * time.Hour

var errTold = errors.New("told already")

// Deliver puts a notice into its recipient's inbox, once for each event: a second delivery changes nothing, and a notice
// that was read stays read. An inbox is in the order in which its notices arrived, so that one which arrives after all others
// were read is unread, whenever its event happened. For notify.
func (t *Table) Deliver(ctx context.Context, eventID string, n notice.Notice, now time.Time) error {
	upTo, err := t.readUpTo(ctx, n.Recipient)
	if err != nil {
		return err
	}
	arrived := now.UTC().Truncate(time.Millisecond)
	if marked := arrivalIn(upTo); !arrived.After(marked) { // clocks differ, and that of a laptop may stand still
		arrived = marked.Add(time.Millisecond)
	}
	n.ID = notice.ID(arrived, eventID)
	item, err := encode(n)
	if err != nil {
		return err
	}
	item[TTLAttribute] = epoch(arrived.Add(inboxFor))
	var c Change
	c.put(place(item, inboxKey(n.Recipient, arrived, eventID), indexed{}), "", nil, always(ErrChanged))
	c.put(place(attributes{TTLAttribute: item[TTLAttribute]}, toldKey(n.Recipient, eventID), indexed{}), notThere, nil, always(errTold))
	if err := t.Commit(ctx, c); !errors.Is(err, errTold) {
		return err
	}
	return nil
}

// Inbox lists one page of a party's notices, the last arrived first, with how many are unread: of the newest
// notice.MostCounted. Table, PK = INBOX#party, up to date, in two round trips. For list-notifications.
func (t *Table) Inbox(ctx context.Context, partyID string, p Page) (list []notice.Notice, unread int, cursor string, err error) {
	upTo, err := t.readUpTo(ctx, partyID)
	if err != nil {
		return nil, 0, "", err
	}
	var items []attributes
	group, inGroup := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		items, cursor, err = t.page(inGroup, query{partition: inboxPartition(partyID), newest: true}, p)
		return err
	})
	group.Go(func() (err error) {
		unread, err = t.countUnread(inGroup, partyID, upTo)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, 0, "", err
	}
	for _, item := range items {
		n, err := decode[notice.Notice](item)
		if err != nil {
			return nil, 0, "", err
		}
		n.Read = n.Read || keyOf(item).SK <= upTo
		list = append(list, n)
	}
	return list, unread, cursor, nil
}

// countUnread counts what arrived after the mark and was not read by itself, in the newest notices.
func (t *Table) countUnread(ctx context.Context, partyID, upTo string) (int, error) {
	return t.count(ctx, query{partition: inboxPartition(partyID), above: cmp.Or(upTo, "0"), newest: true, limit: notice.MostCounted}, "read")
}

// readUpTo is the sort key of the last notice up to which a party has read all, or empty.
func (t *Table) readUpTo(ctx context.Context, partyID string) (string, error) {
	key := readMarkKey(partyID)
	marks, err := t.read(ctx, key)
	return textOf(marks[key], "upTo"), err
}

// arrivalIn is the time in the sort key of a notice; long ago for the empty one.
func arrivalIn(sortKey string) time.Time {
	stamped, _, _ := strings.Cut(sortKey, "#")
	at, _ := time.Parse(timeForm, stamped)
	return at
}

// ErrReadFurther says that the party has read further already: there is nothing to write.
var ErrReadFurther = errors.New("read further already")

// NoticeRead marks one notice of a party as read. It is refused with notice.ErrNotFound.
func NoticeRead(partyID string, arrived time.Time, eventID string) Change {
	var c Change
	c.update(inboxKey(partyID, arrived, eventID), "SET #read = :true", "attribute_exists(PK)", map[string]string{"#read": "read"},
		attributes{":true": &types.AttributeValueMemberBOOL{Value: true}}, always(notice.ErrNotFound))
	return c
}

// NoticesRead marks a notice of a party as read with all that arrived before it, with one small item however many there
// are. It is refused with notice.ErrNotFound where there is no such notice, and with ErrReadFurther.
func NoticesRead(partyID string, arrived time.Time, eventID string) Change {
	key := inboxKey(partyID, arrived, eventID)
	var c Change
	c.update(readMarkKey(partyID), "SET upTo = :upTo", "attribute_not_exists(upTo) OR upTo < :upTo", nil,
		attributes{":upTo": text(key.SK)}, always(ErrReadFurther))
	c.check(key, "attribute_exists(PK)", nil, nil, always(notice.ErrNotFound)) // comes before ErrReadFurther
	return c
}
