package news

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/platform"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
)

// longestIDs is how long the ids that name a sample may be together, in bytes: no link has longer ones.
const longestIDs = 512

// OfPlatform applies what TikTok Shop tells to its sample, or keeps it for the link that is to come. For
// receive-platform-event.
func OfPlatform(ctx context.Context, t *table.Table, told platform.Event, now time.Time) (Result, error) {
	named := told.Named
	ids := []string{told.ApplicationID, told.CreatorOpenID, told.ProductID, named.ShopID, named.CreatorOpenID, named.ProductID}
	if !told.OfSample() || len(strings.Join(ids, "")) > longestIDs {
		return Ignored, nil
	}
	ordered, link, err := find(ctx, t, told)
	switch {
	case err != nil:
		return "", err
	case len(ordered) == 0 && !told.Known():
		return UnknownStatus, nil
	case len(ordered) == 0:
		return keepUnlinked(ctx, t, link, told, now)
	}
	result := Ignored
	for _, s := range ordered {
		one, err := tell(ctx, t, s, link, told, now)
		if err != nil {
			return "", err
		}
		if one == Recorded || result == Ignored {
			result = one
		}
	}
	return result, nil
}

// find lists the samples that an event is about: one by its application, or of each agency one by creator and product.
func find(ctx context.Context, t *table.Table, told platform.Event) ([]sample.Sample, samples.Unlinked, error) {
	if told.ApplicationID == "" {
		return samples.ByPosting(ctx, t, told.CreatorOpenID, told.ProductID)
	}
	s, link, linked, err := samples.ByApplication(ctx, t, told.ApplicationID)
	if !linked {
		return nil, link, err
	}
	return []sample.Sample{s}, link, err
}

// tell applies an event to a sample that is linked to what it is about. Where TikTok Shop names another product, creator or
// shop with the application than the sample is known by, the link was wrong, whoever made it: the sample is taken from the
// application, and the event is kept for the one whose it is.
func tell(ctx context.Context, t *table.Table, s sample.Sample, link samples.Unlinked, told platform.Event, now time.Time) (Result, error) {
	known := sample.Named{ShopID: link.Named.ShopID, CreatorOpenID: link.Named.CreatorOpenID, ProductID: s.ProductID}
	other := told.Named.Contradicts(known)
	if other == "" {
		return follow(ctx, t, s, told, now)
	}
	after, err := sample.Unlink(s)
	if err != nil {
		return "", err
	}
	news, _, err := withNews(link.News, told, now)
	if err != nil {
		return "", err
	}
	e := event.Changed(s, after, sample.EventUnlinked, event.Party{Actor: actor.Platform, ID: platform.Name}, now).With("reason", "other_"+other)
	result := Kept
	if !told.Known() {
		result = UnknownStatus
	}
	return result, t.Commit(ctx, samples.LinkEnded(s, after, link, news, now.Add(sample.KeptFor), e))
}

func keepUnlinked(ctx context.Context, t *table.Table, u samples.Unlinked, told platform.Event, now time.Time) (Result, error) {
	news, added, err := withNews(u.News, told, now)
	switch {
	case err != nil:
		return "", err
	case !added:
		return Duplicate, nil
	}
	return Kept, t.Commit(ctx, samples.NewsKept(u, news, now.Add(sample.KeptFor)))
}

// withNews is kept news with an event added that is not among it and that says something.
func withNews(list []sample.News, told platform.Event, now time.Time) ([]sample.News, bool, error) {
	if !told.Known() {
		return list, false, nil
	}
	told.ID = known(told.ID)
	body, err := json.Marshal(told)
	if err != nil {
		return nil, false, fmt.Errorf("keep news: %w", err)
	}
	news, added := sample.AddNews(list, sample.News{ID: told.ID, Source: platform.Name, At: at(told), Body: string(body)}, now)
	return news, added, nil
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
	s, err := samples.Get(ctx, t, sampleID)
	if err != nil {
		return err
	}
	_, ofApplication, _, err := samples.ByApplication(ctx, t, s.ApplicationID)
	if err != nil {
		return err
	}
	list := ofApplication.News
	if openID := ofApplication.Named.CreatorOpenID; openID != "" {
		_, ofCreator, err := samples.ByPosting(ctx, t, openID, s.ProductID)
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
		present, link, err := find(ctx, t, told) // as the news before has left it; none where another link took its place
		if err != nil {
			return err
		}
		for _, s := range present {
			if _, err := tell(ctx, t, s, link, told, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// follow takes the sample's steps. What moves nothing is remembered, too, so that its repetition is known as one.
func follow(ctx context.Context, t *table.Table, before sample.Sample, told platform.Event, now time.Time) (Result, error) {
	steps, err := told.Steps(before, now)
	if err != nil {
		return "", err
	}
	key := known(told.ID)
	if told.ApplicationID == "" { // of several samples, perhaps
		key += "#" + before.ID
	}
	change := changeOf(before, steps, told.Word, now).Remember(table.Idempotency{
		Caller: platform.Name, Key: key, Until: now.Add(rememberFor),
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
	return samples.Followed(before, after, events)
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
