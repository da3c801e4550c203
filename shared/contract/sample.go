package contract

import (
	"net/http"
	"reflect"
	"slices"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/carrier"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

// ListEligibleSamplesRequest asks which products a creator can be sent (feature F2).
type ListEligibleSamplesRequest struct {
	CampaignID string `path:"campaignId" json:"-" format:"cmp"`
	CreatorID  string `path:"creatorId" json:"-" format:"crt"`
	Paging
}

// EligibleSample is a product with what can be ordered of it.
type EligibleSample struct {
	RegistrationID string         `json:"registrationId"`
	ProductID      string         `json:"productId"`
	ProductName    string         `json:"productName"`
	ImageURL       string         `json:"imageUrl,omitempty" doc:"A picture of the product"`
	Price          *Money         `json:"price,omitempty" doc:"What buyers pay"`
	Category       string         `json:"category,omitempty"`
	SellerID       string         `json:"sellerId"`
	SellerName     string         `json:"sellerName" doc:"The shop"`
	Available      int            `json:"available" doc:"min(stock, given - ordered)"`
	Reason         string         `json:"reason,omitempty" values:"UnavailableReason" doc:"Why none is available"`
	SellerContact  *SellerContact `json:"sellerContact,omitempty" doc:"Whom to ask for more, when the allocation is exhausted"`
	SampledAs      string         `json:"alreadySampledAs,omitempty" doc:"The sample of this product that the agency ordered for the creator before, in this campaign or another"`
}

// SellerContact is how an agency reaches a seller.
type SellerContact struct {
	Email    string `json:"email"`
	WhatsApp string `json:"whatsApp,omitempty"`
}

// OrderSampleRequest orders one sample (feature F3).
type OrderSampleRequest struct {
	CampaignID         string `json:"campaignId" format:"cmp"`
	RegistrationID     string `json:"registrationId" format:"reg"`
	CreatorID          string `json:"creatorId" format:"crt"`
	Variant            string `json:"variant,omitempty" maxLength:"60" doc:"Size, shade or flavour"`
	RepeatReason       string `json:"repeatReason,omitempty" maxLength:"300" doc:"Why the creator is sent a product again, where the policy allows that; counts only where it was sent before"`
	ReviewNote         string `json:"reviewNote,omitempty" maxLength:"300" doc:"What came of looking at the creator's last sample without content, where the policy asks for that before the next order"`
	AwaitAuthorization bool   `json:"awaitAuthorization,omitempty" doc:"Order also where the creator has not authorized the agency: the creator is asked, unless a request is pending, and the sample goes on by itself with the acceptance"`
}

// ConfirmReceiptRequest says that the parcel is here (feature H6).
type ConfirmReceiptRequest struct {
	SampleID  string           `path:"sampleId" json:"-" format:"smp"`
	Condition sample.Condition `json:"condition" doc:"damaged_box: the product is fine"`
}

// SubmitContentRequest logs what the creator posted (feature I3).
type SubmitContentRequest struct {
	SampleID    string             `path:"sampleId" json:"-" format:"smp"`
	Kind        sample.ContentKind `json:"kind"`
	URL         string             `json:"url" format:"uri" maxLength:"500" doc:"Of TikTok, unless the deployment allows other sites" example:"https://www.tiktok.com/@glow.with.ana/video/7300000000000000001"`
	PublishedAt time.Time          `json:"publishedAt"`
}

// CorrectContentRequest puts right a post that was logged wrong (feature I3). What is absent stays as it was.
type CorrectContentRequest struct {
	SampleID    string             `path:"sampleId" json:"-" format:"smp"`
	Number      string             `path:"number" json:"-" pattern:"^[0-9]{1,3}$" maxLength:"3" doc:"Of the post"`
	Kind        sample.ContentKind `json:"kind,omitempty"`
	URL         string             `json:"url,omitempty" format:"uri" maxLength:"500"`
	PublishedAt *time.Time         `json:"publishedAt,omitempty"`
}

// TrackSamplesRequest lists the samples of a campaign (feature I4): of one tab, of a creator, a product or a time, or those
// that changed since a time.
type TrackSamplesRequest struct {
	CampaignID     string     `path:"campaignId" json:"-" format:"cmp"`
	Status         string     `query:"status,omitempty" json:"-" values:"TrackedStatus" doc:"A tab, or one status: not_yet_posted is every status before a post, posted also those completed, closed those that ended without one. Where it is absent, not_yet_posted; of a creator, a product or a time, every status"`
	CreatorID      string     `query:"creatorId,omitempty" json:"-" format:"crt" doc:"Only samples for this creator"`
	RegistrationID string     `query:"registrationId,omitempty" json:"-" format:"reg" doc:"Only samples of this product"`
	OrderedFrom    *time.Time `query:"orderedFrom,omitempty" json:"-" doc:"Only samples that were ordered at this time or later"`
	OrderedBefore  *time.Time `query:"orderedBefore,omitempty" json:"-" doc:"Only samples that were ordered before this time"`
	UpdatedSince   *time.Time `query:"updatedSince,omitempty" json:"-" doc:"Only samples that changed at this time or later. What has changed moves no sample in the list: read all pages"`
	Sort           SortOrder  `query:"sort,omitempty" json:"-" default:"oldest" doc:"Of one tab, samples are by their progress first, and newest turns both round; of a creator, a product or a time they are by the order alone"`
	Counts         bool       `query:"counts,omitempty" json:"-" doc:"Count the tabs, too: as many reads as a page for each"`
	Paging
}

// ByOrder reports whether the samples are listed by the time of their order.
func (r TrackSamplesRequest) ByOrder() bool {
	return r.CreatorID != "" || r.RegistrationID != "" || r.OrderedFrom != nil || r.OrderedBefore != nil
}

// TrackedSample is a sample with what its page shows beside it.
type TrackedSample struct {
	AgencySample
	SampleSurroundings
}

// TrackedSamples is one page of a campaign's samples. A page of a creator, a product or a time may hold fewer than the limit where a
// status is asked for, too, and so may one of those that are completed, or that changed since a time: read on until there is no nextCursor.
type TrackedSamples struct {
	Page[TrackedSample]
	Counts *TrackedCounts `json:"counts,omitempty" doc:"Where they are asked for"`
}

// TrackedCounts says how many samples are on each tab: of a campaign's up to 1,000, which stands for as many or more.
type TrackedCounts struct {
	NotYetPosted int `json:"notYetPosted"`
	Posted       int `json:"posted"`
	Closed       int `json:"closed"`
}

// TrackedCountsOf shows counts by tab.
func TrackedCountsOf(n map[sample.TrackingTab]int) TrackedCounts {
	return TrackedCounts{NotYetPosted: n[sample.NotYetPosted], Posted: n[sample.HasPosted], Closed: n[sample.Closed]}
}

// trackedStatuses are what a campaign's samples are listed by: the tabs, and then each status. On the tab posted are those
// that are completed, too.
var trackedStatuses = func() []string {
	var out []string
	for _, tab := range sample.TrackingTabs {
		out = append(out, string(tab))
	}
	for _, status := range sample.Statuses {
		if !slices.Contains(out, string(status)) {
			out = append(out, string(status))
		}
	}
	return out
}()

// Tab is the tab that is asked for, or none for all of them, and the status where only one of those on it is.
func (r TrackSamplesRequest) Tab() (sample.TrackingTab, sample.Status) {
	switch tab := sample.TrackingTab(r.Status); {
	case r.Status == "" && r.ByOrder():
		return "", ""
	case r.Status == "":
		return sample.NotYetPosted, ""
	case slices.Contains(sample.TrackingTabs, tab):
		return tab, ""
	}
	status := sample.Status(r.Status)
	return sample.Sample{Status: status}.TrackingTab(), status
}

// SampleRequest names a sample.
type SampleRequest struct {
	SampleID string `path:"sampleId" json:"-" format:"smp"`
}

// TimelineRequest asks for a sample's events (feature O3).
type TimelineRequest struct {
	SampleID string `path:"sampleId" json:"-" format:"smp"`
	Paging
}

// The actions of samples.
var (
	ListEligibleSamples = define[ListEligibleSamplesRequest, Page[EligibleSample]](Action{
		Name: "list-eligible-samples", Area: Samples, Features: "F2", Actors: agency,
		Summary: "Lists a campaign's approved products with what a creator can be sent of each.",
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}/creators/{creatorId}/eligible-samples",
		Table:  []Operation{Get, Query},
		Errors: []*fault.Error{campaign.ErrNotFound},
	})
	OrderSample = define[OrderSampleRequest, AgencySample](Action{
		Name: "order-sample", Area: Samples, Features: "F3 F5 F9", Actors: agency,
		Summary: "Orders a sample for a creator, who may be asked for authorization with it. The allocation goes down with it.",
		Method:  http.MethodPost, Path: "/v1/samples", Status: http.StatusCreated,
		Table:  []Operation{Get, Put, Update, Check},
		Errors: with(notOrderable, campaign.ErrNotFound, registration.ErrNotFound),
	})
	TrackSamples = define[TrackSamplesRequest, TrackedSamples](Action{
		Name: "track-samples", Area: Samples, Features: "H4 I4", Actors: agency,
		Summary: "Lists a campaign's samples: of one tab, by status and age, or of a creator, a product or a time, by age.",
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}/samples",
		Table:  []Operation{Get, Query, QueryGSI1, QueryGSI2},
		Errors: []*fault.Error{campaign.ErrNotFound},
	})
	GetSample = define[SampleRequest, any](Action{
		Name: "get-sample", Area: Samples, Features: "H4 H7 O1", Actors: []actor.Kind{actor.Agency, actor.Seller, actor.Creator},
		Summary: "Reads a sample with its attempts, exceptions and the carrier's events. A seller sees nothing of the creator.",
		Answers: map[actor.Kind]reflect.Type{
			actor.Agency:  reflect.TypeFor[AgencySampleDetail](),
			actor.Seller:  reflect.TypeFor[SellerSampleDetail](),
			actor.Creator: reflect.TypeFor[CreatorSampleDetail](),
		},
		Method: http.MethodGet, Path: "/v1/samples/{sampleId}",
		Table: []Operation{Get, Query}, Uses: []Use{NameLifecycles},
		Errors: []*fault.Error{sample.ErrNotFound},
	})
	GetSampleTimeline = define[TimelineRequest, Page[TimelineEntry]](Action{
		Name: "get-sample-timeline", Area: Samples, Features: "O3", Actors: agency,
		Summary: "Lists every change of a sample, oldest first.",
		Method:  http.MethodGet, Path: "/v1/samples/{sampleId}/timeline",
		Table:  []Operation{Get, Query},
		Errors: []*fault.Error{sample.ErrNotFound},
	})
	ConfirmReceipt = define[ConfirmReceiptRequest, CreatorSample](Action{
		Name: "confirm-receipt", Area: Samples, Features: "H6", Actors: creator,
		Summary: "Confirms that the sample has arrived, and in which condition.",
		Method:  http.MethodPost, Path: "/v1/samples/{sampleId}/receipt",
		Table:  []Operation{Get, Put, Update},
		Errors: notMoved,
	})
	SubmitContent = define[SubmitContentRequest, CreatorSample](Action{
		Name: "submit-content", Area: Samples, Features: "I3", Actors: creator,
		Summary: "Logs a video or LIVE that the creator posted; up to 20 of a sample. One that comes after the deadline is late.",
		Method:  http.MethodPost, Path: "/v1/samples/{sampleId}/content",
		Table: []Operation{Get, Put, Update}, Uses: []Use{ContentSites},
		Errors: with(notMoved, sample.ErrContentLogged, sample.ErrTooManyPosts),
	})
	CorrectContent = define[CorrectContentRequest, CreatorSample](Action{
		Name: "correct-content", Area: Samples, Features: "I3", Actors: creator,
		Summary: "Corrects a post that the creator logged wrong. One that TikTok Shop has confirmed stands.",
		Method:  http.MethodPatch, Path: "/v1/samples/{sampleId}/content/{number}",
		Table: []Operation{Get, Put, Update}, Uses: []Use{ContentSites},
		Errors: []*fault.Error{sample.ErrNotFound, sample.ErrNoContent, sample.ErrContentConfirmed},
	})
)

// RetriedLifecycle says where the sample stands whose workflow is started anew.
type RetriedLifecycle struct {
	Status sample.Status `json:"status"`
}

// RetryLifecycle is for operators who have looked at a workflow that broke.
var RetryLifecycle = define[SampleRequest, RetriedLifecycle](Action{
	Name: "retry-lifecycle", Area: Samples, Features: "O2", Actors: operator,
	Summary: "Lets the workflow of a sample, which was restarted in vain, be started anew: within the hour, by the reconciler.",
	Method:  http.MethodPost, Path: "/v1/samples/{sampleId}/retry",
	Table:  []Operation{Get, Put, Update},
	Errors: with(notMoved, sample.ErrNotBroken),
})

// CarrierEventRequest is a carrier's webhook: its body is the provider's own.
type CarrierEventRequest struct {
	Carrier string `path:"carrier" json:"-" values:"ShippingProvider"`
}

// CarrierEventAnswer says what became of it.
type CarrierEventAnswer struct {
	Result NewsResult `json:"result" values:"CarrierEventResult" doc:"kept: for a label, or the dispatch, that is to come"`
}

// ReceiveCarrierEvent takes the signed webhooks of shipping providers.
var ReceiveCarrierEvent = define[CarrierEventRequest, CarrierEventAnswer](Action{
	Name: "receive-carrier-event", Area: Open, Features: "H3 H9 H10", Actors: []actor.Kind{actor.Platform},
	Summary: "Takes a signed event of a shipping provider. Duplicates change nothing, and a status never moves back.",
	Method:  http.MethodPost, Path: "/v1/webhooks/carriers/{carrier}",
	Table: []Operation{Get, Put, Update}, Uses: []Use{CarrierSecrets},
	Errors: []*fault.Error{carrier.ErrSignature, carrier.ErrUnreadable, carrier.ErrKeys},
})
