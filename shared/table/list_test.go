package table_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/clock"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/id"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// list is a list function of the table with everything bound but the page.
type list[T any] func(context.Context, table.Page) ([]T, string, error)

// names reads a list page by page, and checks that every size of page gives the same items in the same order.
func names[T any](t *testing.T, read list[T], name func(T) string) []string {
	t.Helper()
	var want []string
	for _, limit := range []int{100, 1, 2, 3, 7} {
		var got []string
		cursor := ""
		for pages := 0; ; pages++ {
			items, next, err := read(t.Context(), table.Page{Limit: limit, Cursor: cursor, Caller: "agn_me"})
			if err != nil || len(items) > limit || pages > 100 {
				t.Fatalf("page %d of %d: %d items, %v", pages, limit, len(items), err)
			}
			for _, item := range items {
				got = append(got, name(item))
			}
			if cursor = next; cursor == "" {
				break
			}
		}
		if limit == 100 {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Fatalf("pages of %d gave %v, want %v", limit, got, want)
		}
	}
	return want
}

// put stores a sample of the world's product for a creator of its own, ordered some hours after the start.
func (w *world) put(hours int, status sample.Status, change func(*sample.Sample)) sample.Sample {
	w.Helper()
	ordered := start.Add(time.Duration(hours) * time.Hour)
	ctx := clock.With(w.Context(), ordered)
	s := sample.Sample{
		ID: id.New(ctx, id.Sample), RegistrationID: w.product.ID, AgencyID: w.campaign.AgencyID,
		SellerID: w.product.SellerID, CreatorID: id.New(ctx, id.Creator), ProductID: w.product.ProductID, AddressID: "adr_1",
		Status: status, OrderedAt: ordered, Version: 1,
	}
	if change != nil {
		change(&s)
	}
	w.commit(samples.Ordered(s, first(s, sample.EventOrdered), policy.Default))
	return s
}

func TestCampaignSamplesByTabStatusAndAge(t *testing.T) {
	w := newWorld(t, 100, 0)
	var notPosted, shipped []string
	for _, hours := range []int{3, 1, 2, 0} {
		w.put(hours, sample.StatusPosted, nil)
		w.put(hours, sample.StatusMissed, nil)
		w.put(hours, sample.StatusReadyToShip, func(s *sample.Sample) { s.RegistrationID = w.otherProduct() })
	}
	for _, status := range []sample.Status{sample.StatusReceived, sample.StatusShipped, sample.StatusReadyToShip} {
		for _, hours := range []int{3, 1, 2} {
			w.put(hours, status, nil)
		}
	}
	of := func(tab sample.TrackingTab, status sample.Status) list[sample.Sample] {
		return func(ctx context.Context, p table.Page) ([]sample.Sample, string, error) {
			return samples.OfCampaign(ctx, w.table, w.campaign.AgencyID, w.campaign.ID, samples.Wanted{Tab: tab, Status: status}, p)
		}
	}
	name := func(s sample.Sample) string {
		return fmt.Sprintf("%s %d", s.Status, int(s.OrderedAt.Sub(start).Hours()))
	}
	for _, status := range []string{"ready_to_ship", "shipped", "received"} {
		for hours := 1; hours <= 3; hours++ {
			notPosted = append(notPosted, fmt.Sprintf("%s %d", status, hours))
		}
	}
	shipped = notPosted[3:6]
	if got := names(t, of(sample.NotYetPosted, ""), name); !slices.Equal(got, notPosted) {
		t.Errorf("not yet posted: %v, want %v", got, notPosted)
	}
	if got := names(t, of(sample.NotYetPosted, sample.StatusShipped), name); !slices.Equal(got, shipped) {
		t.Errorf("shipped: %v, want %v", got, shipped)
	}
	if got, want := names(t, of(sample.HasPosted, ""), name), []string{"posted 0", "posted 1", "posted 2", "posted 3"}; !slices.Equal(got, want) {
		t.Errorf("posted: %v, want %v", got, want)
	}
	if got := names(t, of(sample.HasPosted, sample.StatusCompleted), name); len(got) != 0 {
		t.Errorf("completed: %v", got)
	}
	for _, hours := range []int{5, 1} { // those that are completed stand among those that have just been posted
		w.put(hours, sample.StatusCompleted, nil)
	}
	if got, want := names(t, of(sample.HasPosted, ""), name), []string{"posted 0", "posted 1", "completed 1", "posted 2", "posted 3", "completed 5"}; !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) || got[5] != want[5] {
		t.Errorf("posted or completed: %v, want %v", got, want)
	}
	if got, want := names(t, of(sample.HasPosted, sample.StatusCompleted), name), []string{"completed 1", "completed 5"}; !slices.Equal(got, want) {
		t.Errorf("completed: %v, want %v", got, want)
	}
}

// otherProduct puts a product into another campaign of the same table.
func (w *world) otherProduct() string {
	w.Helper()
	r := w.product
	r.CampaignID = id.New(w.Context(), id.Campaign)
	r.ID = id.NewWithin(w.Context(), id.Registration, r.CampaignID)
	r.ProductID = r.ID // no two products are the same
	w.commit(campaigns.ProductRegistered(r, first(r, registration.EventRegistered)))
	return r.ID
}

// Feature H1: oldest first, each with the address it was ordered with.
func TestFulfilmentHasEachSamplesAddress(t *testing.T) {
	w := newWorld(t, 100, 5)
	var want []string
	for i, creator := range w.creators {
		a, err := creators.Authorization(t.Context(), w.table, w.campaign.AgencyID, creator)
		if err != nil {
			t.Fatal(err)
		}
		s := w.put(10-i, sample.StatusReadyToShip, func(s *sample.Sample) { s.CreatorID, s.AddressID = creator, a.AddressID })
		want = append(want, s.ID+" "+tabletest.Home.FullName)
	}
	slices.Reverse(want)
	w.put(0, sample.StatusShipped, nil)
	w.put(0, sample.StatusReadyToShip, func(s *sample.Sample) { s.SellerID = "sel_other" })
	got := names(t, func(ctx context.Context, p table.Page) ([]samples.ToShip, string, error) {
		return samples.Fulfilment(ctx, w.table, w.product.SellerID, samples.Parcels{}, p)
	}, func(p samples.ToShip) string { return p.Sample.ID + " " + p.Recipient.FullName })
	if !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}

func TestCampaignCreatorsWithTheirAuthorizations(t *testing.T) {
	w := newWorld(t, 1, 5)
	asked := w.creators[0]
	w.addCreatorTo("cmp_other")
	var want []string
	for _, creator := range w.creators {
		want = append(want, creator+" authorized 1")
	}
	slices.Sort(want)
	read := func(agency string) list[creators.Promoter] {
		return func(ctx context.Context, p table.Page) ([]creators.Promoter, string, error) {
			return creators.OfCampaign(ctx, w.table, agency, w.campaign.ID, p)
		}
	}
	got := names(t, read(w.campaign.AgencyID), func(p creators.Promoter) string {
		return fmt.Sprintf("%s %s %d", p.Creator.ID, p.Authorization.Status, p.Products)
	})
	if !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	if _, _, err := read("agn_other")(t.Context(), table.Page{Limit: 5}); !errors.Is(err, campaign.ErrNotFound) {
		t.Fatalf("another agency: %v", err)
	}
	if _, _, some, err := creators.Promoters(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, []string{"crt_none", asked}); err != nil || some[0].Creator.ID != "" || some[1].Creator.ID != asked {
		t.Fatalf("%+v %v", some, err)
	}
}

// addCreatorTo puts a product of another campaign into somebody's showcase.
func (w *world) addCreatorTo(campaignID string) {
	w.Helper()
	entry := showcase.Entry{RegistrationID: w.product.ID, CampaignID: campaignID, CreatorID: id.New(w.Context(), id.Creator), Version: 1}
	w.commit(creators.AddedToShowcase(entry, showcase.Creator{ID: entry.CreatorID}, first(entry, showcase.EventAdded)))
}

func TestCreatorAuthorizationsNewestFirst(t *testing.T) {
	w := newWorld(t, 1, 1) // the creator's authorization of this agency is of the start
	creator := w.creators[0]
	want := []string{w.campaign.AgencyID}
	for hours := 1; hours <= 5; hours++ {
		for _, who := range []string{creator, "crt_other"} {
			a, err := authorization.Request(authorization.Authorization{}, authorization.Authorization{
				RequestID: id.New(t.Context(), id.Authorization), AgencyID: fmt.Sprintf("agn_%d", hours), CreatorID: who,
			}, policy.Default, start.Add(time.Duration(hours)*time.Hour))
			if err != nil {
				t.Fatal(err)
			}
			w.commit(creators.AuthorizationRequested(authorization.Authorization{}, a, changed(authorization.Authorization{}, a, authorization.EventRequested)))
		}
		want = append([]string{fmt.Sprintf("agn_%d", hours)}, want...)
	}
	got := names(t, func(ctx context.Context, p table.Page) ([]authorization.Authorization, string, error) {
		return creators.Authorizations(ctx, w.table, creator, false, p)
	}, func(a authorization.Authorization) string { return a.AgencyID })
	if !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}

// Feature F2: a page may hold fewer products than asked for, since only approved ones are shown; none is lost.
func TestEligibleSamplesShowApprovedProducts(t *testing.T) {
	w := newWorld(t, 5, 1)
	want := []string{w.product.ID + " "}
	for i := range 6 {
		r := w.product
		r.ID, r.ProductID = id.NewWithin(t.Context(), id.Registration, w.campaign.ID), fmt.Sprintf("17293847561%02d", i)
		if i%2 == 1 {
			r.Status = registration.StatusPending
		} else {
			want = append(want, r.ID+" ")
		}
		w.commit(campaigns.ProductRegistered(r, first(r, registration.EventRegistered)))
	}
	s, err := w.order(w.creators[0])
	if err != nil {
		t.Fatal(err)
	}
	want[0] += s.ID
	slices.Sort(want)
	read := func(agency string) list[samples.Eligible] {
		return func(ctx context.Context, p table.Page) ([]samples.Eligible, string, error) {
			return samples.EligibleProducts(ctx, w.table, agency, w.campaign.ID, w.creators[0], start, p)
		}
	}
	got := names(t, read(w.campaign.AgencyID), func(e samples.Eligible) string { return e.Registration.ID + " " + e.SampleID })
	if !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	if _, _, err := read("agn_other")(t.Context(), table.Page{Limit: 5}); !errors.Is(err, campaign.ErrNotFound) {
		t.Fatalf("another agency: %v", err)
	}
}

// Feature O3: by version, which is the order in which things happened, whatever the times say.
func TestTimelineByVersion(t *testing.T) {
	w := newWorld(t, 5, 0)
	s := w.put(0, sample.StatusReadyToShip, nil)
	w.put(0, sample.StatusReadyToShip, nil)
	want := []string{event.ID(s.ID, 1)}
	for version := 2; version <= 12; version++ {
		next, kind, err := sample.Label(s, sample.Shipment{Carrier: "USPS", TrackingNumber: fmt.Sprintf("94001118%d", version)}, start)
		if err != nil {
			t.Fatal(err)
		}
		w.recordLabel(s, next, kind, start)
		s = next
		want = append(want, event.ID(s.ID, version))
	}
	if _, err := pending.RegisterWait(t.Context(), w.table, await(s.ID, "token")); err != nil {
		t.Fatal(err)
	}
	got := names(t, func(ctx context.Context, p table.Page) ([]event.Event, string, error) {
		return samples.Timeline(ctx, w.table, s.ID, p)
	},
		func(e event.Event) string { return e.ID })
	if !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}

// A cursor is of one list, one query and one caller; nothing else is taken, and nothing but a fault comes of it.
func TestCursorsAreBound(t *testing.T) {
	w := newWorld(t, 100, 0)
	for hours := range 4 {
		w.put(hours, sample.StatusReadyToShip, nil)
		w.put(hours, sample.StatusPosted, nil)
	}
	ctx := t.Context()
	_, cursor, err := samples.OfCampaign(ctx, w.table, w.campaign.AgencyID, w.campaign.ID, samples.Wanted{Tab: sample.NotYetPosted}, table.Page{Limit: 2, Caller: "agn_me"})
	if err != nil || cursor == "" {
		t.Fatalf("%q %v", cursor, err)
	}
	if items, _, err := samples.OfCampaign(ctx, w.table, w.campaign.AgencyID, w.campaign.ID, samples.Wanted{Tab: sample.NotYetPosted}, table.Page{Limit: 2, Caller: "agn_me", Cursor: cursor}); err != nil || len(items) != 2 {
		t.Fatalf("its own list: %d, %v", len(items), err)
	}
	try := func(name string, p table.Page, tab sample.TrackingTab, status sample.Status) {
		t.Helper()
		p.Limit = 2
		_, _, err := samples.OfCampaign(ctx, w.table, w.campaign.AgencyID, w.campaign.ID, samples.Wanted{Tab: tab, Status: status}, p)
		if refusal, ok := errors.AsType[*fault.Error](err); !ok || !errors.Is(err, table.ErrCursor) || refusal.Kind != fault.Malformed {
			t.Errorf("%s: %v", name, err)
		}
	}
	own := table.Page{Caller: "agn_me", Cursor: cursor}
	try("another caller", table.Page{Caller: "agn_you", Cursor: cursor}, sample.NotYetPosted, "")
	try("another tab", own, sample.HasPosted, "")
	try("another status", own, sample.NotYetPosted, sample.StatusReadyToShip)
	if _, _, err := samples.Fulfilment(ctx, w.table, w.product.SellerID, samples.Parcels{}, table.Page{Limit: 2, Caller: "agn_me", Cursor: cursor}); !errors.Is(err, table.ErrCursor) {
		t.Errorf("another list: %v", err)
	}
	plain, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		t.Fatal(err)
	}
	for name, forged := range map[string]string{
		"another position": strings.Replace(string(plain), w.campaign.ID, "cmp_other", 1), "no JSON": "{", "null": "null", "empty": "{}", "a list": "[]",
	} {
		try(name, table.Page{Caller: "agn_me", Cursor: base64.RawURLEncoding.EncodeToString([]byte(forged))}, sample.NotYetPosted, "")
	}
	try("no base64", table.Page{Caller: "agn_me", Cursor: "%%%"}, sample.NotYetPosted, "")
	try("cut short", table.Page{Caller: "agn_me", Cursor: cursor[:len(cursor)-4]}, sample.NotYetPosted, "")
}
