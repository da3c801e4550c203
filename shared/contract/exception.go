package contract

import (
	"net/http"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

// ReportProblemRequest says what is wrong with a sample (feature H6).
type ReportProblemRequest struct {
	SampleID string               `path:"sampleId" json:"-" format:"smp"`
	Kind     sample.ExceptionKind `json:"kind" values:"ReportedExceptionKind"`
	Photos   []string             `json:"photos,omitempty" maxItems:"5" format:"uri" pattern:"^https://[^\\x00-\\x1F\\x7F-\\x9F]*$" maxLength:"300" uniqueItems:"true" doc:"Addresses of photos; required if damaged"`
	SKU      string               `json:"sku,omitempty" maxLength:"60" pattern:"^[A-Za-z0-9._-]*$" doc:"Of what was in the parcel; required if it is the wrong item"`
}

// Exception is what is reported.
func (r ReportProblemRequest) Exception() sample.Exception {
	return sample.Exception{Kind: r.Kind, Photos: r.Photos, SKU: r.SKU}
}

// Check is for Ruled.
func (r ReportProblemRequest) Check(_ time.Time, fields *fault.Fields) { r.Exception().Check(fields) }

// Resolution is how an exception ends.
type Resolution string

// The resolutions.
const (
	Reship Resolution = "reship"
	Close  Resolution = "close"
)

var resolutions = []Resolution{Reship, Close}

// ResolveExceptionRequest says how an exception ends (feature H7).
type ResolveExceptionRequest struct {
	SampleID  string         `path:"sampleId" json:"-" format:"smp"`
	Action    Resolution     `json:"action"`
	AddressID string         `json:"addressId,omitempty" format:"adr" doc:"With reship: the address that was checked; the sample's own, or the authorizedAddress of get-sample"`
	Outcome   sample.Closing `json:"outcome,omitempty" doc:"With close"`
	Excused   bool           `json:"excused,omitempty" doc:"With close: it does not count against the creator, as a loss never does, nor damage and a return that the carrier tells of or without a delivery. Any other sample that is closed without it restricts the creator as a missed deadline does"`
}

// Check is for Ruled.
func (r ResolveExceptionRequest) Check(_ time.Time, fields *fault.Fields) {
	fields.Check(r.Action != Reship || r.AddressID != "", "addressId", "required/reship")
	fields.Check(r.Action != Close || r.Outcome != "", "outcome", "required/close")
}

// The actions of exceptions.
var (
	ReportProblem = define[ReportProblemRequest, CreatorSample](Action{
		Name: "report-problem", Area: Samples, Features: "H6", Actors: creator,
		Summary: "Reports a sample as missing, damaged or the wrong item. The agency decides what follows.",
		Method:  http.MethodPost, Path: "/v1/samples/{sampleId}/problem",
		Table:  []Operation{Get, Put, Update},
		Errors: notMoved,
	})
	ResolveException = define[ResolveExceptionRequest, AgencySample](Action{
		Name: "resolve-exception", Area: Samples, Features: "H7", Actors: agency,
		Summary: "Sends a sample again after a failed delivery or a problem, or closes it with an outcome, which counts against the creator or not.",
		Method:  http.MethodPost, Path: "/v1/samples/{sampleId}/resolution",
		Table:  []Operation{Get, Put, Update, Check},
		Errors: with(notMoved, sample.ErrAddress, sample.ErrReshipsUsedUp, registration.ErrOutOfStock),
	})
)
