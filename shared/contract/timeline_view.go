package contract

import (
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/sample"
)

// TimelineEntry is one change of a sample, as its agency sees it (feature O3).
type TimelineEntry struct {
	ID      string        `json:"id" doc:"Subject and version: unique, and in order for one subject"`
	Type    event.Type    `json:"type" values:"SampleEventType" example:"sample.dispatched"`
	Subject string        `json:"subject" doc:"Id of the sample"`
	Version int           `json:"version" doc:"Version of the sample after the change, from 1"`
	At      time.Time     `json:"at"`
	By      ChangedBy     `json:"by"`
	From    sample.Status `json:"from,omitempty" doc:"Status before; absent for the first entry"`
	To      sample.Status `json:"to" doc:"Status after"`

	Parties Parties           `json:"parties"`
	Details map[string]string `json:"details,omitempty" doc:"What else there is to say, by name"`
	// Change is the JSON merge patch (RFC 7386) from the state before to the state after, less what stands above: id,
	// version, status and the parties.
	Change map[string]any `json:"change,omitempty" doc:"JSON merge patch (RFC 7386) of the record behind the sample: what was changed besides what stands above. Its members are the record's, not those of the answers"`
}

// ChangedBy is who changed something.
type ChangedBy struct {
	Actor actor.Kind `json:"actor"`
	ID    string     `json:"id" doc:"Of the system: the name of its function"`
}

// Parties are the ids that a change concerns.
type Parties struct {
	AgencyID       string `json:"agencyId,omitempty"`
	SellerID       string `json:"sellerId,omitempty"`
	CreatorID      string `json:"creatorId,omitempty"`
	CampaignID     string `json:"campaignId,omitempty"`
	RegistrationID string `json:"registrationId,omitempty"`
}

// TimelineEntryOf is an event of a sample as its agency sees it.
func TimelineEntryOf(e event.Event) TimelineEntry {
	return TimelineEntry{
		ID: e.ID, Type: e.Type, Subject: e.Subject, Version: e.Version, At: e.At, By: ChangedBy{e.By.Actor, e.By.ID},
		From: sample.Status(e.From), To: sample.Status(e.To), Parties: Parties(e.Parties), Details: e.Details, Change: e.Change,
	}
}
