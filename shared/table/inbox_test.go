package table_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"samplepath/shared/notice"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/inbox"
)

// inbox is a party's inbox in a table of its own, with events of an hour each.
type receiver struct {
	*testing.T
	table *table.Table
}

func newInbox(t *testing.T) receiver { return receiver{t, newWorld(t, 1, 0).table} }

func hour(n int) time.Time { return start.Add(time.Duration(n) * time.Hour) }

// deliver delivers the notice of the event of an hour, at a time.
func (i receiver) deliver(event int, now time.Time) {
	i.Helper()
	n := notice.Notice{Inbox: "crt_1", Type: sample.EventDelivered, Subject: "smp_1", Count: 1, At: hour(event)}
	if err := inbox.Deliver(i.Context(), i.table, fmt.Sprintf("smp_1.%06d", event), n, now); err != nil {
		i.Fatal(err)
	}
}

// shows lists the hours of the events in the inbox, a star with those that are unread.
func (i receiver) shows() (out []string, unread int) {
	i.Helper()
	list, unread, _, err := inbox.List(i.Context(), i.table, []string{"crt_1"}, notice.Filter{}, table.Page{Limit: 100})
	if err != nil {
		i.Fatal(err)
	}
	for _, n := range list {
		star := map[bool]string{true: "", false: "*"}[n.Read]
		out = append(out, fmt.Sprintf("%d%s", int(n.At.Sub(start).Hours()), star))
	}
	return out, unread
}

func (i receiver) want(unread int, want ...string) {
	i.Helper()
	got, count := i.shows()
	if !slices.Equal(got, want) {
		i.Errorf("the inbox shows %v, want %v", got, want)
	}
	if count != unread {
		i.Errorf("%d are counted as unread, want %d", count, unread)
	}
}

// mark marks the nth of the list as read, or all up to it.
func (i receiver) mark(nth int, change func(string, time.Time, string) table.Change) error {
	i.Helper()
	list, _, _, err := inbox.List(i.Context(), i.table, []string{"crt_1"}, notice.Filter{}, table.Page{Limit: 100})
	if err != nil {
		i.Fatal(err)
	}
	arrived, event, err := notice.ParseID(list[nth].ID)
	if err != nil {
		i.Fatal(err)
	}
	return i.table.Commit(i.Context(), change("crt_1", arrived, event))
}

func readAllUpTo(box string, arrived time.Time, eventID string) table.Change {
	return inbox.ReadAllUpTo(box, box, arrived, eventID)
}

// Feature N1: one notice for each event, however often and whenever it is delivered, in pages, the last arrived first.
func TestInbox(t *testing.T) {
	i := newInbox(t)
	for event := range 6 {
		for again := range 3 {
			i.deliver(event, hour(event).Add(time.Duration(again)*time.Minute))
		}
	}
	i.want(6, "5*", "4*", "3*", "2*", "1*", "0*")
	got := names(t, func(ctx context.Context, p table.Page) ([]notice.Notice, string, error) {
		list, _, cursor, err := inbox.List(ctx, i.table, []string{"crt_1"}, notice.Filter{}, p)
		return list, cursor, err
	}, func(n notice.Notice) string { return fmt.Sprint(n.At.Sub(start).Hours()) })
	if !slices.Equal(got, []string{"5", "4", "3", "2", "1", "0"}) {
		t.Errorf("in pages: %v", got)
	}
}

// A notice that was read stays read when its event is delivered again.
func TestASecondDeliveryChangesNothing(t *testing.T) {
	i := newInbox(t)
	i.deliver(0, hour(0))
	if err := i.mark(0, inbox.Read); err != nil {
		t.Fatal(err)
	}
	i.deliver(0, hour(30))
	i.want(0, "0")
}

// Parties who are told of an event together are told once, each in the own inbox; one that was read stays read, and one that comes after
// all were read is unread.
func TestPartiesAreToldTogetherOnce(t *testing.T) {
	i := newInbox(t)
	i.deliver(0, hour(0))
	if err := i.mark(0, readAllUpTo); err != nil {
		t.Fatal(err)
	}
	for _, now := range []time.Time{hour(0).Add(-time.Second), hour(9)} { // by a clock that is behind, and again
		var both []notice.Notice
		for _, box := range []string{"agn_1", "crt_1"} {
			both = append(both, notice.Notice{Inbox: box, Type: sample.EventDelivered, Subject: "smp_1", Count: 1, At: hour(1)})
		}
		if err := inbox.DeliverTogether(t.Context(), i.table, "smp_1.000001", both, now); err != nil {
			t.Fatal(err)
		}
	}
	i.want(1, "1*", "0")
	if list, unread, _, err := inbox.List(t.Context(), i.table, []string{"agn_1"}, notice.Filter{}, table.Page{Limit: 10}); err != nil || len(list) != 1 || unread != 1 {
		t.Errorf("the other has %d, %d unread, %v", len(list), unread, err)
	}
}

// A notice that arrives after all were read is unread and the first of the list, whenever its event happened: also at the very
// moment of the mark, and by a clock that is behind.
func TestALateNoticeIsUnread(t *testing.T) {
	for name, now := range map[string]time.Time{"hours later": hour(9), "at once": hour(5), "by a clock that is behind": hour(5).Add(-time.Second)} {
		t.Run(name, func(t *testing.T) {
			i := newInbox(t)
			i.deliver(4, hour(4))
			i.deliver(5, hour(5))
			if err := i.mark(0, readAllUpTo); err != nil {
				t.Fatal(err)
			}
			i.want(0, "5", "4")
			i.deliver(1, now)
			i.want(1, "1*", "5", "4")
		})
	}
}

// The mark moves forward only, and to notices that there are.
func TestTheMarkMovesForwardToWhatIsThere(t *testing.T) {
	i := newInbox(t)
	for event := range 4 {
		i.deliver(event, hour(event))
	}
	if err := i.mark(1, readAllUpTo); err != nil {
		t.Fatal(err)
	}
	i.want(1, "3*", "2", "1", "0")
	if err := i.mark(2, readAllUpTo); !errors.Is(err, inbox.ErrReadFurther) {
		t.Errorf("an earlier one: %v", err)
	}
	i.want(1, "3*", "2", "1", "0")
	for name, forged := range map[string]time.Time{"before the mark": hour(0).Add(time.Second), "in the future": hour(999), "at the end of time": time.UnixMilli(1<<63 - 1)} {
		if err := i.table.Commit(t.Context(), inbox.ReadAllUpTo("crt_1", "crt_1", forged, "smp_1.000001")); !errors.Is(err, notice.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	i.want(1, "3*", "2", "1", "0")
	i.deliver(5, hour(5))
	i.want(2, "5*", "3*", "2", "1", "0")
}

// What was read by itself does not count, before and after the mark, and at most a hundred are looked at.
func TestUnreadOnesAreCounted(t *testing.T) {
	i := newInbox(t)
	for event := range 5 {
		i.deliver(event, hour(event))
	}
	if err := i.mark(1, inbox.Read); err != nil {
		t.Fatal(err)
	}
	i.want(4, "4*", "3", "2*", "1*", "0*")
	if err := i.mark(3, readAllUpTo); err != nil {
		t.Fatal(err)
	}
	i.want(2, "4*", "3", "2*", "1", "0")
	for event := range 120 {
		i.deliver(10+event, hour(10+event))
	}
	if _, unread := i.shows(); unread != notice.MostCounted {
		t.Errorf("%d are counted as unread", unread)
	}
}

// A seller has two inboxes, its own and its shop's. They are read as one, in the order of arrival and in pages of any size, and
// what is read up to a notice of the one is read in the other.
func TestTwoInboxesAreReadAsOne(t *testing.T) {
	i := newInbox(t)
	boxes := []string{"sel_1", "shop A"}
	for n, box := range []int{0, 1, 1, 0, 1, 0, 0} {
		told := notice.Notice{Inbox: boxes[box], Type: sample.EventDelivered, Subject: "smp_1", Count: 1, At: hour(n)}
		if err := inbox.Deliver(t.Context(), i.table, fmt.Sprintf("smp_1.%06d", n), told, hour(n)); err != nil {
			t.Fatal(err)
		}
	}
	show := func(n notice.Notice) string { return fmt.Sprint(n.At.Sub(start).Hours()) }
	unread := 0
	for _, limit := range []int{1, 2, 3, 7, 100} {
		var got []string
		for page := (table.Page{Limit: limit}); ; {
			list, count, cursor, err := inbox.List(t.Context(), i.table, boxes, notice.Filter{}, page)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range list {
				got = append(got, show(n))
			}
			if unread = count; cursor == "" {
				break
			}
			page.Cursor = cursor
		}
		if want := []string{"6", "5", "4", "3", "2", "1", "0"}; !slices.Equal(got, want) {
			t.Errorf("in pages of %d: %v, want %v", limit, got, want)
		}
	}
	if unread != 7 {
		t.Errorf("%d are counted as unread, want 7", unread)
	}
	if err := i.table.Commit(t.Context(), inbox.ReadAllUpTo("sel_1", "shop A", hour(4), "smp_1.000004")); err != nil {
		t.Fatal(err)
	}
	list, unread, _, err := inbox.List(t.Context(), i.table, boxes, notice.Filter{Unread: true}, table.Page{Limit: 100})
	if err != nil || len(list) != 2 || show(list[0]) != "6" || show(list[1]) != "5" || unread != 2 {
		t.Errorf("unread afterwards: %v, %d, %v", list, unread, err)
	}
}

// Feature N1: a list with a filter has what is looked for, on every page, however much else lies between.
func TestNoticesAreFiltered(t *testing.T) {
	i := newInbox(t)
	const all = 600
	for n := range all {
		told := notice.Notice{Inbox: "crt_1", Type: sample.EventDelivered, Count: 1, At: hour(n), About: notice.About{CampaignID: "cmp_1"}}
		if n%100 == 0 {
			told.Type, told.About.CampaignID = restriction.EventSet, "cmp_2"
		}
		if err := inbox.Deliver(t.Context(), i.table, fmt.Sprintf("smp_1.%06d", n), told, hour(n)); err != nil {
			t.Fatal(err)
		}
	}
	for name, test := range map[string]struct {
		filter notice.Filter
		want   int
	}{
		"of a kind":              {notice.Filter{Kind: notice.OfRestriction}, all / 100},
		"of a campaign":          {notice.Filter{CampaignID: "cmp_2"}, all / 100},
		"of both":                {notice.Filter{Kind: notice.OfSample, CampaignID: "cmp_2"}, 0},
		"of a kind with a crowd": {notice.Filter{Kind: notice.OfSample}, all - all/100},
	} {
		var got []string
		for page := (table.Page{Limit: 40}); ; {
			list, _, cursor, err := inbox.List(t.Context(), i.table, []string{"crt_1"}, test.filter, page)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range list {
				got = append(got, n.ID)
			}
			if page.Cursor = cursor; cursor == "" {
				break
			}
		}
		if slices.Sort(got); len(slices.Compact(got)) != test.want {
			t.Errorf("%s: %d, want %d", name, len(got), test.want)
		}
	}
}

// A cursor goes on with the filter that it was made for.
func TestACursorIsOfItsFilter(t *testing.T) {
	i := newInbox(t)
	for n := range 3 {
		i.deliver(n, hour(n))
	}
	_, _, cursor, err := inbox.List(t.Context(), i.table, []string{"crt_1"}, notice.Filter{}, table.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	_, _, _, err = inbox.List(t.Context(), i.table, []string{"crt_1"}, notice.Filter{Unread: true}, table.Page{Limit: 1, Cursor: cursor})
	if !errors.Is(err, table.ErrCursor) {
		t.Errorf("with another filter: %v", err)
	}
}
