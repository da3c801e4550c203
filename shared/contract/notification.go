package contract

import (
	"net/http"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/notice"
)

// ListNotificationsRequest asks for the caller's inbox (feature N1).
type ListNotificationsRequest struct {
	Paging
}

// Notifications is one page of the caller's inbox.
type Notifications struct {
	Page[Notification]
	Unread int `json:"unread" doc:"How many of the newest 100 are unread"`
}

// Notification is one entry of the caller's inbox.
type Notification struct {
	ID      string     `json:"id"`
	Type    event.Type `json:"type" example:"sample.delivered"`
	Subject string     `json:"subject" doc:"What it is about" example:"smp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	Text    string     `json:"text"`
	At      time.Time  `json:"at" doc:"When it happened"`
	Read    bool       `json:"read"`
}

// NotificationOf is a notice as its recipient sees it.
func NotificationOf(n notice.Notice) Notification {
	return Notification{ID: n.ID, Type: n.Type, Subject: n.Subject, Text: n.Text, At: n.At, Read: n.Read}
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
	Table:  []Operation{Update, Put, Check},
	Errors: []*fault.Error{notice.ErrNotFound},
})

// ListNotifications reads the caller's inbox.
var ListNotifications = define[ListNotificationsRequest, Notifications](Action{
	Name: "list-notifications", Area: Creators, Features: "N1",
	Actors:  []actor.Kind{actor.Agency, actor.Seller, actor.Creator, actor.Operator},
	Summary: "Lists the caller's notifications, the last arrived first, with how many are unread.",
	Method:  http.MethodGet, Path: "/v1/notifications",
	Table: []Operation{Query, Get},
})
