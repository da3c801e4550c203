package platform

import (
	"encoding/json"
	"time"

	"samplepath/shared/sample"
)

// statusData is the data of topic 56. Creator and product say whether the application is the sample's that is linked to it.
type statusData struct {
	ApplicationID string `json:"application_id"`
	Status        string `json:"new_status"`
	Creator       struct {
		OpenID string `json:"creator_open_id"`
	} `json:"creator"`
	Product struct {
		ID string `json:"id"`
	} `json:"product"`
}

// meanings say what TikTok Shop's statuses of a sample application mean for a sample (feature H8). A status that is
// missing here is not known.
var meanings = map[string]sample.PlatformNews{
	"PENDING":             {Means: sample.StatusReadyToShip}, // awaits the seller's review: before there is a sample
	"AWAITING_SHIPMENT":   {Means: sample.StatusReadyToShip},
	"AWAITING_COLLECTION": {Means: sample.StatusReadyToShip}, // labelled, and waits for the carrier
	"SHIPPED":             {Means: sample.StatusShipped},
	"CONTENT_PENDING":     {Means: sample.StatusDelivered}, // the creator has the parcel
	"COMPLETED":           {Means: sample.StatusPosted},
	"OPS_COMPLETED":       {Means: sample.StatusPosted},

	"REJECT_CANCELLED":          {Means: sample.StatusCancelled, Reason: "rejected_by_seller"},
	"OVERDUE_CANCELLED":         {Means: sample.StatusCancelled, Reason: "overdue_on_platform"},
	"DEL_OPEN_COLLAB":           {Means: sample.StatusCancelled, Reason: "collaboration_deleted"},
	"SELLER_NOT_SHIP_CANCELLED": {Means: sample.StatusCancelled, Reason: sample.NotShipped},
	"WITHDRAW_CANCELLED":        {Means: sample.StatusCancelled, Reason: "withdrawn_by_creator"},
	"UNFULFILLABLE_CANCELLED":   {Means: sample.StatusCancelled, Reason: "content_impossible"},
	"UNFULFILL_CANCELLED":       {Means: sample.StatusMissed},
	"OPS_CANCELLED":             {Means: sample.StatusCancelled, Reason: "cancelled_by_platform"},
	"OPS_FAILED":                {Means: sample.StatusCancelled, Reason: "failed_on_platform"},
}

func readStatus(e Event, data json.RawMessage, at time.Time) (Event, error) {
	var in statusData
	if err := json.Unmarshal(data, &in); err != nil || in.ApplicationID == "" || in.Status == "" {
		return Event{}, ErrUnreadable
	}
	e.ApplicationID, e.Word = in.ApplicationID, sample.Code(in.Status)
	e.Named.CreatorOpenID, e.Named.ProductID = in.Creator.OpenID, in.Product.ID
	if news, known := meanings[in.Status]; known {
		news.At = at
		e.News = &news
	}
	return e, nil
}
