package policy

import (
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// EventSet is the event of a new version.
const EventSet event.Type = "policy.set"

// Faults of policies.
var (
	ErrNotFound = fault.New(fault.NotFound, "policy_not_found")
	// ErrChanged is for who rests on a version that holds no longer: an editor, or a creator who agrees to it.
	ErrChanged = fault.New(fault.Conflict, "policy_changed")
)

// Level is whose policy a version is.
type Level string

// The levels: each holds where those after it are not set.
const (
	Standard   Level = "standard" // Default
	OfAgency   Level = "agency"   // for all campaigns of an agency
	OfCampaign Level = "campaign"
)

// Levels are all of them.
var Levels = []Level{Standard, OfAgency, OfCampaign}

// Sections are the text of a policy: the sections of seed 003's table, each as a creator reads it.
type Sections struct {
	ProgramPurpose       string `json:"programPurpose"`
	Eligibility          string `json:"eligibility"`
	ApplicationMethod    string `json:"applicationMethod"`
	ApprovalProcess      string `json:"approvalProcess"`
	ShippingRequirements string `json:"shippingRequirements"`
	SampleLimits         string `json:"sampleLimits"`
	ContentExpectations  string `json:"contentExpectations"`
	PostingTimeline      string `json:"postingTimeline"`
	BrandGuidelines      string `json:"brandGuidelines"`
	Communication        string `json:"communication"`
	UsageRights          string `json:"usageRights"`
	NonPosting           string `json:"nonPosting"`
	DamagedOrMissing     string `json:"damagedOrMissing"`
	ReturnAndResale      string `json:"returnAndResale"`
	DataRecordkeeping    string `json:"dataRecordkeeping"`
}

// Brief says what content is to show, and what it must not (seed 003, brand guidelines).
type Brief struct {
	RequiredTags     []string `json:"requiredTags,omitempty"`
	ProhibitedClaims []string `json:"prohibitedClaims,omitempty"`
	Disclosure       string   `json:"disclosure,omitempty"`
	MustMention      []string `json:"mustMention,omitempty"`
	Visuals          string   `json:"visuals,omitempty"`
	References       []string `json:"references,omitempty"`
}

// Text is what people read of a policy.
type Text struct {
	Sections Sections `json:"sections"`
	Brief    Brief    `json:"brief"`
	// Products are the briefs of single products, by registration, which hold in place of Brief.
	Products map[string]Brief `json:"products,omitempty"`
}

// Document is a version of a policy as it was set. It is stored once and never changed.
type Document struct {
	AgencyID   string    `json:"agencyId"`
	CampaignID string    `json:"campaignId,omitempty"` // empty: for all campaigns of the agency
	Version    int       `json:"version"`
	SetAt      time.Time `json:"setAt,omitzero"`
	Settings   Settings  `json:"settings"`
	Text
}

// Level is whose policy the document is.
func (d Document) Level() Level {
	switch {
	case d.Version == Default.Version:
		return Standard
	case d.CampaignID == "":
		return OfAgency
	}
	return OfCampaign
}

// Head is the present version of an agency's policy, or of a campaign's own: what rules use of it, without its text.
type Head struct {
	AgencyID      string   `json:"agencyId"`
	CampaignID    string   `json:"campaignId,omitempty"`
	PolicyVersion int      `json:"policyVersion"`
	Settings      Settings `json:"settings"`
	Version       int      `json:"version"` // counts the changes of this one
}

// Identity is for event.Aggregate.
func (h Head) Identity() (string, int) {
	if h.CampaignID != "" {
		return h.CampaignID + ":policy", h.Version
	}
	return h.AgencyID + ":policy", h.Version
}

// State is for event.Aggregate. A policy that is set stays set.
func (h Head) State() string { return "set" }

// Involved is for event.Aggregate.
func (h Head) Involved() event.Parties {
	return event.Parties{AgencyID: h.AgencyID, CampaignID: h.CampaignID}
}

// Holding are the policies of which one holds for a campaign. One that was never set is the zero value.
type Holding struct{ Agency, Campaign Head }

// Policy is the one that holds: the campaign's own, else the agency's, else Default.
func (h Holding) Policy() Policy {
	for _, head := range []Head{h.Campaign, h.Agency} {
		if head.PolicyVersion > 0 {
			return Policy{Version: head.PolicyVersion, Settings: head.Settings}
		}
	}
	return Default
}

// Set makes the next version of the policy that a document is for, and its head. latest is the newest version of all policies of
// the agency, 0 for none. It answers ErrChanged where expected is not the version that holds.
func Set(h Holding, d Document, expected, latest int, now time.Time) (before, after Head, set Document, err error) {
	if holds := h.Policy().Version; holds != expected {
		return before, after, d, ErrChanged.With("version", holds)
	}
	before = h.Agency
	if d.CampaignID != "" {
		before = h.Campaign
	}
	d.Version, d.SetAt = max(latest, Default.Version)+1, now
	after = Head{AgencyID: d.AgencyID, CampaignID: d.CampaignID, PolicyVersion: d.Version, Settings: d.Settings, Version: before.Version + 1}
	return before, after, d, nil
}
