package platform

import (
	"encoding/json"
	"net/url"
	"regexp"
	"time"

	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

// contentData is the data of topicContent, with the names of TikTok Shop's fulfillments. Figures are those of all content
// that was made with the sample, and may be missing.
type contentData struct {
	ApplicationID string `json:"application_id"`
	Content       struct {
		Format      sample.ContentKind `json:"format"`
		URL         string             `json:"url"`
		PublishTime int64              `json:"publish_time"` // Unix time
	} `json:"content"`
	Metrics *struct {
		Views      int64              `json:"view_count"`
		Likes      int64              `json:"like_count"`
		Comments   int64              `json:"comment_count"`
		Shares     int64              `json:"share_count"`
		Orders     int64              `json:"paid_order_count"`
		Commission registration.Money `json:"commission"` // minor units
	} `json:"metrics"`
}

var currency = regexp.MustCompile(`^[A-Z]{3}$`)

func readContent(e Event, data json.RawMessage, at time.Time) (Event, error) {
	var in contentData
	if err := json.Unmarshal(data, &in); err != nil || in.ApplicationID == "" {
		return Event{}, ErrUnreadable
	}
	c := in.Content
	if c.Format != sample.Video && c.Format != sample.Live || !address(c.URL) || c.PublishTime <= 0 {
		return Event{}, ErrUnreadable
	}
	e.ApplicationID = in.ApplicationID
	e.Content = &sample.Content{Kind: c.Format, URL: c.URL, PublishedAt: time.Unix(c.PublishTime, 0).UTC()}
	if m := in.Metrics; m != nil {
		least := min(m.Views, m.Likes, m.Comments, m.Shares, m.Orders, m.Commission.Amount)
		if least < 0 || !currency.MatchString(m.Commission.Currency) {
			return Event{}, ErrUnreadable
		}
		e.Content.Metrics = &sample.Metrics{
			Views: m.Views, Engagements: m.Likes + m.Comments + m.Shares, Orders: m.Orders, Commission: m.Commission, At: at,
		}
	}
	return e, nil
}

// address reports whether s is an address that a browser may open.
func address(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil && len(s) <= 500
}
