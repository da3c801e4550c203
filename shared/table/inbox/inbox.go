package inbox

import (
	"cmp"
	"context"
	"errors"
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

// Deliver puts a notice into its recipient's inbox, once for each event: a second delivery changes nothing, and a notice
// that was read stays read. An inbox is in the order in which its notices arrived, so that one which arrives after all others
// were read is unread, whenever its event happened. For notify.
func Deliver(ctx context.Context, t *table.Table, eventID string, n notice.Notice, now time.Time) error {
	upTo, err := readUpTo(ctx, t, n.Recipient)
	if err != nil {
		return err
	}
	arrived := now.UTC().Truncate(time.Millisecond)
	if marked := arrivalIn(upTo); !arrived.After(marked) { // clocks differ, and that of a laptop may stand still
		arrived = marked.Add(time.Millisecond)
	}
	n.ID = notice.ID(arrived, eventID)
	item, err := table.Encode(n)
	if err != nil {
		return err
	}
	item[table.TTLAttribute] = table.Epoch(arrived.Add(inboxFor))
	var c table.Change
	c.Put(table.Place(item, keys.Inbox(n.Recipient, arrived, eventID), table.Places{}), "", nil, table.Always(table.ErrChanged))
	c.Put(table.Place(table.Item{table.TTLAttribute: item[table.TTLAttribute]}, keys.Told(n.Recipient, eventID), table.Places{}), table.NotThere, nil, table.Always(errTold))
	if err := t.Commit(ctx, c); !errors.Is(err, errTold) {
		return err
	}
	return nil
}

// List lists one page of a party's notices, the last arrived first, with how many are unread: of the newest
// notice.MostCounted. Table, PK = INBOX#party, up to date, in two round trips. For list-notifications.
func List(ctx context.Context, t *table.Table, partyID string, p table.Page) (list []notice.Notice, unread int, cursor string, err error) {
	upTo, err := readUpTo(ctx, t, partyID)
	if err != nil {
		return nil, 0, "", err
	}
	var items []table.Item
	group, inGroup := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		items, cursor, err = t.Page(inGroup, table.Query{Partition: keys.InboxOf(partyID), Newest: true}, p)
		return err
	})
	group.Go(func() (err error) {
		unread, err = countUnread(inGroup, t, partyID, upTo)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, 0, "", err
	}
	for _, item := range items {
		n, err := table.Decode[notice.Notice](item)
		if err != nil {
			return nil, 0, "", err
		}
		n.Read = n.Read || table.KeyOf(item).SK <= upTo
		list = append(list, n)
	}
	return list, unread, cursor, nil
}

// countUnread counts what arrived after the mark and was not read by itself, in the newest notices.
func countUnread(ctx context.Context, t *table.Table, partyID, upTo string) (int, error) {
	return t.Count(ctx, table.Query{Partition: keys.InboxOf(partyID), Above: cmp.Or(upTo, "0"), Newest: true, Limit: notice.MostCounted}, "read")
}

// readUpTo is the sort key of the last notice up to which a party has read all, or empty.
func readUpTo(ctx context.Context, t *table.Table, partyID string) (string, error) {
	key := keys.ReadMark(partyID)
	marks, err := t.Read(ctx, key)
	return table.TextOf(marks[key], "upTo"), err
}

// arrivalIn is the time in the sort key of a notice; long ago for the empty one.
func arrivalIn(sortKey string) time.Time {
	stamped, _, _ := strings.Cut(sortKey, "#")
	at, _ := time.Parse(keys.TimeForm, stamped)
	return at
}

// ErrReadFurther says that the party has read further already: there is nothing to write.
var ErrReadFurther = errors.New("read further already")

// Read marks one notice of a party as read. It is refused with notice.ErrNotFound.
func Read(partyID string, arrived time.Time, eventID string) table.Change {
	var c table.Change
	c.Update(keys.Inbox(partyID, arrived, eventID), "SET #read = :true", "attribute_exists(PK)", map[string]string{"#read": "read"},
		table.Item{":true": &types.AttributeValueMemberBOOL{Value: true}}, table.Always(notice.ErrNotFound))
	return c
}

// ReadAllUpTo marks a notice of a party as read with all that arrived before it, with one small item however many there
// are. It is refused with notice.ErrNotFound where there is no such notice, and with ErrReadFurther.
func ReadAllUpTo(partyID string, arrived time.Time, eventID string) table.Change {
	key := keys.Inbox(partyID, arrived, eventID)
	var c table.Change
	c.Update(keys.ReadMark(partyID), "SET upTo = :upTo", "attribute_not_exists(upTo) OR upTo < :upTo", nil,
		table.Item{":upTo": table.Text(key.SK)}, table.Always(ErrReadFurther))
	c.Check(key, "attribute_exists(PK)", nil, nil, table.Always(notice.ErrNotFound)) // comes before ErrReadFurther
	return c
}
