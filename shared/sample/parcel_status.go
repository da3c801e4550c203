package sample

// ParcelStatus is where a sample's parcel stands, for the seller who sends it. It tells nothing of what the creator does: a
// delivered sample stays delivered, whether the creator confirms it, posts, or never posts at all (feature C11).
type ParcelStatus string

// The statuses that sellers read.
const (
	ParcelReadyToShip ParcelStatus = "ready_to_ship"
	ParcelShipped     ParcelStatus = "shipped"
	ParcelException   ParcelStatus = "exception" // the agency decides whether it is sent again
	ParcelDelivered   ParcelStatus = "delivered"
	ParcelClosed      ParcelStatus = "closed" // it never arrived, or was given up after an exception
	ParcelCancelled   ParcelStatus = "cancelled"
)

// ParcelStatuses are all of them, ShippedStatuses those by which a seller finds what it has shipped: what is open comes first.
var (
	ParcelStatuses  = []ParcelStatus{ParcelReadyToShip, ParcelShipped, ParcelException, ParcelDelivered, ParcelClosed, ParcelCancelled}
	ShippedStatuses = []ParcelStatus{ParcelShipped, ParcelException, ParcelDelivered, ParcelClosed}
)

// ParcelStatus is the status of a sample that its seller knows of (CheckParty).
func (s Sample) ParcelStatus() ParcelStatus {
	switch s.Status {
	case StatusShipped:
		return ParcelShipped
	case StatusDeliveryException, StatusProblemReported:
		return ParcelException
	case StatusDelivered, StatusReceived, StatusPosted, StatusCompleted, StatusMissed:
		return ParcelDelivered
	case StatusCancelled:
		return ParcelCancelled
	case StatusLost, StatusWrittenOff:
		// The platform may end a sample whose parcel arrived long ago: why it does so is the creator's affair.
		if s.DeliveredAt != nil && s.Exception == nil {
			return ParcelDelivered
		}
		return ParcelClosed
	case StatusAwaitingAuthorization, StatusReadyToShip:
	}
	return ParcelReadyToShip
}

// Parcels is on which list of its seller's a sample is, by the status of its parcel: those to ship, or one of ShippedStatuses. It is
// empty where the seller has none to ship and never sent any. One that was cancelled before it was sent again is closed: its first
// parcel left.
func (s Sample) Parcels() ParcelStatus {
	switch status := s.ParcelStatus(); {
	case s.Status == StatusAwaitingAuthorization, status == ParcelCancelled && s.Reships == 0:
		return ""
	case status == ParcelCancelled:
		return ParcelClosed
	default:
		return status
	}
}

// ParcelEnded reports whether the parcel is neither to ship nor under way: it has arrived, is in an exception, or was given up.
func (s Sample) ParcelEnded() bool {
	switch s.Parcels() {
	case ParcelException, ParcelDelivered, ParcelClosed:
		return true
	case "", ParcelReadyToShip, ParcelShipped, ParcelCancelled:
	}
	return false
}
