package contract

import (
	"errors"
	"maps"

	"samplepath/shared/fault"
	"samplepath/shared/sample"
)

// SellerStatus is where a parcel stands, for the seller who sends it. It tells nothing of what the creator does: a delivered
// sample stays delivered, whether the creator confirms it, posts, or never posts at all (feature C11).
type SellerStatus string

// The statuses that sellers read.
const (
	SellerReadyToShip SellerStatus = "ready_to_ship"
	SellerShipped     SellerStatus = "shipped"
	SellerException   SellerStatus = "exception" // the agency decides whether it is sent again
	SellerDelivered   SellerStatus = "delivered"
	SellerClosed      SellerStatus = "closed" // it never arrived, or was given up after an exception
	SellerCancelled   SellerStatus = "cancelled"
)

var sellerStatuses = []SellerStatus{
	SellerReadyToShip, SellerShipped, SellerException, SellerDelivered, SellerClosed, SellerCancelled,
}

// statusForSeller is the status of a sample that its seller knows of (sample.Sample.CheckParty).
func statusForSeller(s sample.Sample) SellerStatus {
	switch s.Status {
	case sample.StatusShipped:
		return SellerShipped
	case sample.StatusDeliveryException, sample.StatusProblemReported:
		return SellerException
	case sample.StatusDelivered, sample.StatusReceived, sample.StatusPosted, sample.StatusCompleted, sample.StatusMissed:
		return SellerDelivered
	case sample.StatusCancelled:
		return SellerCancelled
	case sample.StatusLost, sample.StatusWrittenOff:
		// The platform may end a sample whose parcel arrived long ago: why it does so is the creator's affair.
		if s.DeliveredAt != nil && s.Exception == nil {
			return SellerDelivered
		}
		return SellerClosed
	case sample.StatusAwaitingAuthorization, sample.StatusReadyToShip:
	}
	return SellerReadyToShip
}

// RefuseSeller is a refusal of what a seller wants of a sample, in words for the seller: a status that it names is
// the seller's.
func RefuseSeller(err error, s sample.Sample) error {
	e, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err
	}
	if _, named := e.Details["status"].(sample.Status); !named {
		return err
	}
	out := *e
	out.Details = maps.Clone(e.Details)
	out.Details["status"] = statusForSeller(s)
	return &out
}
