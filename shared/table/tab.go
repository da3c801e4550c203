package table

import (
	"context"

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

// RegistrationTab lists one page of a tab, by seller and age, or of one seller's registrations by age. GSI2, PK =
// CAMPAIGN#id#REGISTRATIONS, SK begins with the tab; the registrations, the counts and the campaign come up to date in a
// second round trip. An empty agency reads anyone's campaign. For list-registrations.
func (t *Table) RegistrationTab(ctx context.Context, agencyID, campaignID, sellerID string, tab registration.Tab, p Page) (Tab, string, error) {
	p.Limit = min(p.Limit, tabPage)
	entries, cursor, err := t.page(ctx, query{index: "GSI2", partition: tabsPartition(campaignID), prefix: tabPrefix(string(tab), sellerID)}, p)
	if err != nil {
		return Tab{}, "", err
	}
	counts := tallyKey(campaignID, sellerID)
	keys := []Key{campaignKey(campaignID), counts}
	for _, entry := range entries {
		keys = append(keys, keyOf(entry))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return Tab{}, "", err
	}
	var out Tab
	if out.Campaign, err = campaignFrom(items, agencyID, campaignID); err != nil {
		return Tab{}, "", err
	}
	n, known, err := as[tally](items, counts)
	if err != nil {
		return Tab{}, "", err
	}
	out.Counts, out.Known = n.counts(), known
	for _, key := range keys[2:] {
		r, ok, err := as[registration.Registration](items, key)
		if err != nil {
			return Tab{}, "", err
		}
		if ok && r.Status.Tab() == tab { // an index lags behind a move
			out.Registrations = append(out.Registrations, r)
		}
	}
	return out, cursor, nil
}
