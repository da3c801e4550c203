// Command list-notifications is the Lambda function of that action (feature N1).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/inbox"
)

func main() { api.Start(contract.ListNotifications, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListNotificationsRequest]) (contract.Notifications, error) {
	list, unread, cursor, err := inbox.List(ctx, call.Table, call.Caller.ID, call.Page(call.Request.Paging))
	return contract.Notifications{Page: api.PageOfViews(list, cursor, contract.NotificationOf), Unread: unread}, err
}
