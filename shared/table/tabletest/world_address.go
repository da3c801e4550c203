package tabletest

import (
	"samplepath/shared/address"
	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/table/creators"
)

// AddressForAll is the id of the address that KeepForAll stores. It is later than AddressID.
const AddressForAll = "adr_01QFZZZZZZZZZZZZZZZZZZZZZZ"

// Away is where the creator lives afterwards: another street in another city.
var Away = address.Address{
	FullName: Home.FullName, Line1: "77 Juniper Court", City: "Boston", Region: "MA", PostalCode: "02118", Country: "US", Phone: Home.Phone,
}

// Readdress makes an address the one for this agency alone, from now on.
func (w *World) Readdress(addressID string, to address.Address) *World {
	w.t.Helper()
	next, err := authorization.Readdress(w.Authorization, addressID, to.Destination())
	w.must(err)
	e := event.Changed(w.Authorization, next, authorization.EventReaddress, w.party(), Day(6, 9))
	w.commit("set-address", creators.AddressSetForAgency(w.Authorization, next, to, e), e)
	w.Authorization = next
	return w
}

// KeepForAll makes Away the address for all agencies, as the creator's first one.
func (w *World) KeepForAll() *World {
	w.t.Helper()
	none := address.Profile{}
	kept := address.SetForAll(none, w.Creator.ID, AddressForAll, Away.Destination())
	e := event.Changed(none, kept, address.EventChanged, w.party(), Day(6, 9))
	w.commit("set-address", creators.AddressSetForAll(none, kept, Away, e), e)
	return w
}
