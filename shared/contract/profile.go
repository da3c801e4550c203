package contract

import (
	"net/http"
	"reflect"

	"samplepath/shared/actor"
	"samplepath/shared/onboarding"
)

// AgencyProfile is what an agency's page shows of the agency itself: what the token says, and how far the onboarding is.
type AgencyProfile struct {
	View         actor.Kind          `json:"view" enum:"agency"`
	ID           string              `json:"id" example:"agn_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	Name         string              `json:"name" doc:"Shown to sellers and creators"`
	Market       string              `json:"market,omitempty" doc:"Where it is at home" example:"US"`
	Category     onboarding.Category `json:"businessCategory,omitempty"`
	Onboarding   onboarding.Status   `json:"onboardingStatus" doc:"Of the tax information"`
	MissingSteps []OnboardingStep    `json:"missingSteps" doc:"What is left to do before campaigns can be created"`
}

// SellerProfile is what a seller's page shows of the seller: what the token says.
type SellerProfile struct {
	View     actor.Kind `json:"view" enum:"seller"`
	ID       string     `json:"id" example:"sel_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	Name     string     `json:"name" doc:"Shown to agencies"`
	ShopCode string     `json:"shopCode,omitempty" doc:"By which campaigns invite shops" example:"USLCABCDEF"`
	Market   string     `json:"market,omitempty" doc:"Where the shop sells" example:"US"`
}

// CreatorProfile is what a creator's page shows of the creator: what the token says, and where samples of all agencies go.
type CreatorProfile struct {
	View        actor.Kind   `json:"view" enum:"creator"`
	ID          string       `json:"id" example:"crt_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	Name        string       `json:"name,omitempty"`
	Handle      string       `json:"handle" doc:"Shown to agencies" example:"@glow.with.ana"`
	Followers   int          `json:"followers" doc:"As the platform counts them"`
	AddressID   string       `json:"addressId,omitempty" doc:"The address that is kept for all agencies; GET /v1/address reads it"`
	Destination *Destination `json:"destination,omitempty" doc:"What agencies see of it"`
}

// OperatorProfile is what an operator's page shows of the operator: what the token says.
type OperatorProfile struct {
	View actor.Kind `json:"view" enum:"operator"`
	ID   string     `json:"id" example:"opr_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	Name string     `json:"name,omitempty"`
}

// AgencyProfileOf is the profile of an agency.
func AgencyProfileOf(agencyID, name, market string, o onboarding.Onboarding) AgencyProfile {
	far := OnboardingOf(o)
	return AgencyProfile{
		View: actor.Agency, ID: agencyID, Name: name, Market: market, Category: far.Category, Onboarding: far.Status,
		MissingSteps: far.MissingSteps,
	}
}

// GetProfile reads who the caller is.
var GetProfile = define[None, any](Action{
	Name: "get-profile", Area: Creators, Features: "A4 E4",
	Actors:  []actor.Kind{actor.Agency, actor.Seller, actor.Creator, actor.Operator},
	Summary: "Reads who the caller is: what the token says, and what is kept of the caller.",
	Answers: map[actor.Kind]reflect.Type{
		actor.Agency: reflect.TypeFor[AgencyProfile](), actor.Seller: reflect.TypeFor[SellerProfile](),
		actor.Creator: reflect.TypeFor[CreatorProfile](), actor.Operator: reflect.TypeFor[OperatorProfile](),
	},
	Method: http.MethodGet, Path: "/v1/profile",
	Table: []Operation{Get},
})
