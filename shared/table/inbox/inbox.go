package inbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"samplepath/shared/notice"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// inboxFor is how long a notice is kept.
const inboxFor = 180 * 24 * time.Hour

var errTold = errors.New("told already")

// Deliver puts a notice into its inbox, once for each event: a second delivery changes nothing, and a notice that was read
// stays read. An inbox is in the order in which its notices arrived, so that one which arrives after all others were read is
// unread, whenever its event happened. Of the events of one bulk call, the first has a notice and the others are counted on
// it, where the notice says so. For notify.
func Deliver(ctx context.Context, t *table.Table, eventID string, n notice.Notice, now time.Time) error {
	return once(ctx, t, func() (c table.Change, err error) {
		bundle := keys.Bundle(n.Inbox, n.Type, n.Call)
		wanted := []keys.Key{keys.ReadMark(n.Inbox)}
		if n.Call != "" {
			wanted = append(wanted, bundle)
		}
		items, err := t.Read(ctx, wanted...)
		if err != nil {
			return c, err
		}
		arrived := arrivalIn(items, n.Inbox, now)
		if first := table.TextOf(items[bundle], "notice"); first != "" {
			c.Update(keys.Key{PK: keys.InboxOf(n.Inbox), SK: first}, "ADD #count :one", "attribute_exists(PK)", map[string]string{"#count": "count"},
				table.Item{":one": table.Number(1)}, table.Always(table.ErrChanged))
		} else if err := put(&c, eventID, n, arrived, bundle); err != nil {
			return c, err
		}
		markTold(&c, n.Inbox, eventID, arrived)
		return c, nil
	})
}

// DeliverTogether is Deliver for the notices of one event to a few parties that are always the same, and that count no bulk call: it is
// one transaction, which notes once for all of them that they are told.
func DeliverTogether(ctx context.Context, t *table.Table, eventID string, notices []notice.Notice, now time.Time) error {
	return once(ctx, t, func() (c table.Change, err error) {
		var marks []keys.Key
		for _, n := range notices {
			marks = append(marks, keys.ReadMark(n.Inbox))
		}
		items, err := t.Read(ctx, marks...)
		if err != nil {
			return c, err
		}
		for _, n := range notices {
			if err := put(&c, eventID, n, arrivalIn(items, n.Inbox, now), keys.Key{}); err != nil {
				return c, err
			}
		}
		markTold(&c, notices[0].Inbox, eventID, now)
		return c, nil
	})
}

// once commits a delivery, unless it was made before.
func once(ctx context.Context, t *table.Table, delivery func() (table.Change, error)) error {
	_, err := table.Decide(ctx, func() (none struct{}, err error) {
		c, err := delivery()
		if err != nil {
			return none, err
		}
		return none, t.Commit(ctx, c)
	})
	if errors.Is(err, errTold) {
		return nil
	}
	return err
}

// arrivalIn is when a notice arrives in an inbox: behind all that is marked as read, for clocks differ, and that of a laptop may stand
// still.
func arrivalIn(items table.Found, box string, now time.Time) time.Time {
	arrived := now.UTC().Truncate(time.Millisecond)
	if marked := timeIn(table.TextOf(items[keys.ReadMark(box)], "upTo")); !arrived.After(marked) {
		return marked.Add(time.Millisecond)
	}
	return arrived
}

// markTold keeps a party from being told of an event twice.
func markTold(c *table.Change, box, eventID string, arrived time.Time) {
	mark := table.Item{table.TTLAttribute: table.Epoch(arrived.Add(inboxFor))}
	c.Put(table.Place(mark, keys.Told(box, eventID), table.Places{}), table.NotThere, nil, table.Always(errTold))
}

// put stores a notice, the first of its bundle where it is of a bulk call.
func put(c *table.Change, eventID string, n notice.Notice, arrived time.Time, bundle keys.Key) error {
	n.ID = notice.ID(arrived, eventID)
	item, err := table.Encode(n)
	if err != nil {
		return err
	}
	until := table.Epoch(arrived.Add(inboxFor))
	item[table.TTLAttribute] = until
	key := keys.Inbox(n.Inbox, arrived, eventID)
	c.Put(table.Place(item, key, table.Places{}), "", nil, table.Always(table.ErrChanged))
	if n.Call != "" {
		first := table.Item{"notice": table.Text(key.SK), table.TTLAttribute: until}
		c.Put(table.Place(first, bundle, table.Places{}), table.NotThere, nil, table.Always(table.ErrChanged))
	}
	return nil
}

// List lists one page of a caller's inboxes (notice.Inboxes), the last arrived first, with how many are unread: of the newest
// notice.MostCounted. With a filter a page may be short, or empty with a cursor. Table, PK = INBOX#inbox, up to date, in two
// round trips. For list-notifications.
func List(ctx context.Context, t *table.Table, inboxes []string, f notice.Filter, p table.Page) (list []notice.Notice, unread int, cursor string, err error) {
	upTo, err := readUpTo(ctx, t, inboxes[0])
	if err != nil {
		return nil, 0, "", err
	}
	m := table.Merge{Newest: true, All: f == notice.Filter{}, Bound: fmt.Sprint(f)}
	for _, box := range inboxes {
		m.Partitions = append(m.Partitions, keys.InboxOf(box))
	}
	counts := make([]int, len(inboxes))
	group, inGroup := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		list, cursor, err = table.Merged(inGroup, t, m, p, func(item table.Item) (notice.Notice, bool, error) {
			n, err := table.Decode[notice.Notice](item)
			n.Read = n.Read || table.TextOf(item, table.SK) <= upTo
			return n, f.Finds(n), err
		})
		return err
	})
	for i, box := range inboxes {
		group.Go(func() (err error) {
			counts[i], err = countUnread(inGroup, t, box, upTo)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, 0, "", err
	}
	for _, n := range counts {
		unread += n
	}
	return list, min(unread, notice.MostCounted), cursor, nil
}

// countUnread counts what arrived after the mark and was not read by itself, in the newest notices.
func countUnread(ctx context.Context, t *table.Table, box, upTo string) (int, error) {
	return t.Count(ctx, table.Query{Partition: keys.InboxOf(box), Above: cmp.Or(upTo, "0"), Newest: true, Limit: notice.MostCounted}, "read")
}

// readUpTo is the sort key of the last notice up to which all is read, or empty. It is kept with a caller's own inbox, and
// holds for all of the caller's.
func readUpTo(ctx context.Context, t *table.Table, own string) (string, error) {
	key := keys.ReadMark(own)
	marks, err := t.Read(ctx, key)
	return table.TextOf(marks[key], "upTo"), err
}

// timeIn is the time in the sort key of a notice; long ago for the empty one.
func timeIn(sortKey string) time.Time {
	stamped, _, _ := strings.Cut(sortKey, "#")
	at, _ := time.Parse(keys.TimeForm, stamped)
	return at
}

// ErrReadFurther says that all up to a later notice is read already: there is nothing to write.
var ErrReadFurther = errors.New("read further already")

// Read marks one notice of an inbox as read. It is refused with notice.ErrNotFound.
func Read(box string, arrived time.Time, eventID string) table.Change {
	var c table.Change
	c.Update(keys.Inbox(box, arrived, eventID), "SET #read = :true", "attribute_exists(PK)", map[string]string{"#read": "read"},
		table.Item{":true": &types.AttributeValueMemberBOOL{Value: true}}, table.Always(notice.ErrNotFound))
	return c
}

// ReadAllUpTo marks a notice of an inbox as read, with all that arrived before it in the caller's inboxes, by one small item
// however many there are: own is the inbox that has it. It is refused with notice.ErrNotFound where there is no such notice,
// and with ErrReadFurther.
func ReadAllUpTo(own, box string, arrived time.Time, eventID string) table.Change {
	key := keys.Inbox(box, arrived, eventID)
	var c table.Change
	c.Update(keys.ReadMark(own), "SET upTo = :upTo", "attribute_not_exists(upTo) OR upTo < :upTo", nil,
		table.Item{":upTo": table.Text(key.SK)}, table.Always(ErrReadFurther))
	c.Check(key, "attribute_exists(PK)", nil, nil, table.Always(notice.ErrNotFound)) // comes before ErrReadFurther
	return c
}
