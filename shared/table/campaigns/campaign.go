package campaigns

import (
	"context"
	"strings"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Layout says where a campaign is stored.
func Layout(c campaign.Campaign) (keys.Key, table.Places) {
	return keys.Campaign(c.ID), table.Places{GSI1: keys.CampaignOfAgency(c)}
}

// Created stores a new campaign.
func Created(c campaign.Campaign, e event.Event) table.Change {
	return table.Made(c, e, Layout, table.Always(table.ErrChanged))
}

// Changed stores a change of a campaign.
func Changed(before, after campaign.Campaign, e event.Event) table.Change {
	return table.Moved(before, after, e, Layout)
}

// Get reads a campaign of an agency, up to date. It answers campaign.ErrNotFound for another's, too. An empty
// agency reads anyone's.
func Get(ctx context.Context, t *table.Table, agencyID, campaignID string) (campaign.Campaign, error) {
	items, err := t.Read(ctx, keys.Campaign(campaignID))
	if err != nil {
		return campaign.Campaign{}, err
	}
	return From(items, agencyID, campaignID)
}

// From is a campaign among items that were read. To another agency it does not exist; an empty agencyID asks for any.
func From(items table.Found, agencyID, campaignID string) (campaign.Campaign, error) {
	c, ok, err := table.As[campaign.Campaign](items, keys.Campaign(campaignID))
	if err != nil {
		return campaign.Campaign{}, err
	}
	if !ok || agencyID != "" && c.AgencyID != agencyID {
		return campaign.Campaign{}, campaign.ErrNotFound
	}
	return c, nil
}

// OfAgency lists one page of an agency's campaigns, newest first; of one status, if it is given. GSI1, PK =
// AGENCY#id#CAMPAIGNS; the index tells the status, so only campaigns of the page are read. Where more than 250 of
// another status come first, a page may be short, or empty with a cursor. For list-campaigns.
func OfAgency(ctx context.Context, t *table.Table, agencyID string, status campaign.Status, now time.Time, p table.Page) ([]campaign.Campaign, string, error) {
	q := table.Query{Index: "GSI1", Partition: keys.AgencyCampaigns(agencyID), Newest: true}
	if status == "" {
		return table.PageOf[campaign.Campaign](ctx, t, q, p)
	}
	m := table.Merge{Index: "GSI1", Partitions: []string{q.Partition}, Newest: true, Bound: string(status)}
	wanted, cursor, err := table.Merged(ctx, t, m, p, func(entry table.Item) (keys.Key, bool, error) {
		return table.KeyOf(entry), statusOf(table.TextOf(entry, "GSI1SK"), now) == status, nil
	})
	if err != nil {
		return nil, "", err
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	var out []campaign.Campaign
	for _, key := range wanted {
		c, ok, err := table.As[campaign.Campaign](items, key)
		if err != nil {
			return nil, "", err
		}
		if ok && c.StatusAt(now) == status { // an index lags behind
			out = append(out, c)
		}
	}
	return out, cursor, nil
}

// CountStatuses counts an agency's newest 250 campaigns by their status at a time. GSI1, PK = AGENCY#id#CAMPAIGNS, whose keys tell
// the status. For list-campaigns.
func CountStatuses(ctx context.Context, t *table.Table, agencyID string, now time.Time) (map[campaign.Status]int, error) {
	entries, _, err := t.Ask(ctx, table.Query{Index: "GSI1", Partition: keys.AgencyCampaigns(agencyID), Newest: true, Limit: table.Looked})
	out := map[campaign.Status]int{}
	for _, entry := range entries {
		out[statusOf(table.TextOf(entry, "GSI1SK"), now)]++
	}
	return out, err
}

// statusOf reads a campaign's status off its place in the index: see keys.CampaignOfAgency.
func statusOf(place string, now time.Time) campaign.Status {
	part := strings.Split(place, "#")
	if len(part) != 5 {
		return ""
	}
	start, err := time.Parse(keys.TimeForm, part[3])
	end, err2 := time.Parse(keys.TimeForm, part[4])
	if err != nil || err2 != nil {
		return ""
	}
	return campaign.Campaign{Published: part[2] == "+", CampaignPeriod: campaign.Period{Start: start, End: end}}.StatusAt(now)
}
