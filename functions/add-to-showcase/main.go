// Command add-to-showcase adds products behind a link to the showcase after agreeing to the terms; an answer for each
// (features D2, D3).
package main

import (
	"context"
	"slices"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
	"samplepath/shared/table/creators"
	"samplepath/shared/terms"
)

type call = api.Call[contract.AddToShowcaseRequest]

func main() { api.Start(contract.AddToShowcase, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[contract.AddedProduct], error) {
	none := contract.Rows[contract.AddedProduct]{}
	if c.Request.TermsVersion != terms.Current {
		return none, showcase.ErrTerms.With("termsVersion", terms.Current)
	}
	wanted := c.Request.RegistrationIDs
	var known []creators.Opened // read already
	if len(wanted) == 0 {
		opened, err := creators.OpenLink(ctx, c.Table, c.Request.Code, c.Caller.ID)
		if err != nil {
			return none, err
		}
		if wanted = available(c, opened); len(wanted) == 0 {
			return none, showcase.Unavailable(opened.Campaign, opened.Products, c.Now)
		}
		known = append(known, opened)
	}
	return api.Rows(ctx, c, api.Bulk[contract.AddToShowcaseRequest, creators.Opened, contract.AddedProduct]{
		Rows:   len(wanted),
		Shares: api.InTurn, // all count on the creator's showcase
		Read: func(ctx context.Context, rows []int) ([]creators.Opened, error) {
			if len(known) > 0 {
				opened := known[0]
				known = nil
				return api.Same(opened, rows), nil
			}
			opened, err := creators.OpenLink(ctx, c.Table, c.Request.Code, c.Caller.ID)
			return api.Same(opened, rows), err
		},
		Decide: func(ctx context.Context, c *call, i int, opened creators.Opened) (contract.AddedProduct, error) {
			return add(ctx, c, opened, wanted[i])
		},
	})
}

// available are all products behind the link that can be added now.
func available(c *call, opened creators.Opened) []string {
	var out []string
	for _, r := range opened.Products {
		if showcase.Available(opened.Campaign, r, c.Now) {
			out = append(out, r.ID)
		}
	}
	return out
}

func add(ctx context.Context, c *call, opened creators.Opened, registrationID string) (contract.AddedProduct, error) {
	none := contract.AddedProduct{}
	at := slices.IndexFunc(opened.Products, func(r registration.Registration) bool { return r.ID == registrationID })
	if at < 0 {
		return none, showcase.ErrNotBehindLink
	}
	entry, err := showcase.Add(id.New(ctx, id.Entry), opened.Campaign, opened.Products[at], c.Caller.ID, opened.Showcase, c.Request.AcceptLowerRate, c.Now)
	if err != nil {
		return none, err
	}
	entry.ListID = opened.ListID
	if before, there := showcase.Find(opened.Showcase, registrationID); there {
		e := event.Changed(before, entry, showcase.EventRepriced, c.Caller.Party(), c.Now)
		return api.Commit(ctx, c, contract.AddedProductOf(entry), creators.ShowcaseRepriced(before, entry, e))
	}
	e := event.First(entry, showcase.EventAdded, c.Caller.Party(), c.Now)
	creator := showcase.Creator{ID: c.Caller.ID, Handle: c.Caller.Handle, Followers: c.Caller.Followers}
	return api.Create(ctx, c, contract.AddedProductOf(entry), creators.AddedToShowcase(entry, creator, e))
}
