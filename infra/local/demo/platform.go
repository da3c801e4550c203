package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"samplepath/shared/contract"
	"samplepath/shared/platform"
)

// Link links a sample to its application on TikTok Shop.
func (c *Campaign) Link(ctx context.Context, sampleID, application string) error {
	link := contract.LinkSampleRequest{ApplicationID: application, CreatorOpenID: creatorOpenID}
	if _, err := Put[contract.AgencySample](ctx, c.Agency, "/v1/samples/"+sampleID+"/platform-application", link); err != nil {
		return fmt.Errorf("link the sample: %w", err)
	}
	c.Say("agency   links the sample to TikTok Shop's application %s", application)
	return nil
}

// creatorOpenID is how TikTok Shop knows the demo's creator.
const creatorOpenID = "ZxQbAAAAADk3Vq1uR0pWm7yTzLc2HsNf"

// Status is the data of a new status of a sample application for the first product, as TikTok Shop sends it.
func Status(application, status string) (topic int, data any) {
	return StatusOf("1729384756001", application, status)
}

// StatusOf is Status for a product.
func StatusOf(productID, application, status string) (topic int, data any) {
	return 56, map[string]any{
		"application_id": application, "new_status": status,
		"creator": map[string]string{"creator_open_id": creatorOpenID}, "product": map[string]string{"id": productID},
	}
}

// TellPlatform sends an event of TikTok Shop with its signature, and says what the API made of it.
func (c *Campaign) TellPlatform(ctx context.Context, id string, topic int, data any) (string, error) {
	body, err := json.Marshal(map[string]any{
		"type": topic, "tts_notification_id": id, "shop_id": "7494049642642441621", "timestamp": c.Stack.Clock.Now().Unix(), "data": data,
	})
	if err != nil {
		return "", err
	}
	appKey, err := c.secret("app_key")
	appSecret, err2 := c.secret("app_secret")
	if err = errors.Join(err, err2); err != nil {
		return "", err
	}
	answer, err := decoded[contract.PlatformEventAnswer](Send(ctx, http.MethodPost, c.Stack.URL+"/v1/platform-events/"+platform.Name, http.Header{
		"Content-Type": {"application/json"}, "Authorization": {platform.Secret{AppKey: appKey, AppSecret: appSecret}.Sign(body)},
	}, body))
	if err != nil {
		return "", fmt.Errorf("platform event %s: %w", id, err)
	}
	c.Say("platform says %s: %s", id, answer.Result)
	return string(answer.Result), nil
}
