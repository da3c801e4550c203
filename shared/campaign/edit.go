package campaign

import (
	"reflect"
	"time"

	"samplepath/shared/fault"
)

// Edit is what an agency wants to change of a campaign; nil leaves a field as it is (feature B4).
type Edit struct {
	TargetMarket       *string
	Name               *string
	Description        *string
	RegistrationPeriod *Period
	CampaignPeriod     *Period
	SellerScope        *SellerScope
	MinTotalRate       *int
	Contact            *Contact
}

// Apply edits a campaign. Before its first publication everything can change; from then on only name, description and
// contact: sellers have seen the rest, and may have registered by it, so taking the campaign back does not free it
// again. An edit that changes nothing gives the campaign as it was, with its version.
func (e Edit) Apply(c Campaign, now time.Time) (Campaign, error) {
	next := c
	set(&next.TargetMarket, e.TargetMarket)
	set(&next.Name, e.Name)
	set(&next.Description, e.Description)
	move(&next.RegistrationPeriod, e.RegistrationPeriod)
	move(&next.CampaignPeriod, e.CampaignPeriod)
	set(&next.SellerScope, e.SellerScope)
	set(&next.MinTotalRate, e.MinTotalRate)
	set(&next.Contact, e.Contact)
	next = next.trimmed()

	if changed := fixedThatDiffer(c, next); c.EverPublished() && len(changed) > 0 {
		return c, ErrFixed.With("fields", changed)
	}
	var fields fault.Fields
	next.checkTexts(&fields)
	moved := next.RegistrationPeriod != c.RegistrationPeriod || next.CampaignPeriod != c.CampaignPeriod
	if moved {
		next.checkPeriods(now, &fields, chosen{registration: e.RegistrationPeriod != nil, campaign: e.CampaignPeriod != nil})
	}
	next.checkScope(&fields)
	if err := fields.Err(); err != nil {
		return c, err
	}
	if reflect.DeepEqual(c, next) {
		return c, nil
	}
	next.Version++
	return next, nil
}

func set[T any](field, to *T) {
	if to != nil {
		*field = *to
	}
}

func move(period, to *Period) {
	if to != nil && !period.Equal(*to) {
		*period = *to
	}
}

// fixedThatDiffer names the fields that differ and are fixed after publishing.
func fixedThatDiffer(a, b Campaign) []string {
	var out []string
	for _, field := range []struct {
		name    string
		differs bool
	}{
		{"targetMarket", a.TargetMarket != b.TargetMarket},
		{"registrationPeriod", a.RegistrationPeriod != b.RegistrationPeriod},
		{"campaignPeriod", a.CampaignPeriod != b.CampaignPeriod},
		{"sellerScope", !reflect.DeepEqual(a.SellerScope, b.SellerScope)},
		{"minTotalCommissionRate", a.MinTotalRate != b.MinTotalRate},
	} {
		if field.differs {
			out = append(out, field.name)
		}
	}
	return out
}
