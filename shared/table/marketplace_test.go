package table_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/campaign"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/database/dynamo/fill"
	proxy "samplepath/shared/database/meter"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// market is a marketplace at a time, behind a proxy that counts.
type market struct {
	*testing.T
	table  *table.Table
	client *dynamodb.Client
	proxy  *proxy.Proxy

	endpoint string // of the proxy
}

func newMarket(t *testing.T) *market {
	t.Helper()
	endpoint, p := tabletest.Proxy(t)
	tab, _ := tabletest.At(t, endpoint)
	return &market{t, tab, tabletest.Client(dynamotest.Endpoint(t)), p, endpoint}
}

// published is a campaign that is open to all sellers in the US from June 1, 2030.
func published(t *testing.T, name string, days int) campaign.Campaign {
	period := campaign.Period{Start: tabletest.Day(1, 0), End: tabletest.Day(1, 0).AddDate(0, 0, days)}
	return campaign.Campaign{
		ID: id.New(t.Context(), id.Campaign), AgencyID: tabletest.AgencyID, AgencyName: "A", AgencyMarket: "GB", TargetMarket: "US", Name: name, Description: "d",
		RegistrationPeriod: period, CampaignPeriod: period, SellerScope: campaign.SellerScope{Kind: campaign.AllSellers},
		Published: true, CreatedAt: period.Start, Version: 1,
	}
}

// dying is the table for one who does not try again: the first request that fails is its last.
func (m *market) dying() *table.Table {
	client := dynamodb.New(m.client.Options(), func(o *dynamodb.Options) {
		o.BaseEndpoint, o.RetryMaxAttempts = &m.endpoint, 1
	})
	return table.New(client, m.table.Name())
}

// add stores campaigns with their entries, as index-campaign would, but many at a time and past the proxy.
func (m *market) add(listed ...campaign.Campaign) {
	m.Helper()
	var all []fill.Item
	for _, c := range listed {
		items, err := tabletest.MarketplaceItems(c)
		if err != nil {
			m.Fatal(err)
		}
		all = append(all, items...)
	}
	if err := fill.Table(m.Context(), m.client, m.table.Name(), all); err != nil {
		m.Fatal(err)
	}
}

func (m *market) browse(s campaign.Search, now time.Time) list[campaign.Campaign] {
	return func(ctx context.Context, p table.Page) ([]campaign.Campaign, string, error) {
		return campaigns.Marketplace(ctx, m.table, s, now, p)
	}
}

func nameOf(c campaign.Campaign) string { return c.Name }

var seller = campaign.Search{Filter: campaign.Everything, Shop: campaign.Shop{Code: "USLCDEWDAU", Market: "US"}}

func looking(filter campaign.Filter, words string) campaign.Search {
	s := seller
	s.Filter, s.Words = filter, campaign.Words(words)
	return s
}

// standing is everything whose registration stands like this.
func standing(status campaign.RegistrationStatus) campaign.Search {
	s := seller
	s.Registration = status
	return s
}

// Feature B5: each filter and search gives what the seller may register for now or later, the earliest closing date first, in pages
// of any size; of another market, of other shops, not published, or closed, nothing.
func TestMarketplace(t *testing.T) {
	m := newMarket(t)
	now := tabletest.Day(10, 12)
	with := func(c campaign.Campaign, change func(*campaign.Campaign)) campaign.Campaign { change(&c); return c }
	invite := func(codes ...string) func(*campaign.Campaign) {
		return func(c *campaign.Campaign) {
			c.SellerScope = campaign.SellerScope{Kind: campaign.SelectedSellers, ShopCodes: codes}
		}
	}
	m.add(
		published(t, "Glow fourth", 40),
		with(published(t, "Crème glow first", 10), func(c *campaign.Campaign) { c.AgencyMarket = "US" }),
		with(published(t, "Second for you", 20), func(c *campaign.Campaign) { invite("USLCOTHERS", "USLCDEWDAU")(c); c.AgencyMarket = "" }),
		with(published(t, "GLOWING third", 30), func(c *campaign.Campaign) { c.AgencyName = "Étoile du Nord" }),
		with(published(t, "Fifth glow for you", 50), func(c *campaign.Campaign) { invite("USLCDEWDAU")(c); c.AgencyMarket = "US" }),
		with(published(t, "Glow to come", 15), func(c *campaign.Campaign) { c.RegistrationPeriod.Start = now.Add(time.Millisecond) }),
		with(published(t, "From nowhere", 60), func(c *campaign.Campaign) { c.AgencyMarket = "" }),
		// Decoys:
		with(published(t, "Glow for others", 15), invite("USLCOTHERS")),
		with(published(t, "Glow elsewhere", 15), func(c *campaign.Campaign) { c.TargetMarket = "GB" }),
		with(published(t, "Glow just closed", 15), func(c *campaign.Campaign) { c.RegistrationPeriod.End = now }),
		published(t, "Glow long closed", 3),
	)
	withdrawn := published(t, "Glow withdrawn", 15)
	m.add(withdrawn)
	withdrawn.Published = false // and the marketplace has not followed yet
	m.add(withdrawn)

	for name, test := range map[string]struct {
		search campaign.Search
		want   []string
	}{
		"all":                   {looking(campaign.Everything, ""), []string{"Crème glow first", "Glow to come", "Second for you", "GLOWING third", "Glow fourth", "Fifth glow for you", "From nowhere"}},
		"open now":              {standing(campaign.RegistrationOpen), []string{"Crème glow first", "Second for you", "GLOWING third", "Glow fourth", "Fifth glow for you", "From nowhere"}},
		"opens soon":            {standing(campaign.RegistrationUpcoming), []string{"Glow to come"}},
		"target":                {looking(campaign.Target, ""), []string{"Second for you", "Fifth glow for you"}},
		"local":                 {looking(campaign.Local, ""), []string{"Crème glow first", "Fifth glow for you"}},
		"a beginning":           {looking(campaign.Everything, "gLów"), []string{"Crème glow first", "Glow to come", "GLOWING third", "Glow fourth", "Fifth glow for you"}},
		"two beginnings":        {looking(campaign.Everything, "glo for"), []string{"Fifth glow for you"}},
		"the partner":           {looking(campaign.Everything, "etoi NORD"), []string{"GLOWING third"}},
		"a long word":           {looking(campaign.Everything, "glowingly-beautiful"), nil},
		"the middle of a word":  {looking(campaign.Everything, "lowing"), nil},
		"a local one by word":   {looking(campaign.Local, "creme"), []string{"Crème glow first"}},
		"an invitation by word": {looking(campaign.Target, "seco"), []string{"Second for you"}},
		"nobody's":              {campaign.Search{Filter: campaign.Everything}, nil},
		"local to nobody":       {campaign.Search{Filter: campaign.Local, Shop: campaign.Shop{Code: "USLCDEWDAU"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := names(t, m.browse(test.search, now), nameOf); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}

	counts, err := campaigns.CountMarketplace(t.Context(), m.table, looking(campaign.Target, "words"), now)
	if want := map[campaign.Filter]int{campaign.Everything: 8, campaign.Target: 2, campaign.Local: 2}; err != nil || !maps.Equal(counts, want) {
		t.Errorf("counts %v, %v, want %v", counts, err, want)
	}
	_, cursor, err := campaigns.Marketplace(t.Context(), m.table, seller, now, table.Page{Limit: 1, Caller: "sel_me"})
	if err != nil || cursor == "" {
		t.Fatalf("%q %v", cursor, err)
	}
	for name, try := range map[string]func() (campaign.Search, table.Page){
		"another filter": func() (campaign.Search, table.Page) {
			return looking(campaign.Target, ""), table.Page{Caller: "sel_me"}
		},
		"another search": func() (campaign.Search, table.Page) {
			return looking(campaign.Everything, "glow"), table.Page{Caller: "sel_me"}
		},
		"another status": func() (campaign.Search, table.Page) {
			return standing(campaign.RegistrationOpen), table.Page{Caller: "sel_me"}
		},
		"another caller": func() (campaign.Search, table.Page) { return seller, table.Page{Caller: "sel_you"} },
		"tampered with":  func() (campaign.Search, table.Page) { return seller, table.Page{Caller: "sel_me", Cursor: cursor[1:]} },
		"none of ours":   func() (campaign.Search, table.Page) { return seller, table.Page{Caller: "sel_me", Cursor: "e30"} },
		"of another shop": func() (campaign.Search, table.Page) {
			s := seller
			s.Shop.Code = "X"
			return s, table.Page{Caller: "sel_me"}
		},
	} {
		s, p := try()
		p.Limit = 1
		if p.Cursor == "" {
			p.Cursor = cursor
		}
		if _, _, err := campaigns.Marketplace(t.Context(), m.table, s, now, p); !errors.Is(err, table.ErrCursor) {
			t.Errorf("a cursor of %s: %v", name, err)
		}
	}
}

// Feature B5: a page costs the same among 10 campaigns and among 10,000, whatever is looked for; and as many that are
// closed cost nothing.
func TestMarketplaceCostsTheSameAmongTenThousand(t *testing.T) {
	m := newMarket(t)
	now := tabletest.Day(10, 12)
	searches := map[string]campaign.Search{
		"all": looking(campaign.Everything, ""), "local": looking(campaign.Local, ""), "target": looking(campaign.Target, ""),
		"search": looking(campaign.Everything, "g"), "local search": looking(campaign.Local, "g"),
	}
	some := func(n, days int) []campaign.Campaign {
		out := make([]campaign.Campaign, 0, n)
		for i := range n {
			c := published(t, "G", days)
			c.AgencyName = "" // fewer words make the test shorter
			c.RegistrationPeriod.End = c.RegistrationPeriod.End.Add(time.Duration(i) * time.Second)
			c.CampaignPeriod.End = c.RegistrationPeriod.End
			if i%2 == 0 {
				c.AgencyMarket = "US"
			}
			if i%5 == 4 {
				c.SellerScope = campaign.SellerScope{Kind: campaign.SelectedSellers, ShopCodes: []string{"USLCDEWDAU"}}
			}
			out = append(out, c)
		}
		return out
	}
	const limit = 2 // as many as there are of each among ten
	cost := func(name string) float64 {
		m.Helper()
		m.proxy.Reset()
		got, cursor, err := campaigns.Marketplace(t.Context(), m.table, searches[name], now, table.Page{Limit: limit, Caller: "sel_me"})
		used := m.proxy.Counts()
		if err != nil || len(got) != limit || used.Unaccounted > 0 {
			t.Fatalf("%s: %d campaigns, %v, %d unaccounted", name, len(got), err, used.Unaccounted)
		}
		if used.RoundTrips > 1+len(searches[name].Shelves()) { // the shelves are looked at side by side
			t.Errorf("%s: %d requests", name, used.RoundTrips)
		}
		m.Logf("%-12s %.1f read units, %d requests, more %t", name, used.ReadUnits, used.RoundTrips, cursor != "")
		return used.ReadUnits
	}
	m.add(some(10, 20)...)
	few := map[string]float64{}
	for name := range searches {
		few[name] = cost(name)
	}
	m.add(some(5_000, 30)...)
	m.add(some(4_990, 5)...) // closed, and still there
	for name := range searches {
		if many := cost(name); many != few[name] {
			t.Errorf("%s: %.1f read units among 10,000, %.1f among 10", name, many, few[name])
		}
	}
}

// entries are the keys of all of a campaign's entries, on the shelves of both markets and of two shops.
func (m *market) entries(campaignID string) []string {
	m.Helper()
	var out []string
	for _, partition := range []string{
		"OPEN#US", "OPEN#GB", "LOCAL#US", "LOCAL#GB", "SHOP#USLCDEWDAU", "SHOP#USLCOTHERS",
		"OPEN#US#WORD#g", "OPEN#US#WORD#glow", "OPEN#US#WORD#d", "OPEN#US#WORD#dew", "LOCAL#US#WORD#glow", "OPEN#US#WORD#a",
	} {
		answer, err := m.client.Query(m.Context(), &dynamodb.QueryInput{
			TableName: ptr(m.table.Name()), KeyConditionExpression: ptr("PK = :pk"),
			ExpressionAttributeValues: map[string]types.AttributeValue{":pk": &types.AttributeValueMemberS{Value: "MARKETPLACE#" + partition}},
		})
		if err != nil {
			m.Fatal(err)
		}
		for _, item := range answer.Items {
			if strings.HasSuffix(item[table.SK].(*types.AttributeValueMemberS).Value, campaignID) {
				out = append(out, partition)
			}
		}
	}
	return out
}

func ptr[T any](v T) *T { return &v }

func (m *market) commit(c table.Change) {
	m.Helper()
	if err := m.table.Commit(m.Context(), c); err != nil {
		m.Fatal(err)
	}
}

// change takes a campaign on, as the functions do.
func (m *market) change(before campaign.Campaign, edit func(*campaign.Campaign)) campaign.Campaign {
	m.Helper()
	after := before
	edit(&after)
	after.Version++
	m.commit(campaigns.Changed(before, after, changed(before, after, "campaign.touched")))
	return after
}

func (m *market) follow(campaignID string) {
	m.Helper()
	if err := campaigns.Index(m.Context(), m.table, campaignID); err != nil {
		m.Fatal(err)
	}
}

func (m *market) created() campaign.Campaign {
	m.Helper()
	c := published(m.T, "Glow", 30)
	c.Published = false
	m.commit(campaigns.Created(c, first(c, campaign.EventCreated)))
	return c
}

var openAsGlow = []string{"OPEN#US", "OPEN#US#WORD#g", "OPEN#US#WORD#glow", "OPEN#US#WORD#a"}

// Features B3, B4: the marketplace follows publishing, renaming and taking back.
func TestMarketplaceFollowsACampaign(t *testing.T) {
	m := newMarket(t)
	c := m.created()
	expect := func(want ...string) {
		t.Helper()
		m.follow(c.ID)
		m.follow(c.ID) // again changes nothing
		if got := m.entries(c.ID); !slices.Equal(got, want) {
			t.Fatalf("%+v has the entries %v, want %v", c, got, want)
		}
	}
	expect()
	c = m.change(c, func(c *campaign.Campaign) { c.Published = true })
	expect(openAsGlow...)
	c = m.change(c, func(c *campaign.Campaign) { c.Name = "Dew" })
	expect("OPEN#US", "OPEN#US#WORD#d", "OPEN#US#WORD#dew", "OPEN#US#WORD#a")
	c = m.change(c, func(c *campaign.Campaign) {
		c.SellerScope = campaign.SellerScope{Kind: campaign.SelectedSellers, ShopCodes: []string{"USLCDEWDAU", "USLCOTHERS"}}
	})
	expect("SHOP#USLCDEWDAU", "SHOP#USLCOTHERS")
	m.proxy.Reset()
	c = m.change(c, func(c *campaign.Campaign) { c.Description = "Others would not see the difference." })
	m.follow(c.ID)
	if used := m.proxy.Counts(); used.RoundTrips != 3 {
		t.Errorf("a change that nobody finds it by: %d round trips, want the change and two reads", used.RoundTrips)
	}
	c = m.change(c, func(c *campaign.Campaign) { c.Published = false })
	expect()
	if err := campaigns.Index(t.Context(), m.table, "cmp_none"); !errors.Is(err, campaign.ErrNotFound) {
		t.Errorf("a campaign that is not there: %v", err)
	}
}

// Whoever dies half-way, wherever it is, leaves nothing that the next call does not mend, even if the campaign was taken
// back or renamed meanwhile.
func TestMarketplaceIsMendedAfterACrash(t *testing.T) {
	for nth := 1; ; nth++ {
		m := newMarket(t)
		c := m.created()
		c = m.change(c, func(c *campaign.Campaign) { c.Published, c.Name = true, "Glow of dew drops" })
		remove := m.proxy.Inject(proxy.Fault{Kind: proxy.Drop, Containing: c.ID, Nth: nth, Times: 1000})
		err := campaigns.Index(t.Context(), m.dying(), c.ID)
		if remove() == 0 {
			if err != nil || nth < 4 {
				t.Fatalf("after %d requests: %v", nth-1, err)
			}
			return
		}
		c = m.change(c, func(c *campaign.Campaign) { c.Name = "Glow" })
		m.follow(c.ID)
		if got := m.entries(c.ID); !slices.Equal(got, openAsGlow) {
			t.Fatalf("after a crash at request %d: %v", nth, got)
		}
		c = m.change(c, func(c *campaign.Campaign) { c.Published = false })
		m.follow(c.ID)
		if got := m.entries(c.ID); len(got) > 0 {
			t.Fatalf("after a crash at request %d and taking back: %v", nth, got)
		}
	}
}

// Events come twice, late and side by side: the entries end as the newest version says.
func TestMarketplaceEndsAsTheNewestVersionSays(t *testing.T) {
	m := newMarket(t)
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 6 {
		c := m.created()
		var group sync.WaitGroup
		for step := range 8 {
			c = m.change(c, func(c *campaign.Campaign) {
				c.Published = step%2 == 0 || step == 7
				c.Name = []string{"Glow", "Dew"}[step%2]
				c.TargetMarket = []string{"US", "GB"}[random.IntN(2)]
			})
			for range 1 + random.IntN(2) {
				group.Go(func() {
					if err := campaigns.Index(context.WithoutCancel(t.Context()), m.table, c.ID); err != nil {
						t.Error(err)
					}
				})
			}
		}
		group.Wait()
		want := []string{"OPEN#US", "OPEN#US#WORD#d", "OPEN#US#WORD#dew", "OPEN#US#WORD#a"}
		if c.TargetMarket == "GB" {
			want = []string{"OPEN#GB", "LOCAL#GB"}
		}
		if got := m.entries(c.ID); !slices.Equal(got, want) {
			t.Fatalf("round %d: %v, want %v", round, got, want)
		}
	}
}

// Feature B6: a seller's campaigns with its products in each, newest first; adding twice adds once; of one status, without
// the others' products, in pages that fit two round trips.
func TestSellerCampaigns(t *testing.T) {
	m := newMarket(t)
	w := tabletest.In(t, m.table, nil)
	ctx, now := t.Context(), tabletest.Day(10, 12)
	join := func(sellerID string, c campaign.Campaign, products int) {
		for range products {
			r := w.Product
			r.ID, r.CampaignID, r.SellerID, r.ProductID, r.ProductName = id.NewWithin(t.Context(), id.Registration, c.ID), c.ID, sellerID, id.Code(t.Context()), c.Name
			m.commit(campaigns.ProductRegistered(r, first(r, "registration.registered")))
			for range 2 {
				if err := campaigns.Participate(t.Context(), m.table, event.Parties{SellerID: sellerID, CampaignID: c.ID, RegistrationID: r.ID}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var listed []campaign.Campaign
	for i, days := range []int{30, 5, 30, 5, 30, 30} {
		c := published(t, fmt.Sprintf("Campaign %d", i), days)
		c.ID = fmt.Sprintf("cmp_01QF6TEDR0VQ8AM3H7J79653%02d", i)
		if i == 4 {
			c.CampaignPeriod.Start = now.Add(time.Hour)
		}
		m.commit(campaigns.Created(c, first(c, campaign.EventCreated)))
		listed = append(listed, c)
		join("sel_other", c, 1)
	}
	for i, products := range []int{1, 2, 3, 1, 2} {
		join("sel_me", listed[i], products)
	}
	mine := func(status campaign.Status) list[campaigns.Participation] {
		return func(ctx context.Context, p table.Page) ([]campaigns.Participation, string, error) {
			return campaigns.OfSeller(ctx, m.table, "sel_me", status, now, p)
		}
	}
	show := func(p campaigns.Participation) string {
		for i, r := range p.Products {
			if r.SellerID != "sel_me" || r.CampaignID != p.Campaign.ID || i > 0 && r.ID > p.Products[i-1].ID {
				t.Errorf("%s has the product %+v at %d", p.Campaign.Name, r, i)
			}
		}
		return fmt.Sprintf("%s %d/%d", p.Campaign.Name[9:], len(p.Products), p.Count)
	}
	for status, want := range map[campaign.Status][]string{
		"": {"4 2/2", "3 1/1", "2 3/3", "1 2/2", "0 1/1"}, campaign.StatusOngoing: {"2 3/3", "0 1/1"}, campaign.StatusClosed: {"3 1/1", "1 2/2"}, campaign.StatusUpcoming: {"4 2/2"},
	} {
		if got := names(t, mine(status), show); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", status, got, want)
		}
	}

	counts, err := campaigns.CountOfSeller(ctx, m.table, "sel_me", now)
	if want := map[campaign.Status]int{campaign.StatusUpcoming: 1, campaign.StatusOngoing: 2, campaign.StatusClosed: 2}; err != nil || !maps.Equal(counts, want) {
		t.Errorf("counts %v, %v, want %v", counts, err, want)
	}

	join("sel_me", listed[5], 101)
	m.proxy.Reset()
	page, cursor, err := campaigns.OfSeller(ctx, m.table, "sel_me", "", now, table.Page{Limit: 100, Caller: "sel_me"})
	if err != nil || len(page) != 1 || show(page[0]) != "5 99/101" || cursor == "" || m.proxy.Counts().RoundTrips != 2 {
		t.Fatalf("%d campaigns, %v, %d round trips", len(page), err, m.proxy.Counts().RoundTrips)
	}
	page, cursor, err = campaigns.OfSeller(ctx, m.table, "sel_me", "", now, table.Page{Limit: 100, Caller: "sel_me", Cursor: cursor})
	if err != nil || len(page) != 5 || cursor != "" {
		t.Fatalf("the rest: %d campaigns, %q, %v", len(page), cursor, err)
	}
}
