package contract

import (
	"net/http"

	"samplepath/shared/sample"
)

// CheckSampleOrderRequest asks what would stand in the way of an order (feature F8).
type CheckSampleOrderRequest struct {
	CampaignID         string `path:"campaignId" json:"-" format:"cmp"`
	CreatorID          string `path:"creatorId" json:"-" format:"crt"`
	RegistrationID     string `path:"registrationId" json:"-" format:"reg"`
	AwaitAuthorization bool   `query:"awaitAuthorization,omitempty" json:"-" doc:"Whether the order would wait for the creator's authorization"`
}

// SampleOrderCheck says whether an order would go through now, and if not, every reason.
type SampleOrderCheck struct {
	Orderable           bool    `json:"orderable"`
	Available           int     `json:"available" doc:"min(stock, given - ordered)"`
	AwaitsAuthorization bool    `json:"awaitsAuthorization,omitempty" doc:"The sample would wait for the creator's authorization"`
	Reasons             []Fault `json:"reasons" doc:"What ordering would be refused with; its first one first"`
}

// OrderSamplesRequest orders up to 100 samples (feature F7): JSON, or CSV with a line of column names that are the JSON
// names of an order.
type OrderSamplesRequest struct {
	Orders []OrderSampleRequest `json:"orders" minItems:"1" maxItems:"100"`
}

// Table is for Tabular.
func (OrderSamplesRequest) Table() string { return "orders" }

// Tabular is a request whose body may be CSV: its lines become the list of that JSON name.
type Tabular interface{ Table() string }

// The actions of ordering, besides OrderSample.
var (
	CheckSampleOrder = define[CheckSampleOrderRequest, SampleOrderCheck](Action{
		Name: "check-sample-order", Area: Samples, Features: "F6 F8 F9", Actors: agency,
		Summary: "Lists every reason that would block the order of a sample, with the codes that ordering answers with.",
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}/creators/{creatorId}/eligible-samples/{registrationId}",
		Table: []Operation{Get},
	})
	OrderSamples = define[OrderSamplesRequest, Rows[sample.Sample]](Action{
		Name: "order-samples", Area: Samples, Features: "F7 F9", Actors: agency,
		Summary: "Orders up to 100 samples, as JSON or CSV; an answer for each. The same upload again creates nothing.",
		Method:  http.MethodPost, Path: "/v1/sample-orders",
		Table: []Operation{Get, Put, Update, Check},
	})
	CancelSample = define[SampleRequest, sample.Sample](Action{
		Name: "cancel-sample", Area: Samples, Features: "F10", Actors: agency,
		Summary: "Cancels a sample before its dispatch. It goes back to the allocation, once.",
		Method:  http.MethodPost, Path: "/v1/samples/{sampleId}/cancellation",
		Table: []Operation{Get, Put, Update, Delete},
	})
)
