package contract

import (
	"net/http"
	"strconv"
	"time"

	"samplepath/shared/private"
	"samplepath/shared/sample"
)

// ListFulfilmentRequest asks for the seller's queue (feature H1).
type ListFulfilmentRequest struct {
	CampaignID string    `query:"campaignId,omitempty" json:"-" format:"cmp" doc:"Only samples of this campaign. A page may hold fewer than the limit then: read on until there is no nextCursor"`
	Sort       SortOrder `query:"sort,omitempty" json:"-" default:"oldest" doc:"By the order"`
	Counts     bool      `query:"counts,omitempty" json:"-" doc:"Count the samples to ship and shipped of all campaigns, too; not beside a file"`
	Export
}

// Counted reports whether the counts are asked for, which a file has no place for.
func (r ListFulfilmentRequest) Counted() bool { return r.Counts && r.Format != CSV }

// Fulfilment is one page of a seller's queue.
type Fulfilment struct {
	Page[FulfilmentEntry]
	Counts *ParcelCounts `json:"counts,omitempty" doc:"Where they are asked for"`
}

// ParcelCounts says how many samples a seller has to ship, and how many it has shipped by the status of the parcels: up to 1,000 each,
// which stands for as many or more.
type ParcelCounts struct {
	ToShip    int `json:"toShip" doc:"By list-fulfilment"`
	Shipped   int `json:"shipped" doc:"By list-shipments, as all that follow"`
	Exception int `json:"exception"`
	Delivered int `json:"delivered"`
	Closed    int `json:"closed"`
}

// ParcelCountsOf are a seller's counts by list.
func ParcelCountsOf(n map[sample.ParcelStatus]int) ParcelCounts {
	return ParcelCounts{
		ToShip: n[sample.ParcelReadyToShip], Shipped: n[sample.ParcelShipped], Exception: n[sample.ParcelException],
		Delivered: n[sample.ParcelDelivered], Closed: n[sample.ParcelClosed],
	}
}

// Columns is for Sheet.
func (Fulfilment) Columns() []string {
	return []string{
		"sampleId", "orderedAt", "shipByAt", "productId", "productName", "variant", "campaignId", "campaignName", "agencyName",
		"fullName", "phone", "line1", "line2", "city", "region", "postalCode", "country", "carrier", "serviceLevel", "trackingNumber",
	}
}

// Records is for Sheet.
func (l Fulfilment) Records() [][]string {
	out := make([][]string, 0, len(l.Items))
	for _, e := range l.Items {
		label, to := Label{}, e.Recipient
		if e.Label != nil {
			label = *e.Label
		}
		out = append(out, []string{
			e.SampleID, cellOf(&e.OrderedAt), cellOf(&e.ShipByAt), e.ProductID, e.ProductName, e.Variant,
			e.CampaignID, e.CampaignName, e.AgencyName, to.FullName, to.Phone, to.Line1, to.Line2, to.City, to.Region, to.PostalCode, to.Country,
			label.Carrier, label.ServiceLevel, label.TrackingNumber,
		})
	}
	return out
}

// FulfilmentEntry is a sample to ship: the recipient, and nothing else of the creator.
type FulfilmentEntry struct {
	SampleID       string    `json:"sampleId"`
	CampaignID     string    `json:"campaignId"`
	RegistrationID string    `json:"registrationId"`
	ProductID      string    `json:"productId"`
	ProductName    string    `json:"productName"`
	Variant        string    `json:"variant,omitempty"`
	OrderedAt      time.Time `json:"orderedAt" doc:"When it came into the queue for the first time"`
	ShipByAt       time.Time `json:"shipByAt" doc:"When it is cancelled unless it has been dispatched; one that is sent again has its time anew"`
	Label          *Label    `json:"label,omitempty" doc:"The label recorded for it"`
	Recipient      Address   `json:"recipient"`
	SampleSurroundings
}

// ListShipmentsRequest asks for what the seller has shipped (feature H1).
type ListShipmentsRequest struct {
	Status     sample.ParcelStatus `query:"status,omitempty" json:"-" values:"ShippedStatus" doc:"Only parcels in this status: under way, in an exception, delivered, or closed after one"`
	CampaignID string              `query:"campaignId,omitempty" json:"-" format:"cmp" doc:"Only samples of this campaign. A page may hold fewer than the limit then: read on until there is no nextCursor"`
	Sort       SortOrder           `query:"sort,omitempty" json:"-" default:"newest" doc:"By the order"`
	Counts     bool                `query:"counts,omitempty" json:"-" doc:"Count the samples to ship and shipped of all campaigns, too; not beside a file"`
	Export
}

// Counted reports whether the counts are asked for, which a file has no place for.
func (r ListShipmentsRequest) Counted() bool { return r.Counts && r.Format != CSV }

// Shipments is one page of what a seller has shipped.
type Shipments struct {
	Page[ShippedSample]
	Counts *ParcelCounts `json:"counts,omitempty" doc:"Where they are asked for"`
}

// ShippedSample is a sample that its seller has shipped, and what came of the parcel: get-sample has its attempts, its exceptions and
// the carrier's events.
type ShippedSample struct {
	SellerSample
	SampleSurroundings
	Exception *SellerObstacle `json:"exception,omitempty" doc:"What keeps it from going on, or why it was closed"`
}

// ShippedSampleOf is a sample as its seller finds it among what it has shipped.
func ShippedSampleOf(s sample.Sample, with SampleSurroundings) ShippedSample {
	out := ShippedSample{SellerSample: SellerSampleOf(s), SampleSurroundings: with}
	if s.Exception != nil {
		met := sample.Obstacle{Exception: *s.Exception}
		if s.Shipment != nil {
			met.AttemptNumber = s.Shipment.AttemptNumber
		}
		seen := SellerObstacleOf(met)
		out.Exception = &seen
	}
	return out
}

// Columns is for Sheet.
func (Shipments) Columns() []string {
	return []string{
		"sampleId", "status", "orderedAt", "productId", "productName", "variant", "campaignId", "campaignName", "agencyName", "carrier", "serviceLevel",
		"trackingNumber", "cost", "currency", "dispatchedAt", "carrierStatus", "carrierStatusAt", "deliveredAt", "exception", "exceptionAt",
	}
}

// Records is for Sheet.
func (l Shipments) Records() [][]string {
	out := make([][]string, 0, len(l.Items))
	for _, s := range l.Items {
		row := []string{
			s.ID, string(s.Status), cellOf(&s.OrderedAt), s.ProductID, s.ProductName, s.Variant, s.CampaignID, s.CampaignName, s.AgencyName,
		}
		if p := s.Shipment; p != nil {
			row = append(row, p.Carrier, p.ServiceLevel, p.TrackingNumber, strconv.FormatInt(p.Cost.Amount, 10), p.Cost.Currency,
				cellOf(p.DispatchedAt), p.CarrierStatus, cellOf(p.CarrierAt))
		} else { // it went by the platform's word
			row = append(row, "", "", "", "", "", "", "", "")
		}
		row = append(row, cellOf(s.DeliveredAt))
		if s.Exception != nil {
			row = append(row, string(s.Exception.Kind), cellOf(&s.Exception.At))
		} else {
			row = append(row, "", "")
		}
		out = append(out, row)
	}
	return out
}

// cellOf is a time in a file; empty where there is none.
func cellOf(at *time.Time) string {
	if at == nil {
		return ""
	}
	return at.Format(time.RFC3339Nano)
}

// The actions by which sellers see what they ship.
var (
	ListFulfilment = define[ListFulfilmentRequest, Fulfilment](Action{
		Name: "list-fulfilment", Area: Samples, Features: "H1", Actors: seller,
		Summary: "Lists the samples to ship, with the recipient and the last day of each: a page as JSON, or all of them as a CSV file.",
		Method:  http.MethodGet, Path: "/v1/fulfilment",
		Table: []Operation{Get, QueryGSI2}, Opens: []private.Kind{private.Addresses},
	})
	ListShipments = define[ListShipmentsRequest, Shipments](Action{
		Name: "list-shipments", Area: Samples, Features: "H1 H4 H5", Actors: seller,
		Summary: "Lists what the seller has shipped and what came of it, by status, newest first: a page as JSON, or all as a CSV file.",
		Method:  http.MethodGet, Path: "/v1/shipments",
		Table: []Operation{Get, QueryGSI2},
	})
)
