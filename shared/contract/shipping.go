package contract

import (
	"net/http"

	"samplepath/shared/private"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

// Label is a shipping label.
type Label struct {
	Carrier        string `json:"carrier"`
	ServiceLevel   string `json:"serviceLevel,omitempty"`
	TrackingNumber string `json:"trackingNumber"`
	Cost           Money  `json:"cost"`
}

// PackingSlipRequest names the sample that is packed (feature H1).
type PackingSlipRequest struct {
	SampleID string `path:"sampleId" json:"-" format:"smp"`
}

// PackingSlipsRequest names the samples that are packed (feature H1).
type PackingSlipsRequest struct {
	SampleIDs []string `query:"sampleId" json:"-" format:"smp" minItems:"1" maxItems:"50" uniqueItems:"true" doc:"Once for each sample: its page has the same place"`
}

// NewLabel is a label as its seller records it.
type NewLabel struct {
	Carrier        string `json:"carrier" minLength:"2" maxLength:"40" pattern:"^[A-Za-z0-9][A-Za-z0-9 ._-]*$" example:"USPS"`
	ServiceLevel   string `json:"serviceLevel,omitempty" maxLength:"60"`
	TrackingNumber string `json:"trackingNumber" minLength:"6" maxLength:"60" pattern:"^ *([A-Za-z0-9-] *){6,50}$" example:"9400 1118 9922 3344 5566 77" doc:"Spaces do not matter"`
	Cost           Money  `json:"cost"`
}

// Shipment is the label as it is stored.
func (l NewLabel) Shipment() sample.Shipment {
	return sample.Shipment{Carrier: l.Carrier, ServiceLevel: l.ServiceLevel, TrackingNumber: l.TrackingNumber, Cost: registration.Money(l.Cost)}
}

// RecordLabelRequest records a label (feature H2).
type RecordLabelRequest struct {
	SampleID string `path:"sampleId" json:"-" format:"smp"`
	NewLabel
}

// LabelRow is one label of an upload.
type LabelRow struct {
	SampleID string `json:"sampleId" format:"smp"`
	NewLabel
}

// RecordLabelsRequest records up to 100 labels (feature H2): JSON, or CSV with a line of column names.
type RecordLabelsRequest struct {
	Labels []LabelRow `json:"labels" rows:"true" minItems:"1" maxItems:"100"`
}

// Table is for Tabular.
func (RecordLabelsRequest) Table() string { return "labels" }

// Handover says that a parcel was handed to the carrier, and what is in it.
type Handover struct {
	Warehouse   string   `json:"warehouseConfirmation" minLength:"1" maxLength:"100" doc:"Who or what confirmed it"`
	PackedItems []string `json:"packedItems" minItems:"1" maxItems:"20" minLength:"1" maxLength:"60" doc:"What is in the parcel"`
}

// DispatchSampleRequest hands the parcel to the carrier (feature H2).
type DispatchSampleRequest struct {
	SampleID string `path:"sampleId" json:"-" format:"smp"`
	Handover
}

// DispatchRow is one dispatch of an upload.
type DispatchRow struct {
	SampleID string `json:"sampleId" format:"smp"`
	Handover
}

// DispatchSamplesRequest hands up to 100 parcels to carriers (feature H2): JSON, or CSV with a line of column names.
type DispatchSamplesRequest struct {
	Dispatches []DispatchRow `json:"dispatches" rows:"true" minItems:"1" maxItems:"100"`
}

// Table is for Tabular.
func (DispatchSamplesRequest) Table() string { return "dispatches" }

// Why a label or a dispatch is not recorded.
var (
	notLabelled   = with(notMoved, sample.ErrNumberTaken, sample.ErrParcelFull)
	notDispatched = with(notMoved, sample.ErrNoLabel)
)

// The actions by which a seller ships.
var (
	GetPackingSlip = define[PackingSlipRequest, Document](Action{
		Name: "get-packing-slip", Area: Samples, Features: "H1", Actors: seller,
		Summary: "Draws the packing slip of a sample to ship as a PDF: recipient, contents, and a Code 128 barcode of its id.",
		Method:  http.MethodGet, Path: "/v1/samples/{sampleId}/packing-slip", File: "application/pdf",
		Table: []Operation{Get}, Opens: []private.Kind{private.Addresses},
		Errors: notMoved,
	})
	GetPackingSlips = define[PackingSlipsRequest, Document](Action{
		Name: "get-packing-slips", Area: Samples, Features: "H1", Actors: seller,
		Summary: "Draws the packing slips of up to 50 samples to ship as one PDF, a page for each; all of them or none.",
		Method:  http.MethodGet, Path: "/v1/packing-slips", File: "application/pdf",
		Table: []Operation{Get}, Opens: []private.Kind{private.Addresses},
	})
	RecordLabel = define[RecordLabelRequest, SellerSample](Action{
		Name: "record-label", Area: Samples, Features: "H2 H9", Actors: seller,
		Summary: "Records the shipping label of a sample, which may share its parcel. Another one replaces it until the delivery.",
		Method:  http.MethodPut, Path: "/v1/samples/{sampleId}/label",
		Table:  []Operation{Get, Put, Update},
		Errors: notLabelled,
	})
	RecordLabels = define[RecordLabelsRequest, Rows[SellerSample]](Action{
		Name: "record-labels", Area: Samples, Features: "H2 H9", Actors: seller,
		Summary: "Records up to 100 shipping labels, as JSON or CSV; an answer for each. The same upload again changes nothing.",
		Method:  http.MethodPut, Path: "/v1/sample-labels",
		Table:     []Operation{Get, Put, Update},
		RowErrors: notLabelled,
	})
	DispatchSample = define[DispatchSampleRequest, SellerSample](Action{
		Name: "dispatch-sample", Area: Samples, Features: "H2", Actors: seller,
		Summary: "Records that the parcel has been handed to the carrier.",
		Method:  http.MethodPost, Path: "/v1/samples/{sampleId}/dispatch",
		Table:  []Operation{Get, Put, Update},
		Errors: notDispatched,
	})
	DispatchSamples = define[DispatchSamplesRequest, Rows[SellerSample]](Action{
		Name: "dispatch-samples", Area: Samples, Features: "H2", Actors: seller,
		Summary: "Records up to 100 dispatches, as JSON or CSV; an answer for each. The same upload again changes nothing.",
		Method:  http.MethodPost, Path: "/v1/dispatches",
		Table:     []Operation{Get, Put, Update},
		RowErrors: notDispatched,
	})
)
