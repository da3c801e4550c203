package inbox

import (
	"cmp"
	"context"
	"errors"
	"slices"
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
	_, err := table.Decide(ctx, func() (none struct{}, err error) {
		c, err := delivery(ctx, t, eventID, n, now)
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

// delivery is the change that puts a notice into its inbox, or counts its event on the notice of the same call.
func delivery(ctx context.Context, t *table.Table, eventID string, n notice.Notice, now time.Time) (table.Change, error) {
	var c table.Change
	mark, bundle := keys.ReadMark(n.Inbox), keys.Bundle(n.Inbox, n.Type, n.Call)
	wanted := []keys.Key{mark}
	if n.Call != "" {
		wanted = append(wanted, bundle)
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return c, err
	}
	arrived := now.UTC().Truncate(time.Millisecond)
	if marked := arrivalIn(table.TextOf(items[mark], "upTo")); !arrived.After(marked) { // clocks differ, and that of a laptop may stand still
		arrived = marked.Add(time.Millisecond)
	}
	until := table.Epoch(arrived.Add(inboxFor))
	if first := table.TextOf(items[bundle], "notice"); first != "" {
		c.Update(keys.Key{PK: keys.InboxOf(n.Inbox), SK: first}, "ADD #count :one", "attribute_exists(PK)", map[string]string{"#count": "count"},
			table.Item{":one": table.Number(1)}, table.Always(table.ErrChanged))
	} else if err := put(&c, eventID, n, arrived, until, bundle); err != nil {
		return c, err
	}
	c.Put(table.Place(table.Item{table.TTLAttribute: until}, keys.Told(n.Inbox, eventID), table.Places{}), table.NotThere, nil, table.Always(errTold))
	return c, nil
}

func put(c *table.Change, eventID string, n notice.Notice, arrived time.Time, until types.AttributeValue, bundle keys.Key) error {
	n.ID = notice.ID(arrived, eventID)
	item, err := table.Encode(n)
	if err != nil {
		return err
	}
	item[table.TTLAttribute] = until
	key := keys.Inbox(n.Inbox, arrived, eventID)
	c.Put(table.Place(item, key, table.Places{}), "", nil, table.Always(table.ErrChanged))
	if n.Call != "" {
		first := table.Item{"notice": table.Text(key.SK), table.TTLAttribute: until}
		c.Put(table.Place(first, bundle, table.Places{}), table.NotThere, nil, table.Always(table.ErrChanged))
	}
	return nil
}

// looked is how many notices of an inbox a list with a filter looks at for one page.
const looked = 250

// List lists one page of a caller's inboxes (notice.Inboxes), the last arrived first, with how many are unread: of the newest
// notice.MostCounted. With a filter a page may be short, or empty with a cursor. Table, PK = INBOX#inbox, up to date, in two
// round trips. For list-notifications.
func List(ctx context.Context, t *table.Table, inboxes []string, f notice.Filter, p table.Page) (list []notice.Notice, unread int, cursor string, err error) {
	bound := table.Query{Partition: keys.InboxOf(inboxes[0]), Prefix: strings.Join([]string{string(f.Kind), f.CampaignID, map[bool]string{true: "unread"}[f.Unread]}, "#"), Newest: true}
	after, err := bound.Resume(p.Caller, p.Cursor)
	if err != nil {
		return nil, 0, "", err
	}
	upTo, err := readUpTo(ctx, t, inboxes[0])
	if err != nil {
		return nil, 0, "", err
	}
	limit := p.Limit
	if f != (notice.Filter{}) {
		limit = looked
	}
	read, counts := make([]opened, len(inboxes)), make([]int, len(inboxes))
	group, inGroup := errgroup.WithContext(ctx)
	for i, box := range inboxes {
		group.Go(func() (err error) {
			read[i], err = open(inGroup, t, box, table.TextOf(after, table.SK), limit)
			return err
		})
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
	list, next, err := merge(read, upTo, f, p.Limit)
	if err != nil {
		return nil, 0, "", err
	}
	if next != "" {
		cursor = bound.Cursor(p.Caller, table.Item{table.SK: table.Text(next)})
	}
	return list, min(unread, notice.MostCounted), cursor, nil
}

// opened is what was read of one inbox, and whether there is more behind the last.
type opened struct {
	items []table.Item
	more  bool
}

func open(ctx context.Context, t *table.Table, box, after string, limit int) (opened, error) {
	q := table.Query{Partition: keys.InboxOf(box), Newest: true, Limit: limit}
	if after != "" {
		q.After = table.Primary(keys.Key{PK: q.Partition, SK: after})
	}
	items, next, err := t.Ask(ctx, q)
	return opened{items, len(next) > 0}, err
}

// merge takes the newest notices of all inboxes that are looked for, up to limit; and says behind which sort key to go on, or
// "" at the end.
func merge(read []opened, upTo string, f notice.Filter, limit int) (list []notice.Notice, next string, err error) {
	var all []table.Item
	until := "" // what lies behind the last one of an inbox that has more must wait for it
	for _, one := range read {
		all = append(all, one.items...)
		if one.more {
			until = max(until, table.TextOf(one.items[len(one.items)-1], table.SK))
		}
	}
	slices.SortFunc(all, func(a, b table.Item) int { return cmp.Compare(table.TextOf(b, table.SK), table.TextOf(a, table.SK)) })
	for i, item := range all {
		place := table.TextOf(item, table.SK)
		if place < until {
			break
		}
		n, err := table.Decode[notice.Notice](item)
		if err != nil {
			return nil, "", err
		}
		n.Read = n.Read || place <= upTo
		if !f.Finds(n) {
			continue
		}
		list = append(list, n)
		if len(list) == limit && (i+1 < len(all) || until != "") {
			return list, place, nil
		}
	}
	return list, until, nil
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

// arrivalIn is the time in the sort key of a notice; long ago for the empty one.
func arrivalIn(sortKey string) time.Time {
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
