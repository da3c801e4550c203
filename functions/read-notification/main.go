// Command read-notification marks a notification as read, or with it all that arrived before it (feature N1). Doing it twice
// changes nothing.
package main

import (
	"context"
	"errors"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/notice"
	"samplepath/shared/table/inbox"
)

func main() { api.Start(contract.ReadNotification, handle) }

func handle(ctx context.Context, call *api.Call[contract.ReadNotificationRequest]) (contract.NotificationRead, error) {
	r := call.Request
	arrived, eventID, err := notice.ParseID(r.NotificationID)
	if err != nil {
		return contract.NotificationRead{}, err
	}
	answer := contract.NotificationRead{ID: r.NotificationID, Older: r.Older}
	boxes := call.Caller.Inboxes()
	for _, box := range boxes {
		change := inbox.Read(box, arrived, eventID)
		if r.Older {
			change = inbox.ReadAllUpTo(boxes[0], box, arrived, eventID)
		}
		_, err = api.Commit(ctx, call, answer, change)
		if !errors.Is(err, notice.ErrNotFound) {
			break
		}
	}
	if errors.Is(err, inbox.ErrReadFurther) {
		return answer, nil
	}
	return answer, err
}
