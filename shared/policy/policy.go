// Package policy holds the rules of sample policies: the settings that rules use, the text that creators agree to, and the
// brief (features K1, K2). An agency keeps one policy for all its campaigns and, where it likes, one of a campaign's own that
// holds in its place. A version never changes once it is set. Pure: no AWS.
package policy

import "time"

// Day is the unit of a policy's windows.
const Day = 24 * time.Hour

// Days is n days.
func Days(n int) time.Duration { return time.Duration(n) * Day }

// Policy is what rules use of one version.
type Policy struct {
	Version int // counts the versions of all policies of an agency, from Default's on
	Settings
}

// Settings are what rules use of a policy. Windows are whole days.
type Settings struct {
	AnswerDays         int `json:"answerDays"`         // an authorization request expires after
	AnswerReminderDays int `json:"answerReminderDays"` // and reminds once after
	ShipByDays         int `json:"shipByDays"`         // from the order to the dispatch
	DeliverByDays      int `json:"deliverByDays"`      // from the dispatch until it counts as lost

	SampleLimit     SampleLimit `json:"sampleLimit"`
	OpenSamples     int         `json:"openSamples"`     // samples of one creator that have not ended, at most (F6)
	CampaignSamples int         `json:"campaignSamples"` // samples of one creator in a campaign's period, at most (F6)
	Repeat          Repeat      `json:"repeat"`

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

	NonPosting NonPosting `json:"nonPosting"`
}

// SampleLimit is what a creator can receive (seed 003, sample limits; feature F6).
type SampleLimit string

// The limits.
const (
	OneItem     SampleLimit = "one_item"            // one sample of the agency, in whichever campaign
	OneBundle   SampleLimit = "one_bundle"          // CampaignSamples of a campaign, if they are ordered within a day of each other
	PerCampaign SampleLimit = "per_campaign_period" // CampaignSamples in a campaign's period
)

// SampleLimits are all of them.
var SampleLimits = []SampleLimit{OneItem, OneBundle, PerCampaign}

// Repeat is what becomes of an order of a product that the creator was sent before (feature F5).
type Repeat string

// The answers to it.
const (
	RepeatRefused    Repeat = "refused"
	RepeatWithReason Repeat = "with_reason"
)

// Repeats are all of them.
var Repeats = []Repeat{RepeatRefused, RepeatWithReason}

// NonPosting is what follows for a creator from a sample without content (seed 003, non-posting policy; feature I7).
type NonPosting string

// The actions.
const (
	LowerPriority NonPosting = "lower_priority"     // the creator is marked among the others
	Restriction   NonPosting = "restriction"        // nothing is sent to the creator until the agency lifts that
	Review        NonPosting = "review_before_next" // the next order needs a note of the person who has looked at it
)

// NonPostings are all of them.
var NonPostings = []NonPosting{LowerPriority, Restriction, Review}

// Default is the policy that holds where an agency has set none: seed 003's two and four days for the receipt, and two weeks
// for the content. It is version 1 of every agency, and what is kept of other versions says how they differ from it (Held): its
// settings must stay as they are.
var Default = Policy{Version: 1, Settings: Settings{
	AnswerDays: 7, AnswerReminderDays: 3,
	ShipByDays: 14, DeliverByDays: 30,
	SampleLimit: PerCampaign, OpenSamples: 10, CampaignSamples: 20, Repeat: RepeatRefused,
	ReceiptReminderDays: 2, FollowUpDays: 4,
	ContentDays: 14, DueSoonDays: 3, FinalReminderDays: 3, MissedDays: 6,
	Extensions: 2, ExtensionDays: 7,
	Reships: 2, ResolveDays: 14,
	NonPosting: Restriction,
}}
