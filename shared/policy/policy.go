// Package policy holds the settings of a sample policy that rules use: windows, reminders, limits (features K1, I1).
// Until agencies keep policies of their own, every sample is ordered under Default. Pure: no AWS.
package policy

import "time"

// Day is the unit of a policy's windows.
const Day = 24 * time.Hour

// Policy is one version of a sample policy. Windows are whole days.
type Policy struct {
	Version int `json:"version"`

	AnswerDays         int `json:"answerDays"`         // an authorization request expires after
	AnswerReminderDays int `json:"answerReminderDays"` // and reminds once after
	ShipByDays         int `json:"shipByDays"`         // from the order to the dispatch
	DeliverByDays      int `json:"deliverByDays"`      // from the dispatch until it counts as lost

	OpenSamples     int `json:"openSamples"`     // samples of one creator that have not ended, at most (F6)
	CampaignSamples int `json:"campaignSamples"` // samples of one creator in a campaign's period, at most (F6)

	ReceiptReminderDays int `json:"receiptReminderDays"` // from delivery: ask again for the confirmation
	FollowUpDays        int `json:"followUpDays"`        // from delivery: a person of the agency follows up
	ContentDays         int `json:"contentDays"`         // from delivery: the content is due
	DueSoonDays         int `json:"dueSoonDays"`         // before the due date: first content reminder
	FinalReminderDays   int `json:"finalReminderDays"`   // after the due date: the last reminder
	MissedDays          int `json:"missedDays"`          // after the due date: closed as missed

	Extensions    int `json:"extensions"`    // how often the due date may be moved
	ExtensionDays int `json:"extensionDays"` // by how much at most each time

	Reships     int `json:"reships"`     // how often a sample may be sent again
	ResolveDays int `json:"resolveDays"` // from an exception or a problem until it is closed as lost
}

// Default is the policy that holds where nobody has written one: seed 003's two and four days for the receipt, and two
// weeks for the content.
var Default = Policy{
	Version:    1,
	AnswerDays: 7, AnswerReminderDays: 3,
	ShipByDays: 14, DeliverByDays: 30,
	OpenSamples: 10, CampaignSamples: 20,
	ReceiptReminderDays: 2, FollowUpDays: 4,
	ContentDays: 14, DueSoonDays: 3, FinalReminderDays: 3, MissedDays: 6,
	Extensions: 2, ExtensionDays: 7,
	Reships: 2, ResolveDays: 14,
}

// Days is n days.
func Days(n int) time.Duration { return time.Duration(n) * Day }
