package campaign

import (
	"slices"
	"strings"
	"time"
)

// Shelf is a part of the marketplace: those who browse see one or a few of them (feature B5).
type Shelf string

// OpenShelf holds campaigns that are open to all sellers and sell to a market.
func OpenShelf(market string) Shelf { return Shelf("OPEN#" + market) }

// LocalShelf holds those campaigns of OpenShelf whose agencies are at home in the market.
func LocalShelf(market string) Shelf { return Shelf("LOCAL#" + market) }

// ShopShelf holds the campaigns that one shop is invited to.
func ShopShelf(shopCode string) Shelf { return Shelf("SHOP#" + shopCode) }

// Listing is how a campaign stands in the marketplace. The zero value is not listed.
type Listing struct {
	Shelves      []Shelf  `json:"shelves,omitempty"`
	AgencyMarket string   `json:"agencyMarket,omitempty"`
	Words        []string `json:"words,omitempty"` // of the campaign's and the partner's name
	Registration Period   `json:"registration"`
}

// Beginnings are the beginnings of words under which the listing is found. An invited shop's campaigns are few: they are
// searched one by one, so that a hundred invitations do not make thousands of entries.
func (l Listing) Beginnings(shelf Shelf) []string {
	if shelf.Searched() {
		return beginnings(l.Words)
	}
	return nil
}

// Searched reports whether what is on the shelf is found by beginnings of words.
func (s Shelf) Searched() bool { return !strings.HasPrefix(string(s), "SHOP#") }

// Listing says where the campaign stands in the marketplace: nowhere unless it is published.
func (c Campaign) Listing() Listing {
	if !c.Published {
		return Listing{}
	}
	partner := []rune(c.AgencyName)
	out := Listing{
		AgencyMarket: c.AgencyMarket,
		Registration: c.RegistrationPeriod,
		Words:        Words(c.Name + " " + string(partner[:min(len(partner), maxSearchedName)])),
	}
	if c.SellerScope.Kind == SelectedSellers {
		for _, code := range c.SellerScope.ShopCodes {
			out.Shelves = append(out.Shelves, ShopShelf(code))
		}
		return out
	}
	out.Shelves = append(out.Shelves, OpenShelf(c.TargetMarket))
	if c.AgencyMarket == c.TargetMarket {
		out.Shelves = append(out.Shelves, LocalShelf(c.TargetMarket))
	}
	return out
}

// Filter is what a seller wants to see of the marketplace.
type Filter string

// The filters.
const (
	Everything Filter = "all"    // open to all sellers in the seller's market, or inviting the seller's shop
	Target     Filter = "target" // inviting the seller's shop
	Local      Filter = "local"  // those of everything whose agency is at home in the seller's market
)

// Filters are all of them.
var Filters = []Filter{Everything, Target, Local}

// Search is what a seller looks for, and who looks.
type Search struct {
	Filter       Filter
	Registration RegistrationStatus // empty: open or upcoming
	Shop         Shop
	Words        []string // beginnings, of which each must be found; none finds all
}

// Registers reports whether campaigns whose registration stands like this are looked for. Those whose registration has ended never are.
func (s Search) Registers(status RegistrationStatus) bool {
	return status != RegistrationClosed && (s.Registration == "" || s.Registration == status)
}

// Shelves are those to look at. A seller without a market or a shop code has none of that kind.
func (s Search) Shelves() []Shelf {
	var out []Shelf
	if s.Filter == Everything && s.Shop.Market != "" {
		out = append(out, OpenShelf(s.Shop.Market))
	}
	if s.Filter == Local && s.Shop.Market != "" {
		out = append(out, LocalShelf(s.Shop.Market))
	}
	if s.Shop.Code != "" {
		out = append(out, ShopShelf(s.Shop.Code))
	}
	return out
}

// Wants reports whether what stands on one of the shelves is looked for, by its agency's market and its words. An agency that is at
// home nowhere is local to nobody, wherever it sells: seed 004 has local agencies as those "primarily focused on your local country".
func (s Search) Wants(agencyMarket string, words []string) bool {
	local := agencyMarket != "" && agencyMarket == s.Shop.Market
	return (s.Filter != Local || local) && Match(words, s.Words)
}

// Finds reports whether a campaign, as it is now, is what is looked for: the last word, for listings lag behind.
func (s Search) Finds(c Campaign, now time.Time) bool {
	listing := c.Listing()
	return s.Registers(c.RegistrationFor(s.Shop, now)) && s.Wants(listing.AgencyMarket, listing.Words) && slices.ContainsFunc(s.Shelves(), func(shelf Shelf) bool {
		return slices.Contains(listing.Shelves, shelf)
	})
}
