// Command receive-platform-event takes a signed event of TikTok Shop: a sample's status, its content and figures (features
// H8, I3, I5). Duplicates and late ones change nothing. Its caller signs its bodies.
package main

import (
	"context"
	"os"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/news"
	"samplepath/shared/platform"
	"samplepath/shared/sample"
	"samplepath/shared/secret"
)

type (
	call   = api.Call[contract.PlatformEventRequest]
	answer = contract.PlatformEventAnswer
)

type receiver struct {
	secrets *secret.Store
	sites   sample.Sites
}

func main() {
	r := &receiver{secret.Open(os.Getenv(secret.PlatformVariable)), sample.ParseSites(os.Getenv(sample.SitesVariable))}
	api.Start(contract.ReceivePlatformEvent, r.handle)
}

func (r *receiver) handle(ctx context.Context, c *call) (answer, error) {
	appKey, err := r.secrets.Value(ctx, "app_key")
	if err != nil {
		return answer{}, err
	}
	appSecret, err := r.secrets.Value(ctx, "app_secret")
	if err != nil {
		return answer{}, err
	}
	told, err := platform.Read(platform.Secret{AppKey: appKey, AppSecret: appSecret}, platform.Request{
		Signature: c.Header("authorization"), Body: c.Body, Now: c.Now,
	})
	if err != nil {
		return answer{}, err
	}
	if content := told.Content; content != nil && content.URL != "" && !r.sites.Allow(content.URL) {
		return answer{}, platform.ErrUnreadable
	}
	result, err := news.OfPlatform(ctx, c.Table, told, c.Now)
	return answer{Result: result}, err
}
