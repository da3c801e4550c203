package samples

import (
	"context"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
)

// Wanted says which samples of a campaign are listed, and in which order.
type Wanted struct {
	Tab    sample.TrackingTab // empty: of all tabs, where a creator, a product or a time is named
	Status sample.Status      // empty: of every status on the tab
	Newest bool               // the other way round

	CreatorID      string
	RegistrationID string
	From, Before   *time.Time // of the order
	ChangedSince   *time.Time
}

// byOrder reports whether the list is by the time of the order, of samples that never move in it.
func (w Wanted) byOrder() bool {
	return w.CreatorID != "" || w.RegistrationID != "" || w.From != nil || w.Before != nil
}

// OfCampaign lists one page of an agency's campaign's samples, and the campaign's own answer campaign.ErrNotFound to another
// agency. On one tab they are by status and age: GSI1, PK = SAMPLES#campaign#tab. Of a creator, a product or a time they are by age:
// table, PK = CREATOR#id, SK begins with SAMPLE#; GSI1, PK = SAMPLES#registration; or GSI2, PK = SAMPLES#campaign. Each goes on
// with the samples and the campaign, up to date, in a second round trip. What else is asked for is applied to what was read, so a
// page by age or of changes may be shorter than its limit, or even empty, before the last one. For track-samples.
func OfCampaign(ctx context.Context, t *table.Table, agencyID, campaignID string, w Wanted, p table.Page) ([]sample.Sample, string, error) {
	entries, cursor, err := t.Page(ctx, w.query(campaignID), p)
	if err != nil {
		return nil, "", err
	}
	read := []keys.Key{keys.Campaign(campaignID)}
	for _, entry := range entries {
		if key, ok := w.sampleOf(entry, campaignID); ok {
			read = append(read, key)
		}
	}
	items, err := t.Read(ctx, read...)
	if err != nil {
		return nil, "", err
	}
	if _, err := campaigns.From(items, agencyID, campaignID); err != nil {
		return nil, "", err
	}
	var out []sample.Sample
	for _, key := range read[1:] {
		s, ok, err := table.As[sample.Sample](items, key)
		if err != nil {
			return nil, "", err
		}
		if ok && w.has(s) && (w.ChangedSince == nil || table.ChangedSince(items[key], *w.ChangedSince)) { // an index lags behind
			out = append(out, s)
		}
	}
	return out, cursor, nil
}

// query asks for the entries that are looked at for a page.
func (w Wanted) query(campaignID string) table.Query {
	if !w.byOrder() {
		q := table.Query{Index: "GSI1", Partition: keys.ContentPartition(campaignID, string(w.Tab)), Newest: w.Newest}
		if w.Status != "" {
			progress := listedAs(w.Status)
			q.Prefix, q.Bound = keys.StatusPrefix(progress.Rank(), string(progress)), string(w.Status)
		}
		return q
	}
	var q table.Query
	var before string // of the sort key
	switch {
	case w.CreatorID != "":
		all := keys.CreatorSample(w.CreatorID, "")
		q.Partition, before = all.PK, all.SK
	case w.RegistrationID != "":
		q.Index, q.Partition = "GSI1", keys.SampleOfProduct(w.RegistrationID, "").PK
	default:
		q.Index, q.Partition = "GSI2", keys.SampleByDate(campaignID, "").PK
	}
	q.Newest, q.From, q.UpTo = w.Newest, before+string(id.Sample)+"_", before+string(id.Sample)+"_~"
	if w.From != nil {
		q.From = before + id.First(id.Sample, *w.From)
	}
	if w.Before != nil {
		q.UpTo = before + id.First(id.Sample, *w.Before)
	}
	q.Bound = strings.Join([]string{campaignID, w.RegistrationID, q.From, q.UpTo}, "#")
	return q
}

// sampleOf is the sample of an entry, as far as the entry says that it is wanted.
func (w Wanted) sampleOf(entry table.Item, campaignID string) (keys.Key, bool) {
	if !w.byOrder() {
		return table.KeyOf(entry), true
	}
	_, sampleID, _ := strings.Cut(table.KeyOf(entry).SK, "#")
	if w.CreatorID == "" {
		return keys.Sample(sampleID), w.RegistrationID == "" || id.Owner(w.RegistrationID) == campaignID
	}
	of := table.TextOf(entry, "registrationId")
	return keys.Sample(sampleID), id.Owner(of) == campaignID && (w.RegistrationID == "" || w.RegistrationID == of)
}

// has reports whether a sample that was read is wanted.
func (w Wanted) has(s sample.Sample) bool {
	return (w.Tab == "" || s.TrackingTab() == w.Tab) && (w.Status == "" || s.Status == w.Status)
}

// MostCounted is up to how many samples of a tab are counted.
const MostCounted = 1000

// CountTabs counts the samples on each tab of a campaign, up to MostCounted. GSI1, PK = SAMPLES#campaign#tab: one query for each
// tab, side by side, of keys alone. For track-samples.
func CountTabs(ctx context.Context, t *table.Table, campaignID string) (map[sample.TrackingTab]int, error) {
	counts := make([]int, len(sample.TrackingTabs))
	group, ctx := errgroup.WithContext(ctx)
	for i, tab := range sample.TrackingTabs {
		group.Go(func() (err error) {
			counts[i], err = t.Count(ctx, table.Query{Index: "GSI1", Partition: keys.ContentPartition(campaignID, string(tab)), Limit: MostCounted}, "")
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := map[sample.TrackingTab]int{}
	for i, tab := range sample.TrackingTabs {
		out[tab] = counts[i]
	}
	return out, nil
}
