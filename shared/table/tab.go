package table

import (
	"context"
	"errors"
	"slices"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/registration"
)

// tally counts registrations by status. Every change of a status moves it in the same transaction, so it is exact.
type tally struct {
	Pending       int `json:"pending"`
	Approved      int `json:"approved"`
	Rejected      int `json:"rejected"`
	Blocked       int `json:"blocked"`
	PendingClosed int `json:"pending_closed"`
	Closed        int `json:"closed"`
}

func (n tally) counts() registration.Counts {
	return registration.Counts{
		Pending: n.Pending, Approved: n.Approved, Rejected: n.Rejected + n.Blocked, PendingClosed: n.PendingClosed, Closed: n.Closed,
	}
}

// count moves a registration from a status, or from nowhere, to the one it has now: for its campaign and for its seller.
func (c *Change) count(r registration.Registration, from registration.Status) {
	expression, names, values := "ADD #to :one", map[string]string{"#to": string(r.Status)}, attributes{":one": number(1)}
	if from != "" {
		expression += ", #from :less"
		names["#from"], values[":less"] = string(from), number(-1)
	}
	for _, sellerID := range []string{"", r.SellerID} {
		c.update(tallyKey(r.CampaignID, sellerID), expression, "", names, values, always(ErrChanged))
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
const tabPage = batchSize - 2

// RegistrationTab lists one page of a tab, by seller and age, or of one seller's registrations by age, as it stands at a
// time. GSI2, PK = CAMPAIGN#id#REGISTRATIONS, SK begins with the tab; the registrations, the counts and the campaign come
// up to date in a second round trip. After the end of a campaign its closed tab holds what was approved and pending closed,
// too, tab after tab: only then is a page more round trips. An empty agency reads anyone's campaign. For list-registrations.
func (t *Table) RegistrationTab(ctx context.Context, agencyID, campaignID, sellerID string, tab registration.Tab, now time.Time, p Page) (Tab, string, error) {
	p.Limit = min(p.Limit, tabPage)
	stored := func(tab registration.Tab) query {
		return query{index: "GSI2", partition: tabsPartition(campaignID), prefix: tabPrefix(string(tab), sellerID)}
	}
	read := func(queries ...query) (Tab, string, error) {
		entries, cursor, err := t.pageAcross(ctx, queries, p)
		if err != nil {
			return Tab{}, "", err
		}
		out, err := t.tabOf(ctx, agencyID, campaignID, sellerID, entries)
		return out.at(tab, now), cursor, err
	}
	out, cursor, err := read(stored(tab))
	over := err == nil && out.Campaign.CheckOpen(now) != nil
	switch {
	case tab == registration.TabClosed && (over || errors.Is(err, ErrCursor)): // or a cursor of the tabs together
		return read(stored(registration.TabApproved), stored(registration.TabClosed), stored(registration.TabPendingClosed))
	case over && len(out.Registrations) == 0:
		return out, "", nil
	}
	return out, cursor, err
}

// tabOf reads the campaign, the counts and the registrations of some entries, in their order.
func (t *Table) tabOf(ctx context.Context, agencyID, campaignID, sellerID string, entries []attributes) (Tab, error) {
	counts := tallyKey(campaignID, sellerID)
	keys := []Key{campaignKey(campaignID), counts}
	for _, entry := range entries {
		keys = append(keys, keyOf(entry))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return Tab{}, err
	}
	var out Tab
	if out.Campaign, err = campaignFrom(items, agencyID, campaignID); err != nil {
		return Tab{}, err
	}
	n, known, err := as[tally](items, counts)
	if err != nil {
		return Tab{}, err
	}
	out.Counts, out.Known = n.counts(), known
	for _, key := range keys[2:] {
		r, ok, err := as[registration.Registration](items, key)
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
