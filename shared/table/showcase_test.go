package table_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/tabletest"
)

// add does what add-to-showcase does for a product that is not there yet.
func (w *world) add(creatorID string, r registration.Registration) error {
	entry, err := showcase.Add(id.New(w.Context(), id.Entry), w.campaign, r, creatorID, nil, false, start)
	if err != nil {
		return err
	}
	return w.table.Commit(w.Context(), creators.AddedToShowcase(entry, showcase.Creator{ID: creatorID, Handle: "@ana"}, first(entry, showcase.EventAdded)))
}

// count is how many products of the campaign a creator has in the showcase, as the agency is told.
func (w *world) count(creatorID string) int {
	w.Helper()
	_, _, promoters, err := creators.Promoters(w.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, []string{creatorID})
	if err != nil {
		w.Fatal(err)
	}
	return promoters[0].Products
}

// Feature D2: the same product added twice in parallel is there once, and counts once.
func TestSameProductAddedTwiceInParallel(t *testing.T) {
	w := newWorld(t, 1, 0)
	answers := inParallel(16, func(int) error { return w.add("crt_1", w.product) })
	if answers[nil] != 1 || answers[showcase.ErrAlreadyAdded] != 15 || w.count("crt_1") != 1 {
		t.Fatalf("answers: %v, counted %d", answers, w.count("crt_1"))
	}
}

// Feature D5: removed twice in parallel, it leaves once; who has nothing left is no creator of the campaign any more.
func TestSameProductRemovedTwiceInParallel(t *testing.T) {
	w := newWorld(t, 1, 0)
	other := w.register("1729384756999")
	for _, r := range []registration.Registration{w.product, other} {
		if err := w.add("crt_1", r); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := creators.ShowcaseEntries(t.Context(), w.table, "crt_1")
	if err != nil || len(entries) != 2 {
		t.Fatalf("%v %v", entries, err)
	}
	for left, entry := range slices.Backward(entries) {
		e := changed(entry, showcase.Remove(entry, start), showcase.EventRemoved)
		answers := inParallel(8, func(int) error { return w.table.Commit(t.Context(), creators.RemovedFromShowcase(entry, e)) })
		if answers[nil] != 1 || answers[showcase.ErrGone] != 7 || w.count("crt_1") != left {
			t.Fatalf("answers: %v, counted %d, want %d", answers, w.count("crt_1"), left)
		}
		list, _, err := creators.OfCampaign(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, table.Page{Limit: 10})
		if err != nil || len(list) != min(left, 1) {
			t.Fatalf("%d creators listed with %d products left: %v", len(list), left, err)
		}
	}
}

// Feature D2: a showcase holds 1,000 products, whoever comes at once.
func TestShowcaseLimit(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	w := newWorldIn(t, tab, 1, 0)
	if err := w.add("crt_1", w.product); err != nil {
		t.Fatal(err)
	}
	name, key := tab.Name(), keys.Key{PK: "CREATOR#crt_1", SK: "SHOWCASE"}
	if _, err := client.UpdateItem(t.Context(), &dynamodb.UpdateItemInput{
		TableName: &name, Key: table.Primary(key), UpdateExpression: aws.String("ADD products :more"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":more": &types.AttributeValueMemberN{Value: "989"}},
	}); err != nil {
		t.Fatal(err)
	}
	answers := inParallel(32, func(i int) error {
		r := w.product
		r.ID, r.ProductID = fmt.Sprintf("reg_%04d", i), fmt.Sprintf("17293847%04d", i)
		return w.add("crt_1", r)
	})
	if answers[nil] != 10 || answers[showcase.ErrTooManyEntries] != 22 {
		t.Fatalf("answers: %v", answers)
	}
	if entries, err := creators.ShowcaseEntries(t.Context(), w.table, "crt_1"); err != nil || len(entries) != 11 {
		t.Fatalf("%d entries: %v", len(entries), err)
	}
}
