// Command receive-platform-event is the Lambda function of that action (features H8, I3, I5). Its caller signs its bodies.
package main

import (
	"context"
	"errors"
	"os"
	"time"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/platform"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/secret"
	"samplepath/shared/table"
)

type (
	call   = api.Call[contract.PlatformEventRequest]
	answer = contract.PlatformEventAnswer
)

// rememberFor is how long a repeated delivery of an event is known as one: longer than TikTok Shop tries.
const rememberFor = 30 * 24 * time.Hour

type receiver struct {
	secrets *secret.Store
	sites   sample.Sites
}

func main() {
	r := &receiver{secret.Open(os.Getenv("SAMPLEPATH_PLATFORM_SECRET")), sample.ParseSites(os.Getenv(sample.SitesVariable))}
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
	if !told.OfSample() {
		return answer{Result: "ignored"}, nil
	}
	return follow(ctx, c, told)
}

// follow takes the sample's steps. What moves nothing is remembered, too, so that its repetition is known as one.
func follow(ctx context.Context, c *call, told platform.Event) (answer, error) {
	before, linked, err := find(ctx, c.Table, told)
	if err != nil {
		return answer{}, err
	}
	if !linked {
		return answer{Result: "unknown_sample"}, nil
	}
	steps, err := told.Steps(before, policy.Default, c.Now)
	if err != nil {
		return answer{}, err
	}
	change := changeOf(before, steps, told.Word, c)
	err = c.Table.Commit(ctx, change.Remember(table.Idempotency{Caller: platform.Name, Key: told.ID, Until: c.Now.Add(rememberFor)}, c.Now))
	if _, twice := errors.AsType[*table.Recorded](err); twice {
		return answer{Result: "duplicate"}, nil
	}
	return answer{Result: resultOf(steps, told)}, err
}

func find(ctx context.Context, t *table.Table, told platform.Event) (sample.Sample, bool, error) {
	if told.ApplicationID != "" {
		return t.Linked(ctx, told.ApplicationID)
	}
	return t.LinkedTo(ctx, told.CreatorOpenID, told.ProductID)
}

// changeOf is what the steps write, each with its event; nothing where there is none.
func changeOf(before sample.Sample, steps []sample.Step, word string, c *call) table.Change {
	var events []event.Event
	after := before
	for _, step := range steps {
		e := event.Changed(after, step.After, step.Kind, c.Caller.Party(), c.Now)
		if word != "" {
			e = e.With("platformStatus", word)
		}
		after, events = step.After, append(events, e)
	}
	if len(events) == 0 {
		return table.Change{}
	}
	return table.SampleFollowed(before, after, events)
}

func resultOf(steps []sample.Step, told platform.Event) string {
	switch {
	case len(steps) > 0:
		return "recorded"
	case told.Known():
		return "stale"
	default:
		return "unknown_status"
	}
}
