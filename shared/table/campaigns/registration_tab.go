package campaigns

import (
	"context"
	"errors"
	"slices"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Tally counts registrations by status. Every change of a status moves it in the same transaction, so it is exact.
type Tally struct {
	Pending       int `json:"pending"`
	Approved      int `json:"approved"`
	Rejected      int `json:"rejected"`
	Blocked       int `json:"blocked"`
	PendingClosed int `json:"pending_closed"`
	Closed        int `json:"closed"`
}

func (n Tally) Counts() registration.Counts {
	return registration.Counts{
		Pending: n.Pending, Approved: n.Approved, Rejected: n.Rejected + n.Blocked, PendingClosed: n.PendingClosed, Closed: n.Closed,
	}
}

// count moves a registration from a status, or from nowhere, to the one it has now: for its campaign and for its seller.
func count(c *table.Change, r registration.Registration, from registration.Status) {
	expression, names, values := "ADD #to :one", map[string]string{"#to": string(r.Status)}, table.Item{":one": table.Number(1)}
	if from != "" {
		expression += ", #from :less"
		names["#from"], values[":less"] = string(from), table.Number(-1)
	}
	for _, sellerID := range []string{"", r.SellerID} {
		c.Update(keys.Tally(r.CampaignID, sellerID), expression, "", names, values, table.Always(table.ErrChanged))
	}
}

// Tab is one page of a campaign's registrations on one tab, with the counts of all tabs.
type Tab struct {
	Campaign      campaign.Campaign
	Registrations []registration.Registration
	Counts        registration.Counts
	Known         bool // there is, or was, a registration of the seller, or of anybody where none is named
}

// tabPage is how many registrations fit into one batch with their campaign and counts.
const tabPage = table.BatchSize - 2

// RegistrationTab lists one page of a tab, by seller and age, or of one seller's registrations by age, as it stands at a
// time; the other way round where newest says so. GSI2, PK = CAMPAIGN#id#REGISTRATIONS, SK begins with the tab; the registrations, the counts and the campaign come
// up to date in a second round trip. After the end of a campaign its closed tab holds what was approved and pending closed,
// too, tab after tab: only then is a page more round trips. An empty agency reads anyone's campaign. For list-registrations.
func RegistrationTab(ctx context.Context, t *table.Table, agencyID, campaignID, sellerID string, tab registration.Tab, newest bool, now time.Time, p table.Page) (Tab, string, error) {
	p.Limit = min(p.Limit, tabPage)
	stored := func(tab registration.Tab) table.Query {
		return table.Query{Index: "GSI2", Partition: keys.TabsPartition(campaignID), Prefix: keys.TabPrefix(string(tab), sellerID), Newest: newest}
	}
	read := func(queries ...table.Query) (Tab, string, error) {
		entries, cursor, err := t.PageAcross(ctx, queries, p)
		if err != nil {
			return Tab{}, "", err
		}
		out, err := tabOf(ctx, t, agencyID, campaignID, sellerID, entries)
		return out.at(tab, now), cursor, err
	}
	out, cursor, err := read(stored(tab))
	over := err == nil && out.Campaign.CheckOpen(now) != nil
	switch {
	case tab == registration.TabClosed && (over || errors.Is(err, table.ErrCursor)): // or a cursor of the tabs together
		return read(stored(registration.TabApproved), stored(registration.TabClosed), stored(registration.TabPendingClosed))
	case over && len(out.Registrations) == 0:
		return out, "", nil
	}
	return out, cursor, err
}

// tabOf reads the campaign, the counts and the registrations of some entries, in their order.
func tabOf(ctx context.Context, t *table.Table, agencyID, campaignID, sellerID string, entries []table.Item) (Tab, error) {
	counts := keys.Tally(campaignID, sellerID)
	wanted := []keys.Key{keys.Campaign(campaignID), counts}
	for _, entry := range entries {
		wanted = append(wanted, table.KeyOf(entry))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return Tab{}, err
	}
	var out Tab
	if out.Campaign, err = From(items, agencyID, campaignID); err != nil {
		return Tab{}, err
	}
	n, known, err := table.As[Tally](items, counts)
	if err != nil {
		return Tab{}, err
	}
	out.Counts, out.Known = n.Counts(), known
	for _, key := range wanted[2:] {
		r, ok, err := table.As[registration.Registration](items, key)
		if err != nil {
			return Tab{}, err
		}
		if ok {
			out.Registrations = append(out.Registrations, r)
		}
	}
	return out, nil
}

// at is the tab as it stands at a time, without what is on another one: the index lags behind a move, and the end of the
// campaign period moves what is stored nowhere else.
func (t Tab) at(tab registration.Tab, now time.Time) Tab {
	t.Counts = t.Counts.At(t.Campaign, now)
	t.Registrations = slices.DeleteFunc(t.Registrations, func(r registration.Registration) bool {
		return r.StatusAt(t.Campaign, now).Tab() != tab
	})
	return t
}
