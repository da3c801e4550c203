package campaigns

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// participation is a campaign in which a seller has products. The period cannot change any more: the campaign was
// published when the first product was registered.
type participation struct {
	CampaignID     string          `json:"campaignId"`
	CampaignPeriod campaign.Period `json:"campaignPeriod"`
	Products       []string        `json:"products"` // ids of registrations: a set, so that adding twice adds once
}

// Participation is one of a seller's campaigns, with its products in it, newest first: the newest 99 at most.
type Participation struct {
	Campaign campaign.Campaign
	Products []registration.Registration
	Count    int // of all products
}

// maxShown is how many products of one campaign are shown, so that a campaign fits one batch.
const maxShown = table.BatchSize - 1

// Participate notes that a seller registered a product. Doing it again changes nothing. For index-campaign.
func Participate(ctx context.Context, t *table.Table, of event.Parties) error {
	c, err := Get(ctx, t, "", of.CampaignID)
	if err != nil {
		return err
	}
	fixed, err := table.Encode(participation{CampaignID: c.ID, CampaignPeriod: c.CampaignPeriod})
	if err != nil {
		return err
	}
	var change table.Change
	change.Update(keys.Participation(of.SellerID, of.CampaignID),
		"SET campaignId = :campaign, campaignPeriod = :period ADD products :product", "", nil,
		table.Item{
			":campaign": fixed["campaignId"], ":period": fixed["campaignPeriod"],
			":product": &types.AttributeValueMemberSS{Value: []string{of.RegistrationID}},
		}, table.Always(table.ErrChanged))
	return t.Commit(ctx, change)
}

// OfSeller lists one page of the campaigns in which a seller has products, newest first; of one status, if it is
// given. Table, PK = SELLER#id, SK begins with CAMPAIGN#; campaigns and products in a second round trip, which also ends
// a page: it holds at most a hundred of both. For list-seller-campaigns.
func OfSeller(ctx context.Context, t *table.Table, sellerID string, status campaign.Status, now time.Time, p table.Page) ([]Participation, string, error) {
	q := table.Query{Partition: keys.Participation(sellerID, "").PK, Prefix: "CAMPAIGN#", Newest: true}
	bound := q
	bound.Prefix += string(status) // only the cursor's
	after, err := bound.Resume(p.Caller, p.Cursor)
	if err != nil {
		return nil, "", err
	}
	q.After, q.Limit = after, p.Limit
	if status != "" {
		q.Limit = table.Looked
	}
	entries, next, err := t.Ask(ctx, q)
	if err != nil {
		return nil, "", err
	}
	var chosen []participation
	var wanted []keys.Key
	for i, item := range entries {
		one, err := table.Decode[participation](item)
		if err != nil {
			return nil, "", err
		}
		if status != "" && statusForSeller(one.CampaignPeriod, now) != status {
			continue
		}
		if len(chosen) == p.Limit || len(chosen) > 0 && len(wanted)+1+min(len(one.Products), maxShown) > table.BatchSize {
			next = table.Primary(table.KeyOf(entries[i-1]))
			break
		}
		chosen = append(chosen, one)
		wanted = append(wanted, one.keys()...)
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	out := make([]Participation, 0, len(chosen))
	for _, one := range chosen {
		with, err := one.with(items)
		if err != nil {
			return nil, "", err
		}
		out = append(out, with)
	}
	return out, bound.Cursor(p.Caller, next), nil
}

// CountOfSeller counts the newest table.Looked campaigns in which a seller has products, by status. Table, PK = SELLER#id, SK begins with
// CAMPAIGN#. For list-seller-campaigns.
func CountOfSeller(ctx context.Context, t *table.Table, sellerID string, now time.Time) (map[campaign.Status]int, error) {
	q := table.Query{Partition: keys.Participation(sellerID, "").PK, Prefix: "CAMPAIGN#", Newest: true, Limit: table.Looked}
	entries, _, err := t.Ask(ctx, q)
	if err != nil {
		return nil, err
	}
	all, err := table.DecodeAll[participation](entries)
	out := map[campaign.Status]int{}
	for _, one := range all {
		out[statusForSeller(one.CampaignPeriod, now)]++
	}
	return out, err
}

// statusForSeller is the status of a campaign in which somebody has products: it was published.
func statusForSeller(period campaign.Period, now time.Time) campaign.Status {
	return campaign.Campaign{Published: true, CampaignPeriod: period}.StatusAt(now)
}

// keys are those of the campaign and of the products that are shown.
func (p participation) keys() []keys.Key {
	wanted := []keys.Key{keys.Campaign(p.CampaignID)}
	slices.SortFunc(p.Products, func(a, b string) int { return cmp.Compare(b, a) }) // ids are in the order of time
	for _, registrationID := range p.Products[:min(len(p.Products), maxShown)] {
		wanted = append(wanted, keys.Registration(p.CampaignID, registrationID))
	}
	return wanted
}

func (p participation) with(items table.Found) (Participation, error) {
	wanted := p.keys()
	c, err := From(items, "", p.CampaignID)
	if err != nil {
		return Participation{}, err
	}
	out := Participation{Campaign: c, Count: len(p.Products)}
	for _, key := range wanted[1:] {
		r, ok, err := table.As[registration.Registration](items, key)
		if err != nil {
			return Participation{}, err
		}
		if ok {
			out.Products = append(out.Products, r)
		}
	}
	return out, nil
}

// ForSeller reads a campaign that a seller may see, up to date: one that is published to its shop, or one in which
// it has products. Others answer campaign.ErrNotFound. For get-campaign.
func ForSeller(ctx context.Context, t *table.Table, sellerID string, shop campaign.Shop, campaignID string) (campaign.Campaign, error) {
	items, err := t.Read(ctx, keys.Campaign(campaignID), keys.Participation(sellerID, campaignID))
	if err != nil {
		return campaign.Campaign{}, err
	}
	c, err := From(items, "", campaignID)
	if err != nil {
		return c, err
	}
	if _, takesPart := items[keys.Participation(sellerID, campaignID)]; !takesPart && (!c.Published || !c.Admits(shop)) {
		return campaign.Campaign{}, campaign.ErrNotFound
	}
	return c, nil
}
