package registration

import (
	"time"

	"samplepath/shared/campaign"
)

// Tab is one list of a campaign's registrations (feature C5).
type Tab string

// The tabs. Approved holds the ongoing ones, Rejected those rejected for good, too.
const (
	TabPending       Tab = "pending"
	TabApproved      Tab = "approved"
	TabRejected      Tab = "rejected"
	TabPendingClosed Tab = "pending_closed"
	TabClosed        Tab = "closed"
)

// Tabs are all of them.
var Tabs = []Tab{TabPending, TabApproved, TabRejected, TabPendingClosed, TabClosed}

// Tab is where registrations of a status are listed.
func (s Status) Tab() Tab {
	if s == StatusBlocked {
		return TabRejected
	}
	return Tab(s)
}

// Counts says how many registrations are on each tab.
type Counts struct {
	Pending       int `json:"pending"`
	Approved      int `json:"approved"`
	Rejected      int `json:"rejected"`
	PendingClosed int `json:"pending_closed"`
	Closed        int `json:"closed"`
}

// At are the counts at a time: with the end of the campaign period, what creators could promote is closed (feature C5).
func (c Counts) At(of campaign.Campaign, now time.Time) Counts {
	if of.CheckOpen(now) != nil {
		c.Closed = c.EverLive()
		c.Approved, c.PendingClosed = 0, 0
	}
	return c
}

// EverLive counts the products that creators could promote at some time.
func (c Counts) EverLive() int { return c.Approved + c.PendingClosed + c.Closed }
