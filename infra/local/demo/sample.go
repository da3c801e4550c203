package demo

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"samplepath/shared/contract"
)

// Order orders a sample of the first product for a creator.
func (c *Campaign) Order(ctx context.Context, creator *Party) (contract.AgencySample, error) {
	eligible, err := Get[contract.Page[contract.EligibleSample]](ctx, c.Agency,
		"/v1/campaigns/"+c.Campaign.ID+"/creators/"+creator.ActorID+"/eligible-samples")
	if err != nil {
		return contract.AgencySample{}, fmt.Errorf("list eligible samples: %w", err)
	}
	for _, e := range eligible.Items {
		c.Say("agency   can send %q: %d available", e.ProductName, e.Available)
	}
	s, err := Post[contract.AgencySample](ctx, c.Agency, "/v1/samples", contract.OrderSampleRequest{
		CampaignID: c.Campaign.ID, RegistrationID: c.Products[0].ID, CreatorID: creator.ActorID, Variant: "30 ml",
	})
	if err != nil {
		return s, fmt.Errorf("order the sample: %w", err)
	}
	c.Say("agency   orders sample %s", s.ID)
	return s, nil
}

// Ship takes an ordered sample to its carrier.
func (c *Campaign) Ship(ctx context.Context, sampleID, tracking string) error {
	queue, err := Get[contract.Fulfilment](ctx, c.Seller, "/v1/fulfilment")
	if err != nil {
		return fmt.Errorf("read the queue: %w", err)
	}
	for _, entry := range queue.Items {
		if entry.SampleID == sampleID {
			c.Say("seller   finds it in the queue, for %s in %s, %s", entry.Recipient.FullName, entry.Recipient.City, entry.Recipient.Region)
		}
	}
	label := map[string]any{
		"carrier": "USPS", "serviceLevel": "GroundAdvantage", "trackingNumber": tracking,
		"cost": contract.Money{Amount: 489, Currency: "USD"},
	}
	if _, err := Put[contract.SellerSample](ctx, c.Seller, "/v1/samples/"+sampleID+"/label", label); err != nil {
		return fmt.Errorf("record the label: %w", err)
	}
	c.Say("seller   records the label USPS %s", tracking)
	dispatch := map[string]any{"warehouseConfirmation": "dock 4", "packedItems": []string{"Glow Serum 30 ml"}}
	if _, err := Post[contract.SellerSample](ctx, c.Seller, "/v1/samples/"+sampleID+"/dispatch", dispatch); err != nil {
		return fmt.Errorf("dispatch: %w", err)
	}
	c.Say("seller   dispatches it")
	return nil
}

// News is one carrier event, as EasyPost sends it.
type News struct {
	EventID, Tracking, Status, Message string
	At                                 time.Time
}

// body is EasyPost's Event object around a Tracker.
func (n News) body() ([]byte, error) {
	at := n.At.UTC().Format(time.RFC3339)
	detail := map[string]any{"object": "TrackingDetail", "message": n.Message, "status": n.Status, "datetime": at, "source": "USPS"}
	return json.Marshal(map[string]any{
		"id": n.EventID, "object": "Event", "mode": "test", "description": "tracker.updated", "created_at": at,
		"result": map[string]any{
			"id": "trk_demo", "object": "Tracker", "mode": "test", "tracking_code": n.Tracking, "status": n.Status,
			"carrier": "USPS", "created_at": at, "updated_at": at, "tracking_details": []any{detail},
		},
	})
}

// Tell sends a carrier event with EasyPost's signature, and says what the API made of it.
func (c *Campaign) Tell(ctx context.Context, n News) (string, error) {
	body, err := n.body()
	if err != nil {
		return "", err
	}
	secret, err := c.secret("easypost")
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write(body)
	answer, err := decoded[contract.CarrierEventAnswer](Send(ctx, http.MethodPost, c.Stack.URL+"/v1/webhooks/carriers/easypost", http.Header{
		"Content-Type":     {"application/json"},
		"X-Hmac-Signature": {"hmac-sha256-hex=" + hex.EncodeToString(mac.Sum(nil))},
	}, body))
	if err != nil {
		return "", fmt.Errorf("carrier event %s: %w", n.Status, err)
	}
	c.Say("carrier  says %s: %s", n.Status, answer.Result)
	return string(answer.Result), nil
}

// secret is what a webhook is signed with in the local stack, by its name in the application's secrets.
func (c *Campaign) secret(name string) (string, error) {
	for _, s := range c.Stack.App.Secrets {
		value, err := c.Stack.Secrets.Value(s.Name)
		if err != nil {
			return "", err
		}
		var secrets map[string]string
		if json.Unmarshal([]byte(value), &secrets) == nil && secrets[name] != "" {
			return secrets[name], nil
		}
	}
	return "", fmt.Errorf("the application has no secret for %s", name)
}

// Receive confirms the receipt.
func (c *Campaign) Receive(ctx context.Context, creator *Party, sampleID string) error {
	if _, err := Post[contract.CreatorSample](ctx, creator, "/v1/samples/"+sampleID+"/receipt", map[string]string{"condition": "intact"}); err != nil {
		return fmt.Errorf("confirm the receipt: %w", err)
	}
	c.Say("creator  confirms the receipt: intact")
	return nil
}

// Publish logs a video.
func (c *Campaign) Publish(ctx context.Context, creator *Party, sampleID string) error {
	post := map[string]any{"kind": "VIDEO", "url": "https://www.tiktok.com/@glow.with.ana/video/7300000000000000001", "publishedAt": c.Stack.Clock.Now()}
	if _, err := Post[contract.CreatorSample](ctx, creator, "/v1/samples/"+sampleID+"/content", post); err != nil {
		return fmt.Errorf("submit the content: %w", err)
	}
	c.Say("creator  posts a video")
	return nil
}
