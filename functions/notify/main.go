// Command notify writes what an event means to each party into their inboxes (feature N1).
package main

import (
	"context"

	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/inbox"
	"samplepath/shared/worker"
)

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
		others.CreatorIDs, err = creators.Holders(ctx, t, e.Parties.CampaignID, about.ProductID, e.Parties.RegistrationID)
		if err != nil {
			return err
		}
	}
	for _, n := range notice.For(e, about, others) {
		if err := inbox.Deliver(ctx, t, e.ID, n, clock.Now(ctx)); err != nil {
			return err
		}
	}
	return nil
}
