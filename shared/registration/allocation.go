package registration

import (
	"strconv"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// CheckGiven adds to fields that neither of the two is given.
func CheckGiven(samples, stock *int, fields *fault.Fields) {
	fields.Check(samples != nil || stock != nil, "sampleQuantity", "required/samples_or_stock")
}

// SetAllocation changes how many samples the seller gives, and the stock (feature C7). What is nil stays as it is; the
// quantity is never below what is ordered. More samples than before fulfil the agency's request, if there is one.
func SetAllocation(r Registration, samples, stock *int) (Registration, error) {
	next, err := move(r, EventAllocationSet, actor.Seller)
	if err != nil {
		return r, err
	}
	var fields fault.Fields
	CheckGiven(samples, stock, &fields)
	if err := fields.Err(); err != nil {
		return r, err
	}
	take(&next.Samples, samples)
	take(&next.Stock, stock)
	if err := next.CheckAllocation(next.Samples); err != nil {
		return r, err
	}
	if next.Samples > r.Samples {
		next.MoreSamples = nil
	}
	return next, nil
}

// CheckAllocation says why the seller cannot give only so many samples, or nil.
func (r Registration) CheckAllocation(samples int) error {
	if samples < r.Ordered {
		return ErrBelowOrdered.With("samplesOrdered", r.Ordered)
	}
	return nil
}

// MoreSamples is the agency's wish for more samples (feature F4).
type MoreSamples struct {
	Quantity    int       `json:"quantity"`
	RequestedAt time.Time `json:"requestedAt"`
}

// The details of the event of a request for more samples, which the seller's notice is worded by.
const (
	DetailQuantity = "quantity"
	DetailProduct  = "productName"
)

// Details is for event.Detailed.
func (r Registration) Details(kind event.Type) map[string]string {
	if kind != EventSamplesRequested {
		return nil
	}
	return map[string]string{DetailQuantity: strconv.Itoa(r.MoreSamples.Quantity), DetailProduct: r.ProductName}
}

// AskAgain is how long a request for more samples stands before the seller is told again.
const AskAgain = 24 * time.Hour

// RequestSamples asks the seller for more samples (feature F4). While an earlier request stands, asked is false and
// nothing changes: a seller is asked at most once a day, and again after having given more.
func RequestSamples(r Registration, quantity int, now time.Time) (next Registration, asked bool, err error) {
	next, err = move(r, EventSamplesRequested, actor.Agency)
	if err != nil {
		return r, false, err
	}
	if r.MoreSamples != nil && now.Before(r.MoreSamples.RequestedAt.Add(AskAgain)) {
		return r, false, nil
	}
	next.MoreSamples = &MoreSamples{quantity, now}
	return next, true, nil
}
