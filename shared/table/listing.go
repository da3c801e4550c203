package table

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/campaign"
)

// listed is how far the marketplace has followed a campaign. Its version fences: who writes entries for one version
// checks with every write that nobody has begun on a later one. Listings are those that may have left entries.
type listed struct {
	Version  int                `json:"version"`
	Settled  bool               `json:"settled"`
	Listings []campaign.Listing `json:"listings,omitempty"`
}

// entry is a campaign's item on a shelf. It goes by itself after the registration's end.
type entry struct {
	AgencyMarket string   `json:"agencyMarket,omitempty"`
	Words        []string `json:"words,omitempty"`
	Expires      int64    `json:"expiresAt"`
}

// ListCampaign brings the marketplace to where a campaign stands now. However often, late, out of order or side by side
// it is called, the entries end as the newest version says: each call goes by the campaign itself, and a later version
// shuts out an earlier one. A call that dies half-way is finished by the next. For index-campaign.
func (t *Table) ListCampaign(ctx context.Context, campaignID string) error {
	for attempt := 0; ; attempt++ {
		if err := pause(ctx, attempt); err != nil {
			return err
		}
		err := t.list(ctx, campaignID)
		if !errors.Is(err, ErrChanged) || attempt == maxAttempts {
			return err
		}
	}
}

func (t *Table) list(ctx context.Context, campaignID string) error {
	items, err := t.read(ctx, campaignKey(campaignID), listedKey(campaignID))
	if err != nil {
		return err
	}
	c, err := campaignFrom(items, "", campaignID)
	if err != nil {
		return err
	}
	was, _, err := as[listed](items, listedKey(campaignID))
	if err != nil {
		return err
	}
	listing := c.Listing()
	stands := campaign.Listing{}
	if len(was.Listings) > 0 {
		stands = was.Listings[len(was.Listings)-1]
	}
	if (was.Settled || was.Version == 0) && reflect.DeepEqual(stands, listing) {
		return nil
	}
	if was.Version < c.Version {
		claimed := listed{Version: c.Version, Listings: append(was.Listings, listing)}
		if err := t.putListed(ctx, campaignID, claimed, notThere+" OR #version < :version"); err != nil {
			return err
		}
	}
	if err := t.relist(ctx, c, was.Listings, listing); err != nil {
		return err
	}
	settled := listed{Version: c.Version, Settled: true}
	if len(listing.Shelves) > 0 {
		settled.Listings = []campaign.Listing{listing}
	}
	return t.putListed(ctx, campaignID, settled, "#version = :version")
}

func (t *Table) putListed(ctx context.Context, campaignID string, l listed, condition string) error {
	item, err := encode(l)
	if err != nil {
		return err
	}
	_, err = t.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &t.name, Item: place(item, listedKey(campaignID), indexed{}), ConditionExpression: aws.String(condition),
		ExpressionAttributeNames: map[string]string{"#version": "version"}, ExpressionAttributeValues: attributes{":version": number(l.Version)},
	})
	if _, other := errors.AsType[*types.ConditionalCheckFailedException](err); other {
		return ErrChanged
	}
	return err
}

// relist removes the entries of earlier listings and writes those of the present one, a few in a transaction, each with
// the fence.
func (t *Table) relist(ctx context.Context, c campaign.Campaign, earlier []campaign.Listing, now campaign.Listing) error {
	wanted := entriesOf(now, c.ID)
	var writes []write
	seen := map[Key]bool{}
	for _, key := range wanted {
		seen[key] = true
		item, err := encode(entry{now.AgencyMarket, now.Words, now.Registration.End.Unix()})
		if err != nil {
			return err
		}
		writes = append(writes, write{types.TransactWriteItem{Put: &types.Put{Item: place(item, key, indexed{})}}, always(ErrChanged)})
	}
	for _, listing := range earlier {
		for _, key := range entriesOf(listing, c.ID) {
			if !seen[key] {
				seen[key] = true
				writes = append(writes, write{types.TransactWriteItem{Delete: &types.Delete{Key: key.attributes()}}, always(ErrChanged)})
			}
		}
	}
	for batch := range slices.Chunk(writes, maxWrites-1) {
		var change Change
		change.update(listedKey(c.ID), "SET #version = :version", "#version = :version", map[string]string{"#version": "version"},
			attributes{":version": number(c.Version)}, always(ErrChanged))
		change.writes = append(change.writes, batch...)
		if err := t.Commit(ctx, change); err != nil {
			return err
		}
	}
	return nil
}

// entriesOf are the places of a listing: on each shelf, and under each beginning of a word.
func entriesOf(l campaign.Listing, campaignID string) []Key {
	var out []Key
	for _, shelf := range l.Shelves {
		out = append(out, marketplaceEntry(shelf, "", l.Registration, campaignID))
		for _, beginning := range l.Beginnings(shelf) {
			out = append(out, marketplaceEntry(shelf, beginning, l.Registration, campaignID))
		}
	}
	return out
}
