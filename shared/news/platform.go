package news

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/platform"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

// longestIDs is how long the ids that name a sample may be together, in bytes: no link has longer ones.
const longestIDs = 512

// OfPlatform applies what TikTok Shop tells to its sample, or keeps it for the link that is to come. For
// receive-platform-event.
func OfPlatform(ctx context.Context, t *table.Table, told platform.Event, now time.Time) (Result, error) {
	if !told.OfSample() || len(told.ApplicationID)+len(told.CreatorOpenID)+len(told.ProductID) > longestIDs {
		return Ignored, nil
	}
	s, unlinked, linked, err := find(ctx, t, told)
	switch {
	case err != nil:
		return "", err
	case !linked && !told.Known():
		return UnknownStatus, nil
	case !linked:
		return keepUnlinked(ctx, t, unlinked, told, now)
	}
	return follow(ctx, t, s, told, now)
}

func find(ctx context.Context, t *table.Table, told platform.Event) (sample.Sample, table.Unlinked, bool, error) {
	if told.ApplicationID != "" {
		return t.Linked(ctx, told.ApplicationID)
	}
	return t.LinkedTo(ctx, told.CreatorOpenID, told.ProductID)
}

func keepUnlinked(ctx context.Context, t *table.Table, u table.Unlinked, told platform.Event, now time.Time) (Result, error) {
	told.ID = known(told.ID)
	body, err := json.Marshal(told)
	if err != nil {
		return "", fmt.Errorf("keep news: %w", err)
	}
	news, added := sample.AddNews(u.News, sample.News{ID: told.ID, Source: platform.Name, At: at(told), Body: string(body)}, now)
	if !added {
		return Duplicate, nil
	}
	return Kept, t.Commit(ctx, table.NewsKept(u, news, now.Add(sample.KeptFor)))
}

// at is when the platform says that it happened.
func at(told platform.Event) time.Time {
	switch {
	case told.News != nil:
		return told.News.At
	case told.Content != nil && told.Content.Metrics != nil:
		return told.Content.Metrics.At
	case told.Content != nil:
		return told.Content.PublishedAt
	}
	return time.Time{}
}

// CatchUpLink applies to a sample what was kept for the link to its application, and for the one to its creator. For
// apply-kept-news.
func CatchUpLink(ctx context.Context, t *table.Table, sampleID string, now time.Time) error {
	s, err := t.Sample(ctx, sampleID)
	if err != nil || s.ApplicationID == "" {
		return err
	}
	_, ofApplication, linked, err := t.Linked(ctx, s.ApplicationID)
	if err != nil || !linked {
		return err
	}
	openID, err := t.CreatorOf(ctx, s.ApplicationID)
	if err != nil {
		return err
	}
	list := ofApplication.News
	if openID != "" {
		_, ofCreator, _, err := t.LinkedTo(ctx, openID, s.ProductID)
		if err != nil {
			return err
		}
		list = append(list, ofCreator.News...)
	}
	for _, n := range sample.InOrder(sample.Recent(list, now)) {
		var told platform.Event
		if err := json.Unmarshal([]byte(n.Body), &told); err != nil {
			return fmt.Errorf("read kept news: %w", err)
		}
		present, _, linked, err := find(ctx, t, told) // as the news before has left it
		switch {
		case err != nil:
			return err
		case !linked: // since another link took its place
			continue
		}
		if _, err := follow(ctx, t, present, told, now); err != nil {
			return err
		}
	}
	return nil
}

// follow takes the sample's steps. What moves nothing is remembered, too, so that its repetition is known as one.
func follow(ctx context.Context, t *table.Table, before sample.Sample, told platform.Event, now time.Time) (Result, error) {
	steps, err := told.Steps(before, policy.Default, now)
	if err != nil {
		return "", err
	}
	change := changeOf(before, steps, told.Word, now).Remember(table.Idempotency{
		Caller: platform.Name, Key: known(told.ID), Until: now.Add(rememberFor),
	}, now)
	err = t.Commit(ctx, change)
	if _, twice := errors.AsType[*table.Recorded](err); twice {
		return Duplicate, nil
	}
	return resultOf(steps, told), err
}

// changeOf is what the steps write, each with its event; nothing where there is none.
func changeOf(before sample.Sample, steps []sample.Step, word string, now time.Time) table.Change {
	var events []event.Event
	after := before
	for _, step := range steps {
		e := event.Changed(after, step.After, step.Kind, event.Party{Actor: actor.Platform, ID: platform.Name}, now)
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

func resultOf(steps []sample.Step, told platform.Event) Result {
	switch {
	case len(steps) > 0:
		return Recorded
	case told.Known():
		return Stale
	default:
		return UnknownStatus
	}
}
