package samples

import (
	"context"
	"slices"
	"strings"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// application is how the platform's word finds its sample. One that is linked to none yet holds the news for it.
type application struct {
	SampleID      string        `json:"sampleId"`
	AgencyID      string        `json:"agencyId"`
	CreatorOpenID string        `json:"creatorOpenId"`
	ShopID        string        `json:"shopId"`
	News          []sample.News `json:"news"`
	Version       int           `json:"version"`
}

// postings is what waits for, or finds, the samples that a creator may post about. Beside it, the item has one attribute
// for each sample: its id, with the application that it was linked to.
type postings struct {
	News    []sample.News `json:"news"`
	Version int           `json:"version"`
}

// Unlinked is where news of the platform waits for the link that says which sample it is about.
type Unlinked struct {
	key     keys.Key
	linked  bool // to a sample, though not to one that the news can be about
	version int
	News    []sample.News
	Named   sample.Named // what the agency that linked it said of the application
}

// Linked stores a sample that was linked to an application, which no other sample can be linked to from then on;
// the application before it, if any, is free again. With the creator's open id its postings find the sample, too. It is
// refused with sample.ErrApplicationTaken, or with ErrApplicationYours where it is the agency's own sample that has it.
func Linked(before, after sample.Sample, as sample.Named, e event.Event) table.Change {
	c := Changed(before, after, e)
	creatorOpenID := as.CreatorOpenID
	values := table.Item{
		":sample": table.Text(after.ID), ":agency": table.Text(after.AgencyID), ":creator": table.Text(creatorOpenID), ":shop": table.Text(as.ShopID),
		":none": table.Number(0), ":one": table.Number(1),
	}
	c.Update(keys.Application(after.ApplicationID),
		"SET sampleId = :sample, agencyId = :agency, creatorOpenId = :creator, shopId = :shop, version = if_not_exists(version, :none) + :one REMOVE "+table.TTLAttribute,
		"attribute_not_exists(sampleId)", nil, values, func(there table.Item) error {
			if table.TextOf(there, "agencyId") == after.AgencyID {
				return sample.ErrApplicationYours.With("sampleId", table.TextOf(there, "sampleId"))
			}
			return sample.ErrApplicationTaken
		})
	if creatorOpenID != "" {
		c.Update(keys.Postings(creatorOpenID, after.ProductID),
			"SET #sample = :application, version = if_not_exists(version, :none) + :one REMOVE "+table.TTLAttribute, "",
			map[string]string{"#sample": after.ID},
			table.Item{":application": table.Text(after.ApplicationID), ":none": table.Number(0), ":one": table.Number(1)}, nil)
	}
	if before.ApplicationID != "" {
		c.Remove(keys.Application(before.ApplicationID), "", nil, nil, nil) // this sample's, while it says so
	}
	return c
}

// unlinked takes away what a link has put onto the item of an application.
const unlinked = " REMOVE sampleId, agencyId, creatorOpenId, shopId"

// LinkEnded stores a sample that was taken from an application which is not its own. News that the platform told of it is
// kept for the link that is to come: the given one in place of what is there, if there is any.
func LinkEnded(before, after sample.Sample, u Unlinked, news []sample.News, until time.Time, e event.Event) table.Change {
	c := Changed(before, after, e)
	set := "SET version = :version, " + table.TTLAttribute + " = :until"
	values := table.Item{":version": table.Number(u.version + 1), ":until": table.Epoch(until), ":was": table.Number(u.version)}
	if len(news) > 0 {
		item, err := table.Encode(postings{News: news})
		if err != nil {
			c.Fail(err)
			return c
		}
		set += ", news = :news"
		values[":news"] = item["news"]
	}
	c.Update(u.key, set+unlinked, "version = :was", nil, values, table.Always(table.ErrChanged))
	return c
}

// freeApplication lets another sample be linked to the application of one that ends early. That of a sample with content, or
// which was missed, stays: the platform may still tell of content and figures.
func freeApplication(c *table.Change, before, after sample.Sample, at time.Time) {
	early := after.Status == sample.StatusCancelled || after.Status == sample.StatusLost || after.Status == sample.StatusWrittenOff
	if before.Status.Final() || !early || after.ApplicationID == "" {
		return
	}
	c.Update(keys.Application(after.ApplicationID), "SET version = version + :one, "+table.TTLAttribute+" = :until"+unlinked+", news", "", nil,
		table.Item{":one": table.Number(1), ":until": table.Epoch(at.Add(sample.KeptFor))}, nil)
}

// NewsKept stores news for a link that is to come, if none has come meanwhile.
func NewsKept(u Unlinked, news []sample.News, until time.Time) table.Change {
	var c table.Change
	item, err := table.Encode(postings{news, u.version + 1})
	if err != nil {
		c.Fail(err)
		return c
	}
	set, values := "SET news = :news, version = :version", table.Item{":news": item["news"], ":version": item["version"]}
	if !u.linked {
		set += ", " + table.TTLAttribute + " = :until"
		values[":until"] = table.Epoch(until)
	}
	condition := "attribute_not_exists(version)"
	if u.version > 0 {
		condition, values[":was"] = "version = :was", table.Number(u.version)
	}
	c.Update(u.key, set, condition, nil, values, table.Always(table.ErrChanged))
	return c
}

// ByApplication finds the sample that an application of the platform is, up to date; ok is false where no sample is linked to
// it, and u is where news waits for that. Table, PK = PLATFORM#id, then the sample. For receive-platform-event,
// apply-kept-news and release-claim.
func ByApplication(ctx context.Context, t *table.Table, applicationID string) (s sample.Sample, u Unlinked, ok bool, err error) {
	key := keys.Application(applicationID)
	items, err := t.Read(ctx, key)
	if err != nil {
		return s, u, false, err
	}
	link, _, err := table.As[application](items, key)
	as := sample.Named{ShopID: link.ShopID, CreatorOpenID: link.CreatorOpenID}
	u = Unlinked{key, link.SampleID != "", link.Version, link.News, as}
	if err != nil || link.SampleID == "" {
		return s, u, false, err
	}
	s, err = Get(ctx, t, link.SampleID)
	return s, u, s.ApplicationID == applicationID, err
}

// mostPosted is how many samples of one creator and product are looked at, newest first.
const mostPosted = 25

// ByPosting finds the samples for which a creator posts about a product: of each agency the newest that is open, else the
// newest, for an agency's word on who the creator is binds no other agency. Where there is none, u is where news waits for that.
// Table, PK = PLATFORM#CREATOR#creator#product, then the samples, up to date. For receive-platform-event and apply-kept-news.
func ByPosting(ctx context.Context, t *table.Table, creatorOpenID, productID string) (found []sample.Sample, u Unlinked, err error) {
	key := keys.Postings(creatorOpenID, productID)
	items, err := t.Read(ctx, key)
	if err != nil {
		return nil, u, err
	}
	item := items[key]
	kept, _, err := table.As[postings](items, key)
	if err != nil {
		return nil, u, err
	}
	var ids []string
	for name := range item {
		if id.Is(name, id.Sample) {
			ids = append(ids, name)
		}
	}
	u = Unlinked{key, len(ids) > 0, kept.Version, kept.News, sample.Named{CreatorOpenID: creatorOpenID, ProductID: productID}}
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(b, a) })
	all, err := all(ctx, t, ids[:min(len(ids), mostPosted)])
	if err != nil {
		return nil, u, err
	}
	for _, candidate := range all {
		if candidate.ApplicationID != table.TextOf(item, candidate.ID) {
			continue // linked otherwise since
		}
		at := slices.IndexFunc(found, func(s sample.Sample) bool { return s.AgencyID == candidate.AgencyID })
		switch {
		case at < 0:
			found = append(found, candidate)
		case found[at].TrackingTab() == sample.Closed && candidate.TrackingTab() != sample.Closed:
			found[at] = candidate
		}
	}
	return found, u, nil
}

// Followed stores the steps that a sample took at once on the platform's word, with the event of each, at least one.
// A sample that ends is open no more; one that was cancelled before it left is given back, and one without content
// restricts its creator. Each of these happens once: what is told after the end changes only the sample.
func Followed(before, after sample.Sample, events []event.Event) table.Change {
	store := Changed
	switch {
	case before.Status.Final(): // more is told of one that has ended, which is counted already
	case after.Status == sample.StatusCancelled:
		store = Released
	case after.Status == sample.StatusMissed:
		store = Missed
	}
	last := len(events) - 1
	c := store(before, after, events[last])
	for _, e := range events[:last] {
		c.Record(keys.Sample(before.ID), e)
	}
	return c
}
