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
	Kind       notice.Kind `query:"kind,omitempty" json:"-" doc:"Only what is about this kind of thing. With a filter, 250 notifications are looked at for a page, which may be short, or empty with a cursor"`
	CampaignID string      `query:"campaignId,omitempty" json:"-" format:"cmp" doc:"Only what is about this campaign"`
	Unread     bool        `query:"unread,omitempty" json:"-" doc:"Only what is unread"`
	Paging
}

// Notifications is one page of the caller's inbox.
type Notifications struct {
	Page[Notification]
	Unread int `json:"unread" doc:"How many of the newest 100 are unread, whatever the filters say"`
}

// Notification is one entry of the caller's inbox. It names what its text is about, as things were called when it arrived, with
// the ids by which other calls find them; what the recipient may not know, and what it is not about, is left out.
type Notification struct {
	ID      string      `json:"id"`
	Type    event.Type  `json:"type" example:"sample.delivered"`
	Kind    notice.Kind `json:"kind" doc:"What kind of thing it is about"`
	Subject string      `json:"subject" doc:"What it is about" example:"smp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	Text    string      `json:"text" doc:"English, without times: format those that stand beside it" example:"Summer Glow: \"Vitamin C Serum\" for @glow.with.ana is delivered."`
	Count   int         `json:"count" doc:"How many things one bulk call did this to; the ids are those of the first"`
	At      time.Time   `json:"at" doc:"When it happened"`
	Read    bool        `json:"read"`

	SampleID       string     `json:"sampleId,omitempty"`
	RequestID      string     `json:"requestId,omitempty" doc:"Of an authorization request"`
	CampaignID     string     `json:"campaignId,omitempty"`
	CampaignName   string     `json:"campaignName,omitempty"`
	RegistrationID string     `json:"registrationId,omitempty"`
	ProductID      string     `json:"productId,omitempty"`
	ProductName    string     `json:"productName,omitempty"`
	AgencyID       string     `json:"agencyId,omitempty"`
	AgencyName     string     `json:"agencyName,omitempty"`
	SellerID       string     `json:"sellerId,omitempty"`
	SellerName     string     `json:"sellerName,omitempty"`
	CreatorID      string     `json:"creatorId,omitempty"`
	CreatorHandle  string     `json:"creatorHandle,omitempty"`
	ContentDueAt   *time.Time `json:"contentDueAt,omitempty" doc:"When the sample's content is due, as known when the notification arrived"`
	ExpiresAt      *time.Time `json:"expiresAt,omitempty" doc:"When the authorization request expires"`
}

// NotificationOf is a notice as its recipient sees it.
func NotificationOf(n notice.Notice) Notification {
	a := n.About
	return Notification{
		ID: n.ID, Type: n.Type, Kind: n.Kind(), Subject: n.Subject, Text: n.Text(), Count: n.Count, At: n.At, Read: n.Read,
		SampleID: a.SampleID, RequestID: a.RequestID, CampaignID: a.CampaignID, CampaignName: a.CampaignName,
		RegistrationID: a.RegistrationID, ProductID: a.ProductID, ProductName: a.ProductName, AgencyID: a.AgencyID, AgencyName: a.AgencyName,
		SellerID: a.SellerID, SellerName: a.SellerName, CreatorID: a.CreatorID, CreatorHandle: a.CreatorHandle,
		ContentDueAt: a.ContentDueAt, ExpiresAt: a.ExpiresAt,
	}
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
	Method:  http.MethodPut, Path: "/v1/notifications/{notificationId}/read",
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
