package table_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/id"
	"samplepath/shared/productlist"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

// newList does what create-product-list does.
func (w *world) newList(rate int) (productlist.List, error) {
	ctx := w.Context()
	list, err := productlist.Create(productlist.List{
		ID: id.NewWithin(ctx, id.ProductList, w.campaign.ID), CampaignID: w.campaign.ID, AgencyID: w.campaign.AgencyID, Name: "Picks", LinkCode: id.Code(ctx),
	}, []productlist.Choice{{RegistrationID: w.product.ID, Product: &w.product, Rate: &rate}}, start)
	if err != nil {
		return list, err
	}
	return list, w.table.Commit(ctx, campaigns.ProductListCreated(list, first(list, productlist.EventCreated)))
}

// inParallel calls do n times, a few at once, and counts the answers by their error.
func inParallel(n int, do func(i int) error) map[error]int {
	var lock sync.Mutex
	var next atomic.Int64
	var group sync.WaitGroup
	answers := map[error]int{}
	for range 32 {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				err := do(i)
				lock.Lock()
				answers[err]++
				lock.Unlock()
			}
		})
	}
	group.Wait()
	return answers
}

// lists counts the product lists of the campaign, page by page.
func (w *world) lists() int {
	w.Helper()
	total, p := 0, table.Page{Limit: 100}
	for {
		page, cursor, err := campaigns.ProductLists(w.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, p)
		if err != nil {
			w.Fatal(err)
		}
		total += len(page)
		if p.Cursor = cursor; cursor == "" {
			return total
		}
	}
}

// Feature C10: 1,001 lists created in parallel leave exactly 1,000, and a deleted one makes room for one more.
func TestProductListsLimit(t *testing.T) {
	w := newWorld(t, 1, 0)
	answers := inParallel(productlist.MaxLists+1, func(int) error {
		_, err := w.newList(1500)
		return err
	})
	if answers[nil] != productlist.MaxLists || answers[productlist.ErrTooMany] != 1 {
		t.Fatalf("answers: %v", answers)
	}
	if n := w.lists(); n != productlist.MaxLists {
		t.Fatalf("%d lists", n)
	}
	page, _, err := campaigns.ProductLists(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, table.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	gone := productlist.Delete(page[0], start)
	w.commit(campaigns.ProductListDeleted(page[0], changed(page[0], gone, productlist.EventDeleted)))
	if _, err := w.newList(1500); err != nil {
		t.Errorf("after a deletion: %v", err)
	}
	if _, err := w.newList(1500); !errors.Is(err, productlist.ErrTooMany) {
		t.Errorf("one more: %v", err)
	}
	if n := w.lists(); n != productlist.MaxLists {
		t.Errorf("%d lists", n)
	}
}

// Feature C10: deleting twice at once makes room once.
func TestProductListDeletedTwice(t *testing.T) {
	w := newWorld(t, 1, 0)
	list, err := w.newList(1500)
	if err != nil {
		t.Fatal(err)
	}
	e := changed(list, productlist.Delete(list, start), productlist.EventDeleted)
	answers := inParallel(8, func(int) error { return w.table.Commit(t.Context(), campaigns.ProductListDeleted(list, e)) })
	if answers[nil] != 1 || answers[productlist.ErrNotFound] != 7 {
		t.Errorf("answers: %v", answers)
	}
	if _, _, err := campaigns.ProductList(t.Context(), w.table, w.campaign.AgencyID, list.ID); !errors.Is(err, productlist.ErrNotFound) {
		t.Errorf("read: %v", err)
	}
}

// Feature C10: of two edits of one version one is refused, whole, and the link shows what the list says.
func TestProductListChangedMeanwhile(t *testing.T) {
	w := newWorld(t, 1, 0)
	list, err := w.newList(1500)
	if err != nil {
		t.Fatal(err)
	}
	answers := inParallel(8, func(i int) error {
		rate := 2000 + i
		after, err := productlist.Change(list, productlist.Edit{Put: []productlist.Choice{{RegistrationID: w.product.ID, Product: &w.product, Rate: &rate}}}, start)
		if err != nil {
			return err
		}
		return w.table.Commit(t.Context(), campaigns.ProductListChanged(list, after, changed(list, after, productlist.EventChanged)))
	})
	if answers[nil] != 1 || answers[table.ErrChanged] != 7 {
		t.Fatalf("answers: %v", answers)
	}
	stored, _, err := campaigns.ProductList(t.Context(), w.table, w.campaign.AgencyID, list.ID)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := creators.OpenLink(t.Context(), w.table, list.LinkCode, "crt_1")
	if err != nil || *opened.Products[0].CreatorRate != stored.Rate(w.product.ID) || stored.Rate(w.product.ID) == 1500 {
		t.Fatalf("list %v, link %+v: %v", stored.Rates, opened.Products, err)
	}
	if _, _, err := campaigns.ProductList(t.Context(), w.table, "agn_other", list.ID); !errors.Is(err, productlist.ErrNotFound) {
		t.Errorf("another agency read it: %v", err)
	}
}

// Feature C10, budget: a list of 20 products stays within one write unit, a full one within four.
func TestProductListFitsItsItem(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	w := newWorldIn(t, tab, 1, 0)
	for products, most := range map[int]int{20: 1024, productlist.MaxProducts: 4096} {
		list := productlist.List{ID: id.NewWithin(t.Context(), id.ProductList, w.campaign.ID), CampaignID: w.campaign.ID, AgencyID: w.campaign.AgencyID,
			Name: "Everything for the beach season", LinkCode: id.Code(t.Context())}
		var put []productlist.Choice
		for i := range products {
			r := w.register(fmt.Sprintf("17293847%05d", products*1000+i))
			put = append(put, productlist.Choice{RegistrationID: r.ID, Product: &r})
		}
		list, err := productlist.Create(list, put, start)
		if err != nil {
			t.Fatal(err)
		}
		c := campaigns.ProductListCreated(list, first(list, productlist.EventCreated))
		w.commit(c)
		for _, key := range c.Keys() {
			most := most
			if strings.HasPrefix(key.SK, "EVENT#") {
				most += most / 4 // the map as text
			}
			if n := size(read(t, client, tab, key)); n > most {
				t.Errorf("%d products: %s takes %d bytes", products, key.SK, n)
			}
		}
		opened, err := creators.OpenLink(t.Context(), w.table, list.LinkCode, "crt_1")
		if err != nil || len(opened.Products) != products {
			t.Fatalf("%d products behind the link: %v", len(opened.Products), err)
		}
		var got []string
		for _, r := range opened.Products {
			got = append(got, r.ID)
		}
		if want := list.RegistrationIDs(); !slices.Equal(got, want) {
			t.Errorf("products in another order: %v", got)
		}
	}
}

// register adds an approved product with a commission.
func (w *world) register(productID string) registration.Registration {
	w.Helper()
	r := w.product
	r.ID, r.ProductID = id.NewWithin(w.Context(), id.Registration, w.campaign.ID), productID
	w.commit(campaigns.ProductRegistered(r, first(r, registration.EventRegistered)))
	return r
}
