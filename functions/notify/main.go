// Command notify writes what an event means to each party into their inboxes (feature N1).
package main

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/inbox"
	"samplepath/shared/worker"
)

// mostAtOnce is how many inboxes are written to side by side where thousands of creators are told of one product: one after the
// other, they would take longer than the function has. A few are told one after the other, over one connection.
const mostAtOnce = 16

func main() {
	t := table.Open()
	worker.Rule(contract.Notify, func(ctx context.Context, e event.Event) error { return notify(ctx, t, e) })
}

func notify(ctx context.Context, t *table.Table, e event.Event) error {
	if !notice.Tells(e) {
		return nil
	}
	about, c, err := inbox.About(ctx, t, e)
	if err != nil {
		return err
	}
	others := notice.Audience{}
	if notice.TellsInvited(e) && c.Published {
		others.ShopCodes = c.SellerScope.ShopCodes
	}
	if notice.TellsPromoters(e) {
		others.CreatorIDs, err = creators.Holders(ctx, t, e.Parties.RegistrationID)
		if err != nil {
			return err
		}
	}
	told := notice.For(e, about, others)
	if len(told) > 1 && !widely(others) && !slices.ContainsFunc(told, func(n notice.Notice) bool { return n.Call != "" }) {
		return inbox.DeliverTogether(ctx, t, e.ID, told, clock.Now(ctx))
	}
	group, inGroup := errgroup.WithContext(ctx)
	group.SetLimit(min(mostAtOnce, 1+len(told)/50))
	for _, n := range told {
		group.Go(func() error { return inbox.Deliver(inGroup, t, e.ID, n, clock.Now(ctx)) })
	}
	return group.Wait()
}

// widely reports whether others than the event's parties are told of it: they may be many, and may not be the same when it is told again.
func widely(others notice.Audience) bool { return len(others.ShopCodes)+len(others.CreatorIDs) > 0 }
