package contract

import (
	"net/http"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

// ReleaseClaimRequest takes from who has it either a product of a campaign or an application of TikTok Shop.
type ReleaseClaimRequest struct {
	CampaignID    string `json:"campaignId,omitempty" format:"cmp" doc:"With productId"`
	ProductID     string `json:"productId,omitempty" pattern:"^[0-9]{6,25}$" example:"1729384756001" doc:"TikTok Shop product id"`
	ApplicationID string `json:"platformApplicationId,omitempty" pattern:"^[0-9]{1,32}$" example:"7301948573620194857" doc:"In place of campaignId and productId"`
	Reason        string `json:"reason" minLength:"1" maxLength:"500" doc:"Whoever had it reads this"`
}

// Check is for Ruled.
func (r ReleaseClaimRequest) Check(_ time.Time, fields *fault.Fields) {
	if !fields.Sound("campaignId", "productId", "platformApplicationId") {
		return
	}
	product := r.CampaignID != "" || r.ProductID != ""
	fields.Check(!product || r.CampaignID != "", "campaignId", "required/with_product")
	fields.Check(!product || r.ProductID != "", "productId", "required/with_campaign")
	fields.Check(product || r.ApplicationID != "", "platformApplicationId", "required/application_or_product")
	fields.Check(!product || r.ApplicationID == "", "platformApplicationId", "not_allowed/with_product")
}

// ReleasedClaim says who had it.
type ReleasedClaim struct {
	RegistrationID     string              `json:"registrationId,omitempty" doc:"The registration that had the product"`
	SampleID           string              `json:"sampleId,omitempty" doc:"The sample that was linked to the application"`
	RegistrationStatus registration.Status `json:"registrationStatus,omitempty" doc:"Where the registration stands now"`
	SampleStatus       sample.Status       `json:"sampleStatus,omitempty" doc:"Where the sample stands now"`
}

// ReleaseClaim settles who may have a product or an application.
var ReleaseClaim = define[ReleaseClaimRequest, ReleasedClaim](Action{
	Name: "release-claim", Area: Campaigns, Features: "C3 H8", Actors: operator,
	Summary: "Takes a campaign's product, or an application of TikTok Shop, from who had no right to it. It is free then.",
	Method:  http.MethodPost, Path: "/v1/claim-releases",
	Table:  []Operation{Get, Put, Update},
	Errors: []*fault.Error{registration.ErrNotFound, registration.ErrMove, sample.ErrNotLinked},
})
