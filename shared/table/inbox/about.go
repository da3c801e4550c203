package inbox

import (
	"cmp"
	"context"
	"errors"

	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/onboarding"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// About reads what the notices of an event are about, by the names that things have now, in one round trip; and the campaign
// that the event is of, if it is of one. For notify.
func About(ctx context.Context, t *table.Table, e event.Event) (notice.About, campaign.Campaign, error) {
	p := e.Parties
	about := notice.About{
		CampaignID: p.CampaignID, RegistrationID: p.RegistrationID, AgencyID: p.AgencyID, SellerID: p.SellerID, CreatorID: p.CreatorID,
		RequestID: e.Details["requestId"], Quantity: e.Details["quantity"],
	}
	ofCampaign, ofProduct, ofAgency := keys.Campaign(p.CampaignID), keys.Registration(p.CampaignID, p.RegistrationID), keys.Onboarding(p.AgencyID)
	ofPair, ofCreator, ofSample := keys.Authorization(p.AgencyID, p.CreatorID), keys.CampaignCreator(p.CampaignID, p.CreatorID), keys.Sample(e.Subject)
	var wanted []keys.Key
	switch kind := notice.Kind(e.Type.Noun()); {
	case kind == notice.OfSample:
		about.SampleID = e.Subject
		wanted = []keys.Key{ofSample, ofCampaign, ofProduct}
	case kind == notice.OfAuthorization && p.CampaignID != "":
		wanted = []keys.Key{ofPair, ofCampaign, ofCreator}
	case kind == notice.OfAuthorization, kind == notice.OfRestriction:
		wanted = []keys.Key{ofPair}
	case kind == notice.OfOnboarding:
		wanted = []keys.Key{ofAgency}
	case p.RegistrationID != "":
		wanted = []keys.Key{ofCampaign, ofProduct}
	default:
		wanted = []keys.Key{ofCampaign}
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return about, campaign.Campaign{}, err
	}
	c, _, err := table.As[campaign.Campaign](items, ofCampaign)
	r, _, errProduct := table.As[registration.Registration](items, ofProduct)
	o, _, errAgency := table.As[onboarding.Onboarding](items, ofAgency)
	a, asked, errPair := table.As[authorization.Authorization](items, ofPair)
	creator, _, errCreator := table.As[showcase.Creator](items, ofCreator)
	s, _, errSample := table.As[sample.Sample](items, ofSample)
	about.CampaignName, about.SellerName = c.Name, r.SellerName
	about.AgencyName = cmp.Or(c.AgencyName, a.AgencyName, o.AgencyName)
	about.ProductID, about.ProductName = cmp.Or(r.ProductID, s.ProductID), cmp.Or(r.ProductName, s.ProductName)
	about.CreatorHandle = cmp.Or(s.CreatorHandle, creator.Handle)
	about.ContentDueAt = s.ContentDueAt
	if asked {
		about.ExpiresAt = &a.ExpiresAt
	}
	return about, c, errors.Join(err, errProduct, errAgency, errPair, errCreator, errSample)
}
