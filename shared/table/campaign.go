package table

import (
	"context"
	"strings"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
)

func campaignLayout(c campaign.Campaign) (Key, indexed) {
	return campaignKey(c.ID), indexed{GSI1: campaignOfAgency(c)}
}

// CampaignCreated stores a new campaign.
func CampaignCreated(c campaign.Campaign, e event.Event) Change {
	return made(c, e, campaignLayout, always(ErrChanged))
}

// CampaignChanged stores a change of a campaign.
func CampaignChanged(before, after campaign.Campaign, e event.Event) Change {
	return moved(before, after, e, campaignLayout)
}

// Campaign reads a campaign of an agency, up to date. It answers campaign.ErrNotFound for another's, too. An empty
// agency reads anyone's.
func (t *Table) Campaign(ctx context.Context, agencyID, campaignID string) (campaign.Campaign, error) {
	items, err := t.read(ctx, campaignKey(campaignID))
	if err != nil {
		return campaign.Campaign{}, err
	}
	return campaignFrom(items, agencyID, campaignID)
}

func campaignFrom(items found, agencyID, campaignID string) (campaign.Campaign, error) {
	c, ok, err := as[campaign.Campaign](items, campaignKey(campaignID))
	if err != nil {
		return campaign.Campaign{}, err
	}
	if !ok || agencyID != "" && c.AgencyID != agencyID {
		return campaign.Campaign{}, campaign.ErrNotFound
	}
	return c, nil
}

// looked is how many entries of an index a list of one status looks at for one page. They are keys only.
const looked = 250

// AgencyCampaigns lists one page of an agency's campaigns, newest first; of one status, if it is given. GSI1, PK =
// AGENCY#id#CAMPAIGNS; the index tells the status, so only campaigns of the page are read. Where more than 250 of
// another status come first, a page may be short, or empty with a cursor. For list-campaigns.
func (t *Table) AgencyCampaigns(ctx context.Context, agencyID string, status campaign.Status, now time.Time, p Page) ([]campaign.Campaign, string, error) {
	q := query{index: "GSI1", partition: agencyCampaigns(agencyID), newest: true}
	if status == "" {
		return pageOf[campaign.Campaign](ctx, t, q, p)
	}
	bound := q
	bound.prefix = string(status) // only the cursor's
	after, err := bound.resume(p.Caller, p.Cursor)
	if err != nil {
		return nil, "", err
	}
	q.after, q.limit = after, looked
	entries, next, err := t.ask(ctx, q)
	if err != nil {
		return nil, "", err
	}
	var keys []Key
	for i, entry := range entries {
		if statusOf(textOf(entry, "GSI1SK"), now) != status {
			continue
		}
		keys = append(keys, keyOf(entry))
		if len(keys) == p.Limit && (i+1 < len(entries) || len(next) > 0) {
			next = attributes{PK: entry[PK], SK: entry[SK], "GSI1PK": entry["GSI1PK"], "GSI1SK": entry["GSI1SK"]}
			break
		}
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	var out []campaign.Campaign
	for _, key := range keys {
		c, ok, err := as[campaign.Campaign](items, key)
		if err != nil {
			return nil, "", err
		}
		if ok && c.StatusAt(now) == status { // an index lags behind
			out = append(out, c)
		}
	}
	return out, bound.cursor(p.Caller, next), nil
}

// statusOf reads a campaign's status off its place in the index: see campaignOfAgency.
func statusOf(place string, now time.Time) campaign.Status {
	part := strings.Split(place, "#")
	if len(part) != 5 {
		return ""
	}
	start, err := time.Parse(timeForm, part[3])
	end, err2 := time.Parse(timeForm, part[4])
	if err != nil || err2 != nil {
		return ""
	}
	return campaign.Campaign{Published: part[2] == "+", CampaignPeriod: campaign.Period{Start: start, End: end}}.StatusAt(now)
}
