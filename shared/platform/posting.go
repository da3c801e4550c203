package platform

import (
	"encoding/json"
	"net/url"
	"time"

	"samplepath/shared/sample"
)

// postingData is the data of topic 17: a creator links a product in a video. TikTok Shop names neither an application
// nor an address.
type postingData struct {
	ProductID string `json:"product_id"`
	Event     struct {
		Type    string             `json:"type"`  // ADD, UPDATE or REMOVE
		Scene   sample.ContentKind `json:"scene"` // VIDEO
		Content string             `json:"content_id"`
	} `json:"event"`
}

// longestVideo is how long the id of a video may be, in bytes: it becomes part of an address, and those of TikTok have 19.
const longestVideo = 64

// readPosting takes a product that was added to a video. What is removed later has been posted all the same.
func readPosting(e Event, in envelope, at time.Time) (Event, error) {
	var data postingData
	if err := json.Unmarshal(in.Data, &data); err != nil || in.Creator == "" || data.ProductID == "" || data.Event.Content == "" || len(data.Event.Content) > longestVideo {
		return Event{}, ErrUnreadable
	}
	if data.Event.Type != "ADD" || data.Event.Scene != sample.Video {
		return e, nil
	}
	e.CreatorOpenID, e.ProductID, e.VideoID = in.Creator, data.ProductID, data.Event.Content
	e.Content = &sample.Content{Kind: sample.Video, PublishedAt: at}
	return e, nil
}

// posted applies a posting. It is not of an application, and does not count before the parcel has left: the creator may
// own the product.
func (e Event) posted(s sample.Sample, now time.Time) ([]sample.Step, error) {
	if s.Status.Rank() < sample.StatusShipped.Rank() {
		return nil, nil
	}
	posting := *e.Content
	posting.URL = "https://www.tiktok.com/" + url.PathEscape(s.CreatorHandle) + "/video/" + url.PathEscape(e.VideoID)
	return sample.ReportContent(s, posting, now)
}
