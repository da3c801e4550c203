package creators

import (
	"context"

	"samplepath/shared/address"
	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// storeAddress adds an address to a change. An address never changes once it is stored.
func storeAddress(c *table.Change, creatorID, addressID string, to address.Address) {
	table.Create(c, to, func(address.Address) (keys.Key, table.Places) {
		return keys.Address(creatorID, addressID), table.Places{}
	}, table.Always(table.ErrChanged))
}

func profileLayout(p address.Profile) (keys.Key, table.Places) {
	return keys.Profile(p.CreatorID), table.Places{}
}

// AddressSetForAll stores an address for all agencies (feature E4).
func AddressSetForAll(before, after address.Profile, to address.Address, e event.Event) table.Change {
	var c table.Change
	if before.Version == 0 {
		c = table.Made(after, e, profileLayout, table.Always(table.ErrChanged))
	} else {
		c = table.Moved(before, after, e, profileLayout)
	}
	storeAddress(&c, after.CreatorID, after.AddressID, to)
	return c
}

// AddressSetForAgency stores an address for one agency, which the creator has authorized (feature E4).
func AddressSetForAgency(before, after authorization.Authorization, to address.Address, e event.Event) table.Change {
	c := AuthorizationChanged(before, after, e)
	storeAddress(&c, after.CreatorID, after.AddressID, to)
	return c
}

// AddressOwner is who an address is for: the creator's profile and, where an agency is named, what stands with it.
type AddressOwner struct {
	Profile       address.Profile
	Authorization authorization.Authorization
}

// Effective is the authorization with the address that holds for its agency now.
func (o AddressOwner) Effective() authorization.Authorization { return o.Profile.For(o.Authorization) }

// OwnerOfAddress reads a creator's profile and what stands with an agency, up to date, in one round trip. Both may be the
// zero value; agencyID may be empty. For get-address, set-address, accept-authorization, get-authorization, get-profile and
// resolve-exception.
func OwnerOfAddress(ctx context.Context, t *table.Table, creatorID, agencyID string) (AddressOwner, error) {
	items, err := t.Read(ctx, OwnerKeys(creatorID, agencyID)...)
	if err != nil {
		return AddressOwner{}, err
	}
	return OwnerFrom(items, creatorID, agencyID)
}

// OwnerKeys are the keys of what OwnerFrom looks for.
func OwnerKeys(creatorID, agencyID string) []keys.Key {
	return []keys.Key{keys.Profile(creatorID), keys.Authorization(agencyID, creatorID)}
}

// OwnerFrom is who an address is for, from items that were read.
func OwnerFrom(items table.Found, creatorID, agencyID string) (out AddressOwner, err error) {
	if out.Profile, err = profileFrom(items, creatorID); err != nil {
		return out, err
	}
	out.Authorization, err = AuthorizationFrom(items, keys.Authorization(agencyID, creatorID))
	return out, err
}

// profileFrom is the zero value where the creator never gave an address for all agencies.
func profileFrom(items table.Found, creatorID string) (address.Profile, error) {
	p, _, err := table.As[address.Profile](items, keys.Profile(creatorID))
	return p, err
}

// Address reads one of a creator's addresses: personal data for the creator, and for the seller who ships to it. It
// answers address.ErrNotFound.
func Address(ctx context.Context, t *table.Table, creatorID, addressID string) (address.Address, error) {
	key := keys.Address(creatorID, addressID)
	items, err := t.Read(ctx, key)
	if err != nil {
		return address.Address{}, err
	}
	a, ok, err := table.As[address.Address](items, key)
	if err == nil && !ok {
		err = address.ErrNotFound
	}
	return a, err
}
