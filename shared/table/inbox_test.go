package table_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"samplepath/shared/notice"
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
	n := notice.Notice{Recipient: "crt_1", Type: sample.EventDelivered, Subject: "smp_1", Text: "Here.", At: hour(event)}
	if err := inbox.Deliver(i.Context(), i.table, fmt.Sprintf("smp_1.%06d", event), n, now); err != nil {
		i.Fatal(err)
	}
}

// shows lists the hours of the events in the inbox, a star with those that are unread.
func (i receiver) shows() (out []string, unread int) {
	i.Helper()
	list, unread, _, err := inbox.List(i.Context(), i.table, "crt_1", table.Page{Limit: 100})
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
	list, _, _, err := inbox.List(i.Context(), i.table, "crt_1", table.Page{Limit: 100})
	if err != nil {
		i.Fatal(err)
	}
	arrived, event, err := notice.ParseID(list[nth].ID)
	if err != nil {
		i.Fatal(err)
	}
	return i.table.Commit(i.Context(), change("crt_1", arrived, event))
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
		list, _, cursor, err := inbox.List(ctx, i.table, "crt_1", p)
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

// A notice that arrives after all were read is unread and the first of the list, whenever its event happened: also at the very
// moment of the mark, and by a clock that is behind.
func TestALateNoticeIsUnread(t *testing.T) {
	for name, now := range map[string]time.Time{"hours later": hour(9), "at once": hour(5), "by a clock that is behind": hour(5).Add(-time.Second)} {
		t.Run(name, func(t *testing.T) {
			i := newInbox(t)
			i.deliver(4, hour(4))
			i.deliver(5, hour(5))
			if err := i.mark(0, inbox.ReadAllUpTo); err != nil {
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
	if err := i.mark(1, inbox.ReadAllUpTo); err != nil {
		t.Fatal(err)
	}
	i.want(1, "3*", "2", "1", "0")
	if err := i.mark(2, inbox.ReadAllUpTo); !errors.Is(err, inbox.ErrReadFurther) {
		t.Errorf("an earlier one: %v", err)
	}
	i.want(1, "3*", "2", "1", "0")
	for name, forged := range map[string]time.Time{"before the mark": hour(0).Add(time.Second), "in the future": hour(999), "at the end of time": time.UnixMilli(1<<63 - 1)} {
		if err := i.table.Commit(t.Context(), inbox.ReadAllUpTo("crt_1", forged, "smp_1.000001")); !errors.Is(err, notice.ErrNotFound) {
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
	if err := i.mark(3, inbox.ReadAllUpTo); err != nil {
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
