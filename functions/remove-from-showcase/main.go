// Command remove-from-showcase takes products out of the showcase; an answer for each (feature D5). Removing one twice is
// harmless.
package main

import (
	"context"
	"errors"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/showcase"
	"samplepath/shared/table/creators"
)

type call = api.Call[contract.RemoveFromShowcaseRequest]

func main() { api.Start(contract.RemoveFromShowcase, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[contract.RemovedProduct], error) {
	return api.Rows(ctx, c, api.Bulk[contract.RemoveFromShowcaseRequest, []showcase.Entry, contract.RemovedProduct]{
		Rows:   len(c.Request.RegistrationIDs),
		Shares: api.InTurn, // all count on the creator's showcase
		Read: func(ctx context.Context, rows []int) ([][]showcase.Entry, error) {
			entries, err := creators.ShowcaseEntries(ctx, c.Table, c.Caller.ID)
			return api.Same(entries, rows), err
		},
		Decide: func(ctx context.Context, c *call, i int, entries []showcase.Entry) (contract.RemovedProduct, error) {
			return remove(ctx, c, entries, c.Request.RegistrationIDs[i])
		},
	})
}

// remove takes one product out. That it is out already is no error.
func remove(ctx context.Context, c *call, entries []showcase.Entry, registrationID string) (contract.RemovedProduct, error) {
	out := contract.RemovedProduct{RegistrationID: registrationID}
	before, there := showcase.Find(entries, registrationID)
	if !there {
		return out, nil
	}
	e := event.Changed(before, showcase.Remove(before, c.Now), showcase.EventRemoved, c.Caller.Party(), c.Now)
	removed, err := api.Commit(ctx, c, contract.RemovedProduct{RegistrationID: registrationID, Removed: true}, creators.RemovedFromShowcase(before, e))
	if errors.Is(err, showcase.ErrGone) {
		return out, nil
	}
	return removed, err
}
