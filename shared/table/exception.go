package table

import (
	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

// SampleReshipped stores a sample that is sent again: one more piece leaves the stock; its place in the allocation is the
// one it has. Another address than the sample's own must be the one that the creator authorizes, at this moment. It is
// refused with registration.ErrOutOfStock or sample.ErrAddress.
func SampleReshipped(before, after sample.Sample, e event.Event) Change {
	c := SampleChanged(before, after, e)
	c.update(registrationKey(before.CampaignID, before.RegistrationID), "SET stock = stock - :one", "stock > :zero", nil,
		attributes{":one": number(1), ":zero": number(0)}, always(registration.ErrOutOfStock))
	if after.AddressID != before.AddressID {
		c.check(authorizationKey(before.AgencyID, before.CreatorID), "addressId = :address AND #status = :authorized",
			map[string]string{"#status": "status"},
			attributes{":address": text(after.AddressID), ":authorized": text(string(authorization.Authorized))}, always(sample.ErrAddress))
	}
	return c
}

// SampleClosed stores a sample that was closed after an exception. Its creator is restricted if it counts
// against the creator.
func SampleClosed(before, after sample.Sample, e event.Event) Change {
	if after.CountsAgainstCreator() {
		return SampleMissed(before, after, e)
	}
	return SampleChanged(before, after, e)
}
