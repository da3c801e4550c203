package contract

import (
	"net/http"
	"time"

	"samplepath/shared/address"
	"samplepath/shared/authorization"
	"samplepath/shared/fault"
	"samplepath/shared/private"
)

// GetAddressRequest asks for the caller's own address (feature E4).
type GetAddressRequest struct {
	AgencyID string `query:"agencyId,omitempty" json:"-" format:"agn" doc:"The address for this agency. Where it is absent, the one for all agencies"`
}

// SetAddressRequest edits the caller's own address (features E4, E7).
type SetAddressRequest struct {
	Scope    address.Scope `json:"scope" doc:"agency: this agency only; all: every agency, also those with an address of their own"`
	AgencyID string        `json:"agencyId,omitempty" format:"agn" doc:"Needed with the scope agency"`
	Address  Address       `json:"address"`
}

// Check is for Ruled.
func (r SetAddressRequest) Check(_ time.Time, fields *fault.Fields) {
	if fields.Sound("scope") {
		fields.Check(r.Scope != address.ThisAgency || r.AgencyID != "", "agencyId", "required/scope_agency")
		fields.Check(r.Scope != address.AllAgencies || r.AgencyID == "", "agencyId", "not_allowed/agency_scope_all")
	}
	address.Check(address.Normalize(address.Address(r.Address)), "address.", fields)
}

// CreatorAddress is an address as its creator sees it.
type CreatorAddress struct {
	AddressID string  `json:"addressId"`
	AgencyID  string  `json:"agencyId,omitempty" doc:"The agency that was asked for; absent for the address of all agencies"`
	Address   Address `json:"address"`
}

// CreatorAddressOf is an address as its creator sees it.
func CreatorAddressOf(id, agencyID string, a address.Address) CreatorAddress {
	return CreatorAddress{AddressID: id, AgencyID: agencyID, Address: Address(a)}
}

// The actions of a creator's addresses.
var (
	GetAddress = define[GetAddressRequest, CreatorAddress](Action{
		Name: "get-address", Area: Creators, Features: "E4", Actors: creator,
		Summary: "Reads the caller's own address: where samples of an agency, or of all agencies, go.",
		Method:  http.MethodGet, Path: "/v1/address",
		Table: []Operation{Get}, Opens: []private.Kind{private.Addresses},
		Errors: []*fault.Error{address.ErrNotFound, authorization.ErrNotFound},
	})
	SetAddress = define[SetAddressRequest, CreatorAddress](Action{
		Name: "set-address", Area: Creators, Features: "E4 E6 E7", Actors: creator,
		Summary: "Edits the caller's address for one agency or for all. Orders placed keep the address they were placed with.",
		Method:  http.MethodPut, Path: "/v1/address", Personal: true,
		Table: []Operation{Get, Put, Update}, Stores: []private.Kind{private.Addresses},
		Errors: []*fault.Error{authorization.ErrNotFound, authorization.ErrNotAuthorized},
	})
)
