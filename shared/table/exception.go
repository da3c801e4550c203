package table

import (
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

// SampleReshipped stores a sample that is sent again to the address that it has: one more piece leaves the stock; its place in
// the allocation is the one it has. It is refused with registration.ErrOutOfStock.
func SampleReshipped(before, after sample.Sample, e event.Event) Change {
	return SampleRedirected(before, after, AddressOwner{}, e)
}

// SampleRedirected is SampleReshipped to another address. That must be the one that holds for the agency at this moment, as
// address.Profile.For says; owner is what was read of it. Otherwise it is refused with sample.ErrAddress.
func SampleRedirected(before, after sample.Sample, owner AddressOwner, e event.Event) Change {
	c := SampleChanged(before, after, e)
	c.update(registrationKey(before.CampaignID, before.RegistrationID), "SET stock = stock - :one", "stock > :zero", nil,
		attributes{":one": number(1), ":zero": number(0)}, always(registration.ErrOutOfStock))
	if after.AddressID != before.AddressID {
		c.addressHolds(owner, before.AgencyID, before.CreatorID, after.AddressID)
	}
	return c
}

// addressHolds is a condition that an address still is the one that holds for an agency: it is the agency's own or the one
// for all agencies, as it was read, and the other one is not later. An authorization that is not given has no address.
func (c *Change) addressHolds(owner AddressOwner, agencyID, creatorID, addressID string) {
	own, all := "addressId = :address", "attribute_not_exists(addressId) OR addressId <= :address"
	if owner.Authorization.AddressID != addressID {
		own, all = "addressId <= :address", "addressId = :address"
	}
	values := attributes{":address": text(addressID)}
	c.check(authorizationKey(agencyID, creatorID), own, nil, values, always(sample.ErrAddress))
	c.check(profileKey(creatorID), all, nil, values, always(sample.ErrAddress))
}

// SampleClosed stores a sample that was closed after an exception. Its creator is restricted if it counts
// against the creator.
func SampleClosed(before, after sample.Sample, e event.Event) Change {
	if after.CountsAgainstCreator() {
		return SampleMissed(before, after, e)
	}
	return SampleChanged(before, after, e)
}
