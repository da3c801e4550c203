package contract

import (
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/authorization"
)

// AgencyAuthorization is how an agency stands with a creator, as the agency sees it (feature E2).
type AgencyAuthorization struct {
	RequestID   string               `json:"requestId" example:"ath_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	AgencyID    string               `json:"agencyId"`
	AgencyName  string               `json:"agencyName"`
	CreatorID   string               `json:"creatorId"`
	Handle      string               `json:"creatorHandle"`
	CampaignID  string               `json:"campaignId" doc:"The campaign in which the agency asked"`
	Campaign    string               `json:"campaignName" doc:"As it was called then"`
	Status      authorization.Status `json:"status"`
	RequestedAt time.Time            `json:"requestedAt"`
	ExpiresAt   time.Time            `json:"expiresAt" doc:"When an unanswered request expires"`
	RemindedAt  *time.Time           `json:"remindedAt,omitempty"`
	RemindAt    *time.Time           `json:"remindAt,omitempty" doc:"When the request reminds; absent afterwards"`
	AnsweredAt  *time.Time           `json:"answeredAt,omitempty"`
	EndedAt     *time.Time           `json:"endedAt,omitempty" doc:"When the creator took the authorization back"`
	Destination *Destination         `json:"destination,omitempty" doc:"City, region and country of the address; the street is for the seller who ships"`
	AddressID   string               `json:"addressId,omitempty" doc:"The address that samples go to; only the creator and the seller who ships can read it"`
	Agreed      int                  `json:"agreedPolicyVersion,omitempty" doc:"The version of the agency's sample policy to which the creator has agreed"`
	Version     int                  `json:"version"`
}

// CreatorAuthorization is how an agency stands with a creator, as the creator sees it (feature E3).
type CreatorAuthorization struct {
	RequestID   string               `json:"requestId" example:"ath_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	AgencyID    string               `json:"agencyId"`
	AgencyName  string               `json:"agencyName"`
	CreatorID   string               `json:"creatorId"`
	Handle      string               `json:"creatorHandle"`
	CampaignID  string               `json:"campaignId" doc:"The campaign in which the agency asked"`
	Campaign    string               `json:"campaignName" doc:"As it was called then"`
	Status      authorization.Status `json:"status"`
	RequestedAt time.Time            `json:"requestedAt"`
	ExpiresAt   time.Time            `json:"expiresAt" doc:"When an unanswered request expires"`
	RemindedAt  *time.Time           `json:"remindedAt,omitempty"`
	AnsweredAt  *time.Time           `json:"answeredAt,omitempty"`
	EndedAt     *time.Time           `json:"endedAt,omitempty" doc:"When the caller took the authorization back"`
	Destination *Destination         `json:"destination,omitempty" doc:"What the agency sees of the address"`
	AddressID   string               `json:"addressId,omitempty" doc:"The address that samples go to"`
	Agreed      int                  `json:"agreedPolicyVersion,omitempty" doc:"The version of the agency's sample policy to which the creator has agreed"`
	Version     int                  `json:"version"`
}

// AgencyAuthorizationDetail is how an agency stands with a creator, as the agency reads it by the creator's id.
type AgencyAuthorizationDetail struct {
	View actor.Kind `json:"view" enum:"agency"`
	AgencyAuthorization
}

// CreatorAuthorizationDetail is how an agency stands with a creator, as the creator reads it by the agency's id.
type CreatorAuthorizationDetail struct {
	View actor.Kind `json:"view" enum:"creator"`
	CreatorAuthorization
	PolicyVersion int                  `json:"policyVersion" doc:"The sample policy that holds for the campaign now, to be agreed to with the acceptance: get-sample-policy has its text and the brief, by agencyId and version"`
	Policy        SamplePolicySettings `json:"policy" doc:"What it comes to in numbers"`
}

// AgencyAuthorizationOf is an authorization as its agency sees it.
func AgencyAuthorizationOf(a authorization.Authorization) AgencyAuthorization {
	return AgencyAuthorization{
		RequestID: a.RequestID, AgencyID: a.AgencyID, AgencyName: a.AgencyName, CreatorID: a.CreatorID, Handle: a.Handle,
		CampaignID: a.CampaignID, Campaign: a.Campaign,
		Status: a.Status, RequestedAt: a.RequestedAt, ExpiresAt: a.ExpiresAt, RemindedAt: a.RemindedAt, RemindAt: a.RemindAt,
		AnsweredAt: a.AnsweredAt, EndedAt: a.EndedAt, Destination: (*Destination)(a.Destination), AddressID: a.AddressID,
		Agreed: a.Agreed, Version: a.Version,
	}
}

// CreatorAuthorizationOf is an authorization as its creator sees it.
func CreatorAuthorizationOf(a authorization.Authorization) CreatorAuthorization {
	return CreatorAuthorization{
		RequestID: a.RequestID, AgencyID: a.AgencyID, AgencyName: a.AgencyName, CreatorID: a.CreatorID, Handle: a.Handle,
		CampaignID: a.CampaignID, Campaign: a.Campaign,
		Status: a.Status, RequestedAt: a.RequestedAt, ExpiresAt: a.ExpiresAt, RemindedAt: a.RemindedAt, AnsweredAt: a.AnsweredAt,
		EndedAt: a.EndedAt, Destination: (*Destination)(a.Destination), AddressID: a.AddressID, Agreed: a.Agreed, Version: a.Version,
	}
}
