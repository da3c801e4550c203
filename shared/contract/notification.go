package contract

import (
	"net/http"

	"samplepath/shared/actor"
	"samplepath/shared/notice"
)

// ListNotificationsRequest asks for the caller's inbox (feature N1).
type ListNotificationsRequest struct {
	Paging
}

// Notifications is one page of the caller's inbox.
type Notifications struct {
	Page[notice.Notice]
	Unread int `json:"unread" doc:"How many of the newest 100 are unread"`
}

// ReadNotificationRequest marks one notification as read, or all up to it (feature N1).
type ReadNotificationRequest struct {
	NotificationID string `path:"notificationId" json:"-" minLength:"20" maxLength:"120" pattern:"^[0-9]+-[A-Za-z0-9_.:-]+$"`
	Older          bool   `json:"older,omitempty" doc:"All that arrived before it, too"`
}

// NotificationRead says what was marked.
type NotificationRead struct {
	ID    string `json:"id"`
	Older bool   `json:"older,omitempty"`
}

// ReadNotification marks notifications of the caller as read.
var ReadNotification = define[ReadNotificationRequest, NotificationRead](Action{
	Name: "read-notification", Area: Creators, Features: "N1",
	Actors:  []actor.Kind{actor.Agency, actor.Seller, actor.Creator, actor.Operator},
	Summary: "Marks a notification as read, or with it all that arrived before it. Doing it twice changes nothing.",
	Method:  http.MethodPost, Path: "/v1/notifications/{notificationId}/read",
	Table: []Operation{Update, Put, Check},
})

// ListNotifications reads the caller's inbox.
var ListNotifications = define[ListNotificationsRequest, Notifications](Action{
	Name: "list-notifications", Area: Creators, Features: "N1",
	Actors:  []actor.Kind{actor.Agency, actor.Seller, actor.Creator, actor.Operator},
	Summary: "Lists the caller's notifications, the last arrived first, with how many are unread.",
	Method:  http.MethodGet, Path: "/v1/notifications",
	Table: []Operation{Query, Get},
})
