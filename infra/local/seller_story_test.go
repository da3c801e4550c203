package local_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/infra/local/demo"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
)

// invite makes a campaign for the seller's shop, whose registration begins in two days, and publishes it.
func (a *app) invite() {
	a.Helper()
	ctx := a.Context()
	a.must(a.Onboard(ctx))
	begins := a.Clock.Now().Add(2 * day)
	var err error
	a.Campaign.Campaign, err = demo.Post[contract.AgencyCampaign](ctx, a.Agency, "/v1/campaigns", contract.CreateCampaignRequest{
		TargetMarket: "US", Name: "Summer glow", Description: "Serums and creams for the beach season.",
		RegistrationPeriod: contract.Period{Start: begins, End: begins.Add(30 * day)}, CampaignPeriod: contract.Period{Start: begins, End: begins.Add(120 * day)},
		SellerScope:  contract.SellerScope{Kind: campaign.SelectedSellers, ShopCodes: []string{"USLCDEWDAU"}},
		MinTotalRate: 1000, Contact: contract.CampaignContact{Email: "partners@northstar.example"},
	})
	a.must(err)
	_, err = demo.Post[contract.AgencyCampaign](ctx, a.Agency, "/v1/campaigns/"+a.Campaign.Campaign.ID+"/publication", map[string]bool{"published": true})
	a.must(err)
	a.settle()
}

// sellerHears is the newest notification of a type that the seller has.
func (a *app) sellerHears(kind string) contract.Notification {
	a.Helper()
	inbox := a.inbox(a.Seller)
	at := slices.IndexFunc(inbox, func(n contract.Notification) bool { return string(n.Type) == kind })
	if at < 0 {
		a.Fatalf("the seller hears nothing of %s: %+v", kind, inbox)
	}
	return inbox[at]
}

// approved takes what the seller registered through the agency's hands: it reviews what it finds pending, and sets commissions.
func (a *app) approved() {
	a.Helper()
	ctx, path := a.Context(), "/v1/campaigns/"+a.Campaign.Campaign.ID
	pending, err := demo.Get[contract.AgencyRegistrations](ctx, a.Agency, path+"/registrations?status=pending")
	a.must(err)
	var commissions []contract.CreatorCommission
	for _, r := range pending.Items {
		_, err := demo.Post[contract.AgencyRegistration](ctx, a.Agency, "/v1/registrations/"+r.ID+"/review", map[string]string{"decision": "approve"})
		a.must(err)
		commissions = append(commissions, contract.CreatorCommission{RegistrationID: r.ID, CreatorRate: 1800})
	}
	set, err := demo.Patch[contract.Rows[contract.CommissionSet]](ctx, a.Agency, path+"/creator-commissions", map[string]any{"commissions": commissions})
	a.must(err)
	a.must(set.Err())
	a.settle()
}

// fulfilment and shipments are the seller's lists.
func (a *app) fulfilment(query string) contract.Fulfilment {
	a.Helper()
	page, err := demo.Get[contract.Fulfilment](a.Context(), a.Seller, "/v1/fulfilment?"+query)
	a.must(err)
	return page
}

func (a *app) shipments(query string) contract.Shipments {
	a.Helper()
	page, err := demo.Get[contract.Shipments](a.Context(), a.Seller, "/v1/shipments?"+query)
	a.must(err)
	return page
}

// Features B5, B6, C1, H1, H2, H5, H6: a seller's days, from the notice of a campaign to the photos of a damaged sample. Every id that
// the seller names is one that an answer gave it.
func TestASellersDays(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	ctx := t.Context()
	a.invite()

	// It hears of the campaign, finds it in the marketplace, and cannot register yet.
	told := a.sellerHears("campaign.published")
	soon, err := demo.Get[contract.Marketplace](ctx, a.Seller, "/v1/marketplace?scope=target&status=upcoming&counts=true")
	a.must(err)
	if len(soon.Items) != 1 || soon.Items[0].ID != told.CampaignID || soon.Items[0].RegistrationStatus != campaign.RegistrationUpcoming || soon.Counts.Target != 1 {
		t.Fatalf("it hears of %s, and finds %+v", told.CampaignID, soon)
	}
	registrations := "/v1/campaigns/" + soon.Items[0].ID + "/registrations"
	products := map[string]any{"products": []contract.ProductDraft{{
		ProductID: "1729384756001", ProductName: "Glow Serum", TotalRate: 3000, Samples: 10, Stock: 500,
		UnitCost: contract.Money{Amount: 1250, Currency: "USD"}, Email: "samples@dewdaughters.example",
	}}}
	a.refused(a.Seller, http.MethodPost, registrations, products, http.StatusConflict, "registration_closed")

	// It registers a product once that is open, and hears that it is approved.
	a.advance(soon.Items[0].RegistrationPeriod.Start.Sub(a.Clock.Now()))
	open, err := demo.Get[contract.Marketplace](ctx, a.Seller, "/v1/marketplace?status=open")
	a.must(err)
	if len(open.Items) != 1 || open.Items[0].ID != told.CampaignID {
		t.Fatalf("open: %+v", open.Items)
	}
	rows, err := demo.Post[contract.Rows[contract.SellerRegistration]](ctx, a.Seller, registrations, products)
	a.must(err)
	a.must(rows.Err())
	a.settle()
	a.approved()
	approved := a.sellerHears("registration.approved")
	mine, err := demo.Get[contract.MyCampaigns](ctx, a.Seller, "/v1/my-campaigns?counts=true")
	a.must(err)
	if len(mine.Items) != 1 || mine.Items[0].Products[0].RegistrationID != approved.RegistrationID || mine.Counts.Ongoing != 1 {
		t.Fatalf("my campaigns: %+v", mine)
	}
	a.Products = []contract.SellerRegistration{*rows.Rows[0].Result}

	// Three creators are sent a sample each: it finds them in its queue, with the last day, and draws their slips.
	creators := []*demo.Party{a.Creator, a.newCreator("@glow.too"), a.newCreator("@glow.three")}
	for _, creator := range creators {
		a.must(a.Join(ctx, creator))
		_, err := a.Order(ctx, creator)
		a.must(err)
	}
	a.settle()
	queue := a.fulfilment("counts=true&campaignId=" + told.CampaignID)
	if len(queue.Items) != 3 || queue.Counts.ToShip != 3 || !queue.Items[0].ShipByAt.Equal(a.Clock.Now().Add(14*day)) {
		t.Fatalf("the queue: %+v", queue)
	}
	var ids []string
	for _, entry := range queue.Items {
		ids = append(ids, entry.SampleID)
	}
	slips, err := a.Seller.Do(ctx, http.MethodGet, "/v1/packing-slips?sampleId="+url.QueryEscape(strings.Join(ids, ",")), "", nil)
	a.must(err)
	if pages := bytes.Count(slips.Body, []byte("/Type /Page\n")); slips.Status != http.StatusOK || pages != 3 {
		t.Fatalf("slips: %d, %d pages", slips.Status, pages)
	}

	// It labels and dispatches them in bulk; again changes nothing. They are in the queue no more, and among what it has shipped.
	var labels []contract.LabelRow
	var handed []contract.DispatchRow
	for i, id := range ids {
		labels = append(labels, contract.LabelRow{SampleID: id, NewLabel: contract.NewLabel{
			Carrier: "USPS", TrackingNumber: fmt.Sprintf("940011189922334455660%d", i), Cost: contract.Money{Amount: 489, Currency: "USD"},
		}})
		handed = append(handed, contract.DispatchRow{SampleID: id, Handover: contract.Handover{Warehouse: "Dock 4", PackedItems: []string{"Glow Serum"}}})
	}
	for range 2 {
		labelled, err := demo.Put[contract.Rows[contract.SellerSample]](ctx, a.Seller, "/v1/sample-labels", map[string]any{"labels": labels})
		a.must(err)
		a.must(labelled.Err())
	}
	dispatched, err := demo.Post[contract.Rows[contract.SellerSample]](ctx, a.Seller, "/v1/dispatches", map[string]any{"dispatches": handed})
	a.must(err)
	a.must(dispatched.Err())
	a.settle()
	underWay := a.shipments("status=shipped&counts=true")
	if left := a.fulfilment(""); len(left.Items) != 0 || len(underWay.Items) != 3 || *underWay.Counts != (contract.ParcelCounts{Shipped: 3}) {
		t.Fatalf("to ship %d, under way %+v", len(left.Items), underWay)
	}

	// One parcel fails, one arrives, and one arrives damaged: what came of each is on its lists, and the photos behind the row.
	a.advance(day)
	for i, status := range []string{"failure", "delivered", "delivered"} {
		a.tell("recorded", demo.News{
			EventID: fmt.Sprintf("evt_days_%d", i), Tracking: labels[i].TrackingNumber, Status: status, At: a.Clock.Now().Add(-time.Hour),
		})
	}
	a.settle()
	damaged := a.creatorOf(ids[2], creators)
	_, err = demo.Post[contract.CreatorSample](ctx, damaged, "/v1/samples/"+ids[2]+"/problem",
		map[string]any{"kind": "damaged", "photos": []string{"https://cdn.example/p/1.jpg"}})
	a.must(err)
	a.settle()
	if all := a.shipments("counts=true"); len(all.Items) != 3 || *all.Counts != (contract.ParcelCounts{Exception: 2, Delivered: 1}) {
		t.Fatalf("what came of them: %+v", all)
	}
	met := map[string]contract.SellerSampleDetail{}
	for _, row := range a.shipments("status=exception&sort=oldest").Items {
		met[row.ID], err = demo.Get[contract.SellerSampleDetail](ctx, a.Seller, "/v1/samples/"+row.ID)
		a.must(err)
		if row.Exception == nil || row.Status != sample.ParcelException {
			t.Errorf("the row of %s: %+v", row.ID, row)
		}
	}
	if failed, broken := met[ids[0]].Exceptions, met[ids[2]].Exceptions; len(failed) != 1 || failed[0].Kind != sample.DeliveryFailed ||
		len(broken) != 1 || broken[0].Kind != sample.Damaged || !slices.Equal(broken[0].Photos, []string{"https://cdn.example/p/1.jpg"}) {
		t.Errorf("behind the rows: %+v, %+v", failed, broken)
	}
	if heard := a.sellerHears("sample.problem_reported"); heard.SampleID != ids[2] {
		t.Errorf("it hears of the problem of %s", heard.SampleID)
	}
}

// creatorOf is the creator who has a sample among the own ones.
func (a *app) creatorOf(sampleID string, creators []*demo.Party) *demo.Party {
	a.Helper()
	for _, creator := range creators {
		mine, err := demo.Get[contract.MySamples](a.Context(), creator, "/v1/my-samples")
		a.must(err)
		if slices.ContainsFunc(mine.Items, func(s contract.MySample) bool { return s.ID == sampleID }) {
			return creator
		}
	}
	a.Fatalf("nobody has %s", sampleID)
	return nil
}
