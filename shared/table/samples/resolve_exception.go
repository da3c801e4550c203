package samples

import (
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
)

// Reshipped stores a sample that is sent again to the address that it has: one more piece leaves the stock; its place in
// the allocation is the one it has. It is refused with registration.ErrOutOfStock.
func Reshipped(before, after sample.Sample, e event.Event) table.Change {
	return Redirected(before, after, creators.AddressOwner{}, e)
}

// Redirected is Reshipped with another address. That address must be the one that holds for the agency at this moment, as
// address.Profile.For says; owner is what was read of it. Otherwise it is refused with sample.ErrAddress.
func Redirected(before, after sample.Sample, owner creators.AddressOwner, e event.Event) table.Change {
	c := Changed(before, after, e)
	c.Update(keys.Registration(before.CampaignID(), before.RegistrationID), "SET stock = stock - :one", "stock > :zero", nil,
		table.Item{":one": table.Number(1), ":zero": table.Number(0)}, table.Always(registration.ErrOutOfStock))
	if after.AddressID != before.AddressID {
		addressHolds(&c, owner, before.AgencyID, before.CreatorID, after.AddressID)
	}
	return c
}

// addressHolds is a condition that an address still is the one that holds for an agency: it is the agency's own or the one
// for all agencies, as it was read, and the other one is not later. An authorization that is not given has no address.
func addressHolds(c *table.Change, owner creators.AddressOwner, agencyID, creatorID, addressID string) {
	own, all := "addressId = :address", "attribute_not_exists(addressId) OR addressId <= :address"
	if owner.Authorization.AddressID != addressID {
		own, all = "addressId <= :address", "addressId = :address"
	}
	values := table.Item{":address": table.Text(addressID)}
	c.Check(keys.Authorization(agencyID, creatorID), own, nil, values, table.Always(sample.ErrAddress))
	c.Check(keys.Profile(creatorID), all, nil, values, table.Always(sample.ErrAddress))
}

// Closed stores a sample that was closed after an exception. Its creator is restricted if it counts
// against the creator.
func Closed(before, after sample.Sample, e event.Event) table.Change {
	if after.CountsAgainstCreator() {
		return Missed(before, after, e)
	}
	return Changed(before, after, e)
}
