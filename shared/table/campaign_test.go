package table_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/id"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// Feature B4: an agency's campaigns, newest first, of all or of one status, as time passes; another's are not among them.
func TestAgencyCampaigns(t *testing.T) {
	m := newMarket(t)
	ctx := t.Context()
	for i := range 12 {
		c := published(t, fmt.Sprintf("%02d", i), 30)
		c.CreatedAt = tabletest.Day(1, i)
		c.Published = i%4 != 0
		if i%4 == 1 {
			c.CampaignPeriod = campaign.Period{Start: tabletest.Day(20, 0), End: tabletest.Day(30, 0)}
		}
		if i%4 == 2 {
			c.CampaignPeriod.End = tabletest.Day(5, 0)
		}
		m.commit(campaigns.Created(c, first(c, campaign.EventCreated)))
		c.ID, c.AgencyID = id.New(ctx, id.Campaign), "agn_other"
		m.commit(campaigns.Created(c, first(c, campaign.EventCreated)))
	}
	of := func(status campaign.Status, now time.Time) []string {
		t.Helper()
		return names(t, func(ctx context.Context, p table.Page) ([]campaign.Campaign, string, error) {
			return campaigns.OfAgency(ctx, m.table, tabletest.AgencyID, status, now, p)
		}, nameOf)
	}
	now := tabletest.Day(10, 0)
	for status, want := range map[campaign.Status][]string{
		"": {"11", "10", "09", "08", "07", "06", "05", "04", "03", "02", "01", "00"}, campaign.StatusReady: {"08", "04", "00"},
		campaign.StatusUpcoming: {"09", "05", "01"}, campaign.StatusClosed: {"10", "06", "02"}, campaign.StatusOngoing: {"11", "07", "03"},
	} {
		if got := of(status, now); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", status, got, want)
		}
	}
	if got, want := of(campaign.StatusOngoing, tabletest.Day(20, 0)), []string{"11", "09", "07", "05", "03", "01"}; !slices.Equal(got, want) {
		t.Errorf("ten days on: %v, want %v", got, want)
	}

	// The place in the index follows a publication.
	list, _, err := campaigns.OfAgency(ctx, m.table, tabletest.AgencyID, campaign.StatusReady, now, table.Page{Limit: 1})
	if err != nil || len(list) != 1 {
		t.Fatalf("%v %v", list, err)
	}
	m.change(list[0], func(c *campaign.Campaign) { c.Published = true })
	if got := of(campaign.StatusReady, now); !slices.Equal(got, []string{"04", "00"}) {
		t.Errorf("after publishing one: %v", got)
	}

	page := table.Page{Limit: 1, Caller: "agn_me"}
	_, cursor, err := campaigns.OfAgency(ctx, m.table, tabletest.AgencyID, campaign.StatusClosed, now, page)
	if err != nil || cursor == "" {
		t.Fatalf("%q %v", cursor, err)
	}
	page.Cursor = cursor
	for _, status := range []campaign.Status{"", campaign.StatusReady} {
		if _, _, err := campaigns.OfAgency(ctx, m.table, tabletest.AgencyID, status, now, page); !errors.Is(err, table.ErrCursor) {
			t.Errorf("a cursor of another status for %q: %v", status, err)
		}
	}
}
