// Package ordering decides the order of a sample and says what to write: one transaction, with the request for the creator's
// authorization in it where the sample is to wait for that (features F3, F9). It is what a single order and a row of an upload
// have in common, and knows nothing of HTTP.
package ordering

import (
	"context"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
)

// Order is what an agency asks for.
type Order struct {
	By                 event.Party // the agency
	Variant            string
	AwaitAuthorization bool   // the sample may wait for the creator's authorization
	RepeatReason       string // why the creator is sent the product again
	ReviewNote         string // of who has looked at the creator's last sample without content
}

// Place orders a sample on given facts. It answers the first of sample.Facts.Blocks. The change answers that, too, where it comes
// to stand in the way only now, and table.ErrChanged where the facts are not true any more: they have to be read anew.
func Place(ctx context.Context, o Order, facts sample.Facts, now time.Time) (sample.Sample, table.Change, error) {
	facts.RepeatReason, facts.ReviewNote = o.RepeatReason, o.ReviewNote
	if o.AwaitAuthorization && facts.Authorization.Status != authorization.StatusAuthorized {
		facts.AwaitAuthorization = true
		return reserve(ctx, o, facts, now)
	}
	s, err := sample.Order(id.New(ctx, id.Sample), o.Variant, facts, now)
	if err != nil {
		return s, table.Change{}, err
	}
	e := event.First(s, sample.EventOrdered, o.By, now)
	return s, samples.Ordered(s, e, facts.Policy), nil
}

// reserve orders a sample that waits for its creator's answer: to the request that is pending, or to a new one.
func reserve(ctx context.Context, o Order, facts sample.Facts, now time.Time) (sample.Sample, table.Change, error) {
	before := facts.Authorization.At(now)
	if before.Status != authorization.StatusPending {
		asked, err := authorization.Request(before, authorization.Authorization{
			RequestID: id.New(ctx, id.Authorization), AgencyID: o.By.ID, AgencyName: facts.Campaign.AgencyName,
			CreatorID: facts.Creator.ID, Handle: facts.Creator.Handle, CampaignID: facts.Campaign.ID, Campaign: facts.Campaign.Name,
		}, facts.Policy, now)
		if err != nil {
			return sample.Sample{}, table.Change{}, err
		}
		facts.Authorization = asked
	}
	s, err := sample.Reserve(id.New(ctx, id.Sample), o.Variant, facts, now)
	if err != nil {
		return s, table.Change{}, err
	}
	e := event.First(s, sample.EventReserved, o.By, now)
	if before.Status == authorization.StatusPending {
		return s, samples.Reserved(s, before, e, facts.Policy), nil
	}
	asked := event.Changed(before, facts.Authorization, authorization.EventRequested, o.By, now)
	return s, creators.AuthorizationRequested(before, facts.Authorization, asked).And(samples.Ordered(s, e, facts.Policy)), nil
}
