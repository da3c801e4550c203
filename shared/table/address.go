package table

import (
	"context"

	"samplepath/shared/address"
	"samplepath/shared/authorization"
	"samplepath/shared/event"
)

// storeAddress adds an address to a change. An address never changes once it is stored.
func (c *Change) storeAddress(creatorID, addressID string, to address.Address) {
	create(c, to, func(address.Address) (Key, indexed) { return addressKey(creatorID, addressID), indexed{} }, always(ErrChanged))
}

func profileLayout(p address.Profile) (Key, indexed) { return profileKey(p.CreatorID), indexed{} }

// AddressSetForAll stores an address for all agencies (feature E4).
func AddressSetForAll(before, after address.Profile, to address.Address, e event.Event) Change {
	var c Change
	if before.Version == 0 {
		c = made(after, e, profileLayout, always(ErrChanged))
	} else {
		c = moved(before, after, e, profileLayout)
	}
	c.storeAddress(after.CreatorID, after.AddressID, to)
	return c
}

// AddressSetForAgency stores an address for one agency, which the creator has authorized (feature E4).
func AddressSetForAgency(before, after authorization.Authorization, to address.Address, e event.Event) Change {
	c := AuthorizationChanged(before, after, e)
	c.storeAddress(after.CreatorID, after.AddressID, to)
	return c
}

// AddressOwner is who an address is for: the creator's profile and, where an agency is named, what stands with it.
type AddressOwner struct {
	Profile       address.Profile
	Authorization authorization.Authorization
}

// Effective is the authorization with the address that holds for its agency now.
func (o AddressOwner) Effective() authorization.Authorization { return o.Profile.For(o.Authorization) }

// AddressOwner reads a creator's profile and what stands with an agency, up to date, in one round trip. Both may be the
// zero value; agencyID may be empty. For get-address, set-address, accept-authorization, get-sample and resolve-exception.
func (t *Table) AddressOwner(ctx context.Context, creatorID, agencyID string) (AddressOwner, error) {
	var out AddressOwner
	items, err := t.read(ctx, profileKey(creatorID), authorizationKey(agencyID, creatorID))
	if err != nil {
		return out, err
	}
	if out.Profile, err = profileFrom(items, creatorID); err != nil {
		return out, err
	}
	out.Authorization, err = authorizationFrom(items, authorizationKey(agencyID, creatorID))
	return out, err
}

// profileFrom is the zero value where the creator never gave an address for all agencies.
func profileFrom(items found, creatorID string) (address.Profile, error) {
	p, _, err := as[address.Profile](items, profileKey(creatorID))
	return p, err
}

// Address reads one of a creator's addresses: personal data for the creator, and for the seller who ships to it. It
// answers address.ErrNotFound.
func (t *Table) Address(ctx context.Context, creatorID, addressID string) (address.Address, error) {
	key := addressKey(creatorID, addressID)
	items, err := t.read(ctx, key)
	if err != nil {
		return address.Address{}, err
	}
	a, ok, err := as[address.Address](items, key)
	if err == nil && !ok {
		err = address.ErrNotFound
	}
	return a, err
}
