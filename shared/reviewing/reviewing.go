// Package reviewing decides what an agency answers about a seller's product, and says what to write (features C2, C6). It is what a
// single call and a row of a bulk call have in common, and knows nothing of HTTP.
package reviewing

import (
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
)

// Rule is registration.Review or registration.ReviewClosure.
type Rule func(c campaign.Campaign, r registration.Registration, d registration.Decision, reason string, now time.Time) (registration.Registration, event.Type, error)

// Decide answers by a rule. It answers what the rule does, and registration.ErrNotFound where there is no such product.
func Decide(rule Rule, f campaigns.Reviewed, d registration.Decision, reason string, by event.Party, now time.Time) (registration.Registration, table.Change, error) {
	if f.Product == nil {
		return registration.Registration{}, table.Change{}, registration.ErrNotFound
	}
	after, kind, err := rule(f.Campaign, *f.Product, d, reason, now)
	if err != nil {
		return after, table.Change{}, err
	}
	return after, campaigns.RegistrationChanged(*f.Product, after, event.Changed(*f.Product, after, kind, by, now)), nil
}
