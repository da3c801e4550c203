// Command list-notifications is the Lambda function of that action (feature N1).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/notice"
)

func main() { api.Start(contract.ListNotifications, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListNotificationsRequest]) (contract.Page[notice.Notice], error) {
	list, cursor, err := call.Table.Inbox(ctx, call.Caller.ID, call.Page(call.Request.Paging))
	return api.PageOf(list, cursor), err
}
