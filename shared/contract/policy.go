package contract

import (
	"fmt"
	"net/http"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/id"
	"samplepath/shared/policy"
)

// SamplePolicySettings are what rules use of a policy (feature K1). The bounds are those of policy.Settings.Check.
type SamplePolicySettings struct {
	AnswerDays          int                `json:"answerDays" minimum:"2" maximum:"30" doc:"An authorization request expires after"`
	AnswerReminderDays  int                `json:"answerReminderDays" minimum:"1" maximum:"29" doc:"It reminds once after; less than answerDays"`
	ShipByDays          int                `json:"shipByDays" minimum:"1" maximum:"60" doc:"From the order to the dispatch"`
	DeliverByDays       int                `json:"deliverByDays" minimum:"1" maximum:"90" doc:"From the dispatch until it counts as lost"`
	SampleLimit         policy.SampleLimit `json:"sampleLimit" doc:"What a creator can receive: one sample of the agency in all, one bundle of campaignSamples that are ordered within a day, or campaignSamples in each campaign's period"`
	OpenSamples         int                `json:"openSamples" minimum:"1" maximum:"100" doc:"Samples of one creator that have not ended, at most"`
	CampaignSamples     int                `json:"campaignSamples" minimum:"1" maximum:"100" doc:"Samples of one creator in a campaign's period, at most"`
	Repeat              policy.Repeat      `json:"repeat" doc:"Whether a product can be ordered for a creator who was sent it before"`
	ReceiptReminderDays int                `json:"receiptReminderDays" minimum:"1" maximum:"60" doc:"From the delivery: the creator is asked to confirm; less than followUpDays"`
	FollowUpDays        int                `json:"followUpDays" minimum:"2" maximum:"60" doc:"From the delivery: a person follows up; less than contentDays less dueSoonDays"`
	ContentDays         int                `json:"contentDays" minimum:"4" maximum:"90" doc:"From the delivery: the content is due"`
	DueSoonDays         int                `json:"dueSoonDays" minimum:"1" maximum:"30" doc:"Before the due date: the first reminder of the content; less than contentDays"`
	FinalReminderDays   int                `json:"finalReminderDays" minimum:"1" maximum:"30" doc:"After the due date: the last reminder; less than missedDays"`
	MissedDays          int                `json:"missedDays" minimum:"2" maximum:"60" doc:"After the due date: closed as missed"`
	Extensions          int                `json:"extensions" minimum:"0" maximum:"5" doc:"How often the due date may be moved"`
	ExtensionDays       int                `json:"extensionDays" minimum:"1" maximum:"30" doc:"By how much at most each time"`
	Reships             int                `json:"reships" minimum:"0" maximum:"5" doc:"How often a sample may be sent again"`
	ResolveDays         int                `json:"resolveDays" minimum:"1" maximum:"60" doc:"From an exception or a problem until the sample is closed as lost"`
	NonPosting          policy.NonPosting  `json:"nonPosting" doc:"What follows for a creator from a sample without content"`
}

// SamplePolicySections are the text of a policy.
type SamplePolicySections struct {
	ProgramPurpose       string `json:"programPurpose" minLength:"1" maxLength:"2000"`
	Eligibility          string `json:"eligibility" minLength:"1" maxLength:"2000" doc:"Who can receive a sample"`
	ApplicationMethod    string `json:"applicationMethod" minLength:"1" maxLength:"2000"`
	ApprovalProcess      string `json:"approvalProcess" minLength:"1" maxLength:"2000"`
	ShippingRequirements string `json:"shippingRequirements" minLength:"1" maxLength:"2000"`
	SampleLimits         string `json:"sampleLimits" minLength:"1" maxLength:"2000"`
	ContentExpectations  string `json:"contentExpectations" minLength:"1" maxLength:"2000"`
	PostingTimeline      string `json:"postingTimeline" minLength:"1" maxLength:"2000"`
	BrandGuidelines      string `json:"brandGuidelines" minLength:"1" maxLength:"2000"`
	Communication        string `json:"communication" minLength:"1" maxLength:"2000" doc:"What the creator is to confirm, report and tell"`
	UsageRights          string `json:"usageRights" minLength:"1" maxLength:"2000"`
	NonPosting           string `json:"nonPosting" minLength:"1" maxLength:"2000" doc:"What happens where nothing is posted"`
	DamagedOrMissing     string `json:"damagedOrMissing" minLength:"1" maxLength:"2000"`
	ReturnAndResale      string `json:"returnAndResale" minLength:"1" maxLength:"2000"`
	DataRecordkeeping    string `json:"dataRecordkeeping" minLength:"1" maxLength:"2000"`
}

// SampleBrief says what content is to show, and what it must not.
type SampleBrief struct {
	RequiredTags     []string `json:"requiredTags,omitempty" maxItems:"20" minLength:"1" maxLength:"100" example:"#glow"`
	ProhibitedClaims []string `json:"prohibitedClaims,omitempty" maxItems:"20" minLength:"1" maxLength:"200"`
	Disclosure       string   `json:"disclosure,omitempty" maxLength:"500" doc:"How the creator discloses that the product was given"`
	MustMention      []string `json:"mustMention,omitempty" maxItems:"20" minLength:"1" maxLength:"200"`
	Visuals          string   `json:"visuals,omitempty" maxLength:"1000" doc:"Visual preferences"`
	References       []string `json:"references,omitempty" maxItems:"20" format:"uri" maxLength:"500" doc:"Examples"`
}

// ProductBrief is the brief of one product, which holds in place of the general one.
type ProductBrief struct {
	RegistrationID string      `json:"registrationId" format:"reg"`
	Brief          SampleBrief `json:"brief"`
}

// SetSamplePolicyRequest is a new version of a policy, whole (feature K1).
type SetSamplePolicyRequest struct {
	CampaignID      string               `query:"campaignId,omitempty" json:"-" format:"cmp" doc:"Set the campaign's own policy; absent: the one of all campaigns that have none"`
	ExpectedVersion int                  `json:"expectedVersion" minimum:"1" doc:"The version that was read: refused if another holds by now"`
	Settings        SamplePolicySettings `json:"settings"`
	Sections        SamplePolicySections `json:"sections"`
	Brief           SampleBrief          `json:"brief"`
	Products        []ProductBrief       `json:"products,omitempty" maxItems:"100" doc:"Briefs of single products of the campaign"`
}

// Check is for Ruled.
func (r SetSamplePolicyRequest) Check(_ time.Time, fields *fault.Fields) {
	policy.Settings(r.Settings).Check("settings.", fields)
	seen := map[string]bool{}
	for i, p := range r.Products {
		name := fmt.Sprintf("products[%d].registrationId", i)
		fields.Check(id.Owner(p.RegistrationID) == r.CampaignID, name, "not_of_campaign")
		fields.Check(!seen[p.RegistrationID], name, "duplicate/brief")
		seen[p.RegistrationID] = true
	}
}

// Document is the version that is asked for.
func (r SetSamplePolicyRequest) Document(agencyID string) policy.Document {
	d := policy.Document{AgencyID: agencyID, CampaignID: r.CampaignID, Settings: policy.Settings(r.Settings)}
	d.Sections, d.Brief = policy.Sections(r.Sections), policy.Brief(r.Brief)
	for _, p := range r.Products {
		if d.Products == nil {
			d.Products = map[string]policy.Brief{}
		}
		d.Products[p.RegistrationID] = policy.Brief(p.Brief)
	}
	return d
}

// GetSamplePolicyRequest names a policy (features K1, K2): the version that holds, or another.
type GetSamplePolicyRequest struct {
	AgencyID   string `query:"agencyId,omitempty" json:"-" format:"agn" doc:"Whose policy; for creators, who have to name it"`
	CampaignID string `query:"campaignId,omitempty" json:"-" format:"cmp" doc:"What holds for this campaign; absent: what holds for all that have no policy of their own"`
	Version    int    `query:"version,omitempty" json:"-" minimum:"1" doc:"This version, whichever it is of; absent: the one that holds"`
}

// Check is for Ruled.
func (r GetSamplePolicyRequest) Check(_ time.Time, fields *fault.Fields) {
	fields.Check(r.Version == 0 || r.CampaignID == "", "campaignId", "not_with_version")
}

// SamplePolicy is a version of a sample policy.
type SamplePolicy struct {
	AgencyID   string               `json:"agencyId"`
	CampaignID string               `json:"campaignId,omitempty" doc:"The campaign whose own it is"`
	Level      policy.Level         `json:"level" doc:"Whose it is: the campaign's own, the agency's for all campaigns that have none, or the standard one, where neither is set"`
	Version    int                  `json:"version" doc:"Counts the versions of all policies of the agency; 1 is the standard one"`
	SetAt      time.Time            `json:"setAt,omitzero" doc:"Absent of the standard one"`
	Settings   SamplePolicySettings `json:"settings"`
	Sections   SamplePolicySections `json:"sections"`
	Brief      SampleBrief          `json:"brief"`
	Products   []ProductBrief       `json:"products,omitempty" doc:"Briefs of single products, which hold in place of brief"`
}

// The actions of the sample policy.
var (
	SetSamplePolicy = define[SetSamplePolicyRequest, SamplePolicy](Action{
		Name: "set-sample-policy", Area: Campaigns, Features: "K1", Actors: agency,
		Summary: "Sets a new version of the sample policy: of all the agency's campaigns, or of one. What was ordered before keeps its own.",
		Method:  http.MethodPut, Path: "/v1/sample-policy",
		Table:  []Operation{Get, Put, Update},
		Errors: []*fault.Error{campaign.ErrNotFound, policy.ErrChanged},
	})
	GetSamplePolicy = define[GetSamplePolicyRequest, SamplePolicy](Action{
		Name: "get-sample-policy", Area: Campaigns, Features: "K1 K2", Actors: []actor.Kind{actor.Agency, actor.Creator},
		Summary: "Reads the sample policy that holds, or a version of it. A creator reads those of an agency that has asked for authorization.",
		Method:  http.MethodGet, Path: "/v1/sample-policy",
		Table:  []Operation{Get},
		Errors: []*fault.Error{campaign.ErrNotFound, policy.ErrNotFound},
	})
)
