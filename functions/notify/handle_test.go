package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/clock"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/onboarding"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/inbox"
	"samplepath/shared/table/tabletest"
)

// world is a world with what happened in it, which nobody was told yet.
func world(t *testing.T) (w *tabletest.World, happened func() []event.Event) {
	t.Helper()
	var events []event.Event
	tab, _ := tabletest.At(t, dynamotest.Endpoint(t))
	w = tabletest.In(t, tab, func(_ string, _ table.Change, e event.Event) { events = append(events, e) })
	return w, func() []event.Event { return events }
}

func tell(t *testing.T, tab *table.Table, e event.Event) {
	t.Helper()
	if err := notify(clock.With(t.Context(), e.At), tab, e); err != nil {
		t.Errorf("%s: %v", e.Type, err)
	}
}

// reads lists what an inbox says, oldest first.
func reads(t *testing.T, tab *table.Table, boxes ...string) (out []string) {
	t.Helper()
	list, _, _, err := inbox.List(t.Context(), tab, boxes, notice.Filter{}, table.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range list {
		out = append(out, n.Text())
	}
	slices.Reverse(out)
	return out
}

// Feature N1: a sample's life as its three parties read it, by the names of campaign, product, agency, shop and creator; the
// seller reads nothing of the creator.
func TestALifeIsToldInWords(t *testing.T) {
	w, happened := world(t)
	w = w.Join().Ask().Accept().Order().Label().Dispatch().Deliver().Receive().Post()
	for _, e := range happened() {
		tell(t, w.Table, e)
	}
	name := w.Campaign.Name
	for box, want := range map[string][]string{
		tabletest.AgencyID: {
			name + `: Dew & Daughters registered "Glow Serum". Review it.`,
			"@glow.with.ana authorized you, for " + name + ". You can order samples.",
			name + `: the label of "Glow Serum" for @glow.with.ana is recorded. The parcel waits for its dispatch.`,
			name + `: "Glow Serum" for @glow.with.ana is on its way.`,
			name + `: "Glow Serum" for @glow.with.ana is delivered.`,
			name + `: @glow.with.ana confirmed the receipt of "Glow Serum".`,
			name + `: @glow.with.ana posted content about "Glow Serum".`,
		},
		tabletest.SellerID: {
			name + `: "Glow Serum" is approved. It goes live when the campaign period starts.`,
			name + `: a sample of "Glow Serum" is ordered. It is in your queue to ship.`,
		},
		w.Creator.ID: {
			w.Campaign.AgencyName + " asks to have samples sent to you, for " + name + ". Accept with an address, or decline.",
			name + ": " + w.Campaign.AgencyName + ` ordered a sample of "Glow Serum" for you.`,
			name + `: your sample of "Glow Serum" is being prepared.`,
			name + `: your sample of "Glow Serum" is on its way. Read the brief while you wait.`,
			name + `: your sample of "Glow Serum" is delivered. Confirm the receipt and its condition.`,
		},
	} {
		if diff := cmp.Diff(want, reads(t, w.Table, box)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", box, diff)
		}
	}
}

// Feature N1: a notice has the ids that its recipient needs to act.
func TestANoticeHasTheIDsToActBy(t *testing.T) {
	w, happened := world(t)
	w = w.Join().Ask().Accept().Order().Label().Dispatch().Deliver()
	tell(t, w.Table, happened()[len(happened())-1])
	for box, want := range map[string]notice.About{
		tabletest.AgencyID: {
			SampleID: w.Sample.ID, CampaignID: w.Campaign.ID, CampaignName: w.Campaign.Name, RegistrationID: w.Product.ID, ProductID: w.Product.ProductID,
			ProductName: w.Product.ProductName, AgencyID: tabletest.AgencyID, AgencyName: w.Campaign.AgencyName, SellerID: tabletest.SellerID,
			SellerName: w.Product.SellerName, CreatorID: w.Creator.ID, CreatorHandle: w.Creator.Handle, ContentDueAt: w.Sample.ContentDueAt,
		},
		w.Creator.ID: {
			SampleID: w.Sample.ID, CampaignID: w.Campaign.ID, CampaignName: w.Campaign.Name, RegistrationID: w.Product.ID, ProductID: w.Product.ProductID,
			ProductName: w.Product.ProductName, AgencyID: tabletest.AgencyID, AgencyName: w.Campaign.AgencyName,
			SellerName: w.Product.SellerName, CreatorID: w.Creator.ID, CreatorHandle: w.Creator.Handle, ContentDueAt: w.Sample.ContentDueAt,
		},
	} {
		list, _, _, err := inbox.List(t.Context(), w.Table, []string{box}, notice.Filter{}, table.Page{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, list[0].About); diff != "" {
			t.Errorf("%s (-want +got):\n%s", box, diff)
		}
	}
}

// Fifty products in one call are one notice, however its events come: at once, twice, in any order.
func TestTheProductsOfOneCallAreOneNotice(t *testing.T) {
	w := tabletest.NewWorld(t)
	const products = 50
	event := func(i int, call string) event.Event {
		e := event.First(w.Product, registration.EventRegistered, event.Party{Actor: actor.Seller, ID: tabletest.SellerID, CallID: call}, tabletest.Day(4, 9))
		e.ID = fmt.Sprintf("reg_%s_%d.000001", call, i)
		return e
	}
	var group sync.WaitGroup
	for i := range products {
		for range 2 {
			group.Go(func() { tell(t, w.Table, event(i, "first=")) })
		}
	}
	group.Wait()
	tell(t, w.Table, event(0, "second="))
	got := reads(t, w.Table, tabletest.AgencyID)
	slices.Sort(got)
	want := []string{
		fmt.Sprintf("%s: Dew & Daughters registered %d products. Review them.", w.Campaign.Name, products),
		w.Campaign.Name + `: Dew & Daughters registered "Glow Serum". Review it.`,
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Feature N1: the shops that a campaign invites are told when it is published and when it is changed, though their sellers may
// never have called; others are not.
func TestInvitedShopsAreTold(t *testing.T) {
	w := tabletest.NewWorld(t)
	invites := w.Campaign
	invites.SellerScope = campaign.SellerScope{Kind: campaign.SelectedSellers, ShopCodes: []string{"USLCDEWDAU", "USOTHER"}}
	invites.Version++
	published := event.Changed(w.Campaign, invites, campaign.EventPublished, event.Party{Actor: actor.Agency, ID: tabletest.AgencyID}, tabletest.Day(1, 12))
	if err := w.Table.Commit(t.Context(), campaigns.Changed(w.Campaign, invites, published)); err != nil {
		t.Fatal(err)
	}
	tell(t, w.Table, published)
	for shop, want := range map[string]int{"USLCDEWDAU": 1, "USOTHER": 1, "USELSE": 0} {
		boxes := notice.Inboxes(actor.Seller, "sel_never_called", shop)
		got := reads(t, w.Table, boxes...)
		if len(got) != want || want == 1 && !strings.Contains(got[0], "invites your shop to "+w.Campaign.Name) {
			t.Errorf("%s reads %q", shop, got)
		}
	}
}

// A campaign that went off the marketplace before its news arrived invites nobody.
func TestACampaignThatIsNoLongerPublishedInvitesNobody(t *testing.T) {
	w := tabletest.NewWorld(t)
	hidden := w.Campaign
	hidden.SellerScope = campaign.SellerScope{Kind: campaign.SelectedSellers, ShopCodes: []string{"USLCDEWDAU"}}
	hidden.Published = false
	hidden.Version++
	unpublished := event.Changed(w.Campaign, hidden, campaign.EventUnpublished, event.Party{Actor: actor.Agency, ID: tabletest.AgencyID}, tabletest.Day(1, 12))
	if err := w.Table.Commit(t.Context(), campaigns.Changed(w.Campaign, hidden, unpublished)); err != nil {
		t.Fatal(err)
	}
	late := unpublished
	late.Type = campaign.EventPublished
	tell(t, w.Table, late)
	if got := reads(t, w.Table, notice.Inboxes(actor.Seller, "sel_never_called", "USLCDEWDAU")...); len(got) != 0 {
		t.Errorf("reads %q", got)
	}
}

// Feature C6: who has a product in the showcase hears that it is closed, and nobody else.
func TestCreatorsHearThatTheirProductIsClosed(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	other := w.Another()
	closed := event.Changed(w.Product, w.Product, registration.EventClosed, event.Party{Actor: actor.Agency, ID: tabletest.AgencyID}, tabletest.Day(9, 9))
	tell(t, w.Table, closed)
	want := []string{w.Campaign.Name + `: "Glow Serum" is closed, and its link stopped working. You can take it out of your showcase; samples under way go on.`}
	if diff := cmp.Diff(want, reads(t, w.Table, w.Creator.ID)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := reads(t, w.Table, other.Creator.ID); len(got) != 0 {
		t.Errorf("a creator without the product reads %q", got)
	}
}

// Every creator who has the product hears of its end once, however many there are: more than one page of them, told side by
// side, and again when the event comes a second time.
func TestEveryCreatorHearsThatAProductIsClosed(t *testing.T) {
	w := tabletest.NewWorld(t)
	creators := make([]string, 130)
	for i := range creators {
		creators[i] = w.Another().Join().Creator.ID
	}
	closed := event.Changed(w.Product, w.Product, registration.EventClosed, event.Party{Actor: actor.Agency, ID: tabletest.AgencyID}, tabletest.Day(9, 9))
	for range 2 {
		tell(t, w.Table, closed)
	}
	for _, creatorID := range creators {
		if got := reads(t, w.Table, creatorID); len(got) != 1 {
			t.Fatalf("%s reads %q", creatorID, got)
		}
	}
}

// Feature A1: operators hear of every tax form that is submitted, in the inbox that they share.
func TestOperatorsHearOfTaxForms(t *testing.T) {
	w := tabletest.NewWorld(t)
	tabletest.Onboard(t, w.Table, onboarding.StatusUnderReview, false)
	e := event.Event{ID: event.ID(tabletest.AgencyID, 1), Type: onboarding.EventSubmitted, Subject: tabletest.AgencyID, At: tabletest.Day(1, 9), Parties: event.Parties{AgencyID: tabletest.AgencyID}}
	tell(t, w.Table, e)
	got := reads(t, w.Table, notice.Inboxes(actor.Operator, "opr_1", "")...)
	if want := []string{w.Campaign.AgencyName + " submitted its tax information. Review it."}; !slices.Equal(got, want) {
		t.Errorf("reads %q, want %q", got, want)
	}
}
