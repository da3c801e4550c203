package contract

import (
	"net/http"

	"samplepath/shared/actor"
	"samplepath/shared/fault"
	"samplepath/shared/platform"
	"samplepath/shared/sample"
)

// LinkSampleRequest says which application of TikTok Shop a sample is (feature H8).
type LinkSampleRequest struct {
	SampleID      string `path:"sampleId" json:"-" format:"smp"`
	ApplicationID string `json:"platformApplicationId" minLength:"1" maxLength:"32" pattern:"^[0-9]+$" example:"7301948573620194857" doc:"Id of the sample application, as TikTok Shop gives it"`
	CreatorOpenID string `json:"creatorOpenId" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9_-]+$" doc:"Of the creator, as TikTok Shop gives it with the application: with it, the creator's postings about the product count, too, and an event that names another creator ends the link"`
	ShopID        string `json:"shopId,omitempty" maxLength:"32" pattern:"^[0-9]*$" example:"7494049642642441621" doc:"Of the seller's shop on TikTok Shop: an event that names another shop ends the link"`
}

// PlatformEventRequest is a webhook of the platform: its body is TikTok Shop's own.
type PlatformEventRequest struct {
	Platform string `path:"platform" json:"-" values:"Platform"`
}

// PlatformEventAnswer says what became of it.
type PlatformEventAnswer struct {
	Result NewsResult `json:"result" values:"PlatformEventResult" doc:"kept: for a link that is to come"`
}

// The actions of the platform.
var (
	LinkSample = define[LinkSampleRequest, AgencySample](Action{
		Name: "link-sample", Area: Samples, Features: "H8", Actors: agency,
		Summary: "Links a sample to its application on TikTok Shop, whose events move it from then on. A second replaces the first.",
		Method:  http.MethodPut, Path: "/v1/samples/{sampleId}/platform-application",
		Table:  []Operation{Get, Put, Update, Delete},
		Errors: with(notMoved, sample.ErrLinked, sample.ErrApplicationTaken),
	})
	ReceivePlatformEvent = define[PlatformEventRequest, PlatformEventAnswer](Action{
		Name: "receive-platform-event", Area: Open, Features: "H8 H10 I3 I5", Actors: []actor.Kind{actor.Platform},
		Summary: "Takes a signed event of TikTok Shop: a sample's status, its content and figures. Duplicates and late ones change nothing.",
		Method:  http.MethodPost, Path: "/v1/platform-events/{platform}",
		Table: []Operation{Get, Put, Update, Delete}, Uses: []Use{PlatformSecret, ContentSites},
		Errors: []*fault.Error{platform.ErrSignature, platform.ErrUnreadable},
	})
)
