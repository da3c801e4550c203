// Command list-notifications lists the caller's notifications, the last arrived first, with how many are unread (feature
// N1).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/notice"
	"samplepath/shared/table/inbox"
)

func main() { api.Start(contract.ListNotifications, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListNotificationsRequest]) (contract.Notifications, error) {
	r := call.Request
	filter := notice.Filter{Kind: r.Kind, CampaignID: r.CampaignID, Unread: r.Unread}
	list, unread, cursor, err := inbox.List(ctx, call.Table, call.Caller.Inboxes(), filter, call.Page(r.Paging))
	return contract.Notifications{Page: api.PageOfViews(list, cursor, contract.NotificationOf), Unread: unread}, err
}
