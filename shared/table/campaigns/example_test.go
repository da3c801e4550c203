package campaigns_test

import (
	"fmt"
	"testing"

	"samplepath/shared/campaign"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// An access pattern answers one question, page by page; the page's cursor leads to the next one.
func ExampleOfAgency() {
	tabletest.Example(func(t testing.TB, w *tabletest.World) {
		w.SecondCampaign()
		page, now := table.Page{Limit: 1, Caller: tabletest.AgencyID}, tabletest.Day(6, 9)
		for {
			list, cursor, err := campaigns.OfAgency(t.Context(), w.Table, tabletest.AgencyID, campaign.StatusOngoing, now, page)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range list {
				fmt.Println(c.Name, c.StatusAt(now), cursor != "")
			}
			if cursor == "" {
				return
			}
			page.Cursor = cursor
		}
	})
	// Output:
	// Summer glow ongoing true
	// Summer glow ongoing false
}
