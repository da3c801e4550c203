package tabletest

import (
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/address"
	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
)

// The little world that the sample events in events/ are about.
const (
	AgencyID       = "agn_01Q3XXS8MRKP7ES1X6MXWR9V82"
	SellerID       = "sel_01Q6QWD2PGWNQSTHNWTX28CEDD"
	CreatorID      = "crt_01Q9NFMXJ05ME8ENRWQP132E4Q"
	CampaignID     = "cmp_01QF6TEDR0VQ8AM3H7J7965205"
	RegistrationID = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM21Y"
	RequestID      = "ath_01QFXNQ9W0RSHTWRQX49EAYXJV"
	AddressID      = "adr_01QFYEWZ4004XES0VXPYZNXKJV"
	SampleID       = "smp_01QG0189M0J2WV7KDTR1Q2C7BK"
	LinkCode       = "q5k2m7x4w6h3j2pa"
	Carrier        = "USPS"
	Tracking       = "9400111899223344556677"
)

// Home is where the creator lives. It is personal data: tests look for it where it must not be.
var Home = address.Address{
	FullName: "Ana Beatriz Lima", Line1: "4821 Marigold Terrace", Line2: "Apt 7", City: "Los Angeles", Region: "CA",
	PostalCode: "90026", Country: "US", Phone: "+13235550147",
}

// Day is a time of June 2030, when the world's campaign runs.
func Day(day, hour int) time.Time { return time.Date(2030, time.June, day, hour, 0, 0, 0, time.UTC) }

// World is the state of things in a table, and the change that each step wrote. Each step goes on where the one before
// it ended.
type World struct {
	t             testing.TB
	Table         *table.Table
	Campaign      campaign.Campaign
	Product       registration.Registration
	Creator       showcase.Creator
	Authorization authorization.Authorization
	Sample        sample.Sample
	Committed     func(step string, c table.Change, e event.Event) // is told of each step; may be nil

	requestID, addressID, sampleID string
}

// NewWorld has a published campaign with one approved product that has a commission and a link, in a table of its own.
func NewWorld(t testing.TB) *World {
	t.Helper()
	return In(t, New(t), nil)
}

// In is NewWorld in a given table, with Committed set from the beginning.
func In(t testing.TB, tab *table.Table, committed func(string, table.Change, event.Event)) *World {
	t.Helper()
	w := empty(t, tab, committed)
	w.openCampaign(CampaignID)
	w.openProduct(RegistrationID, LinkCode)
	return w
}

// Pending is the world before the agency has answered the registration of its product.
func Pending(t testing.TB) *World {
	t.Helper()
	w := empty(t, New(t), nil)
	w.openCampaign(CampaignID)
	w.register(RegistrationID)
	return w
}

func empty(t testing.TB, tab *table.Table, committed func(string, table.Change, event.Event)) *World {
	return &World{
		t: t, Table: tab, Committed: committed, requestID: RequestID, addressID: AddressID, sampleID: SampleID,
		Creator: showcase.Creator{ID: CreatorID, Handle: "@glow.with.ana", Followers: 48200},
	}
}

func (w *World) openCampaign(campaignID string) {
	w.t.Helper()
	period := campaign.Period{Start: Day(1, 0), End: Day(1, 0).AddDate(0, 4, 0)}
	draft, err := campaign.Create(campaign.Campaign{
		ID: campaignID, AgencyID: AgencyID, AgencyName: "North Star Agency", AgencyMarket: "US", TargetMarket: "US", Name: "Summer glow",
		Description:        "Serums and creams for the beach season.",
		RegistrationPeriod: campaign.Period{Start: period.Start, End: Day(30, 0)}, CampaignPeriod: period,
		SellerScope:  campaign.SellerScope{Kind: campaign.SelectedSellers, ShopCodes: []string{"USLCDEWDAU", "USLCOTHERS"}},
		MinTotalRate: 1000, Contact: campaign.Contact{Email: "partners@northstar.example", WhatsApp: "+14155550123"},
	}, Day(1, 0).AddDate(0, 0, -5))
	w.must(err)
	e := event.First(draft, campaign.EventCreated, agency, draft.CreatedAt)
	w.commit("create-campaign", campaigns.Created(draft, e), e)
	published, kind, err := campaign.SetPublished(draft, true, Day(1, 0))
	w.must(err)
	e = event.Changed(draft, published, kind, agency, Day(1, 0))
	w.commit("publish-campaign", campaigns.Changed(draft, published, e), e)
	w.Campaign = published
}

// register registers the product, which waits for the agency's answer.
func (w *World) register(registrationID string) {
	w.t.Helper()
	draft, err := registration.Register(w.Campaign, registration.Registration{
		ID: registrationID, SellerID: SellerID, SellerName: "Dew & Daughters", ProductID: "1729384756001", ProductName: "Glow Serum",
		ImageURL: "https://images.example/p/1729384756001/main.jpg", Price: &registration.Money{Amount: 2400, Currency: "USD"}, Category: "Skincare",
		TotalRate: 3000, Samples: 10, Stock: 500, UnitCost: registration.Money{Amount: 1250, Currency: "USD"},
		Email: "samples@dewdaughters.example", WhatsApp: "+12125550188",
	}, Day(2, 9))
	w.must(err)
	e := event.First(draft, registration.EventRegistered, seller, Day(2, 9))
	w.commit("register-products", campaigns.ProductRegistered(draft, e), e)
	w.Product = draft
}

func (w *World) openProduct(registrationID, linkCode string) {
	w.t.Helper()
	w.register(registrationID)
	draft := w.Product
	approved, kind, err := registration.Review(w.Campaign, draft, registration.Approve, "", Day(3, 10))
	w.must(err)
	e := event.Changed(draft, approved, kind, agency, Day(3, 10))
	w.commit("review-registration", campaigns.RegistrationChanged(draft, approved, e), e)
	rated, err := registration.SetCreatorRate(approved, 1800, linkCode)
	w.must(err)
	e = event.Changed(approved, rated, registration.EventCommissionSet, agency, Day(3, 10))
	w.commit("set-creator-commissions", campaigns.CommissionSet(approved, rated, e), e)
	w.Product = rated
}

// Another is the same world with a creator who is new in it.
func (w *World) Another() *World {
	ctx, next := w.t.Context(), *w
	next.Creator = showcase.Creator{ID: id.New(ctx, id.Creator), Handle: "@another", Followers: 48200}
	next.requestID, next.addressID, next.sampleID = id.New(ctx, id.Authorization), id.New(ctx, id.Address), id.New(ctx, id.Sample)
	next.Authorization, next.Sample = authorization.Authorization{}, sample.Sample{}
	return &next
}

// SecondCampaign is the same world in another campaign of the agency, in which the seller offers the same product. It has the
// product for Join; the steps of a sample go on in the first campaign.
func (w *World) SecondCampaign() *World {
	w.t.Helper()
	ctx, next := w.t.Context(), *w
	next.openCampaign(id.New(ctx, id.Campaign))
	next.openProduct(id.NewWithin(ctx, id.Registration, next.Campaign.ID), id.Code(ctx))
	return &next
}

// party is the creator as events record them.
func (w *World) party() event.Party { return event.Party{Actor: actor.Creator, ID: w.Creator.ID} }

// Join puts the product into the creator's showcase.
func (w *World) Join() *World {
	w.t.Helper()
	entry, err := showcase.Add(id.New(w.t.Context(), id.Entry), w.Campaign, w.Product, w.Creator.ID, nil, false, Day(4, 20))
	w.must(err)
	e := event.First(entry, showcase.EventAdded, w.party(), Day(4, 20))
	w.commit("add-to-showcase", creators.AddedToShowcase(entry, w.Creator, e), e)
	return w
}

// TakeOut takes a product out of a showcase.
func (w *World) TakeOut(entry showcase.Entry) {
	w.t.Helper()
	e := event.Changed(entry, showcase.Remove(entry, Day(4, 21)), showcase.EventRemoved, event.Party{Actor: actor.Creator, ID: entry.CreatorID}, Day(4, 21))
	w.commit("remove-from-showcase", creators.RemovedFromShowcase(entry, e), e)
}

// Ask requests the creator's authorization.
func (w *World) Ask() *World {
	w.t.Helper()
	none := authorization.Authorization{}
	asked, err := authorization.Request(none, authorization.Authorization{
		RequestID: w.requestID, AgencyID: AgencyID, AgencyName: w.Campaign.AgencyName, CreatorID: w.Creator.ID, Handle: w.Creator.Handle,
		CampaignID: CampaignID, Campaign: w.Campaign.Name,
	}, policy.Default, Day(5, 11))
	w.must(err)
	e := event.Changed(none, asked, authorization.EventRequested, agency, Day(5, 11))
	w.commit("request-authorizations", creators.AuthorizationRequested(none, asked, e), e)
	w.Authorization = asked
	return w
}

// AskAgain makes another request, after one that came to its end.
func (w *World) AskAgain(at time.Time) *World {
	w.t.Helper()
	again := authorization.Authorization{
		RequestID: id.New(w.t.Context(), id.Authorization), AgencyID: AgencyID, AgencyName: w.Campaign.AgencyName, CreatorID: w.Creator.ID, Handle: w.Creator.Handle,
		CampaignID: CampaignID, Campaign: w.Campaign.Name,
	}
	asked, err := authorization.Request(w.Authorization, again, policy.Default, at)
	w.must(err)
	e := event.Changed(w.Authorization, asked, authorization.EventRequested, agency, at)
	w.commit("ask-again", creators.AuthorizationRequested(w.Authorization, asked, e), e)
	w.Authorization = asked
	return w
}

// Accept answers yes with the creator's home.
func (w *World) Accept() *World {
	w.t.Helper()
	accepted, err := authorization.Accept(w.Authorization, w.addressID, Home.Destination(), 1, Day(5, 18))
	w.must(err)
	e := event.Changed(w.Authorization, accepted, authorization.EventAccepted, w.party(), Day(5, 18))
	w.commit("accept-authorization", creators.AuthorizationAccepted(w.Authorization, accepted, Home, e), e)
	w.Authorization = accepted
	return w
}

// Decline answers no.
func (w *World) Decline() *World {
	w.t.Helper()
	declined, err := authorization.Decline(w.Authorization, Day(5, 18))
	return w.answer("decline-authorization", declined, err, authorization.EventDeclined)
}

// End takes a yes back.
func (w *World) End() *World {
	w.t.Helper()
	ended, err := authorization.End(w.Authorization, Day(5, 19))
	return w.answer("end-authorization", ended, err, authorization.EventEnded)
}

func (w *World) answer(step string, next authorization.Authorization, err error, kind event.Type) *World {
	w.t.Helper()
	w.must(err)
	e := event.Changed(w.Authorization, next, kind, w.party(), Day(5, 18))
	w.commit(step, creators.AuthorizationChanged(w.Authorization, next, e), e)
	w.Authorization = next
	return w
}

// Authorized is Join, Ask and Accept.
func (w *World) Authorized() *World {
	w.t.Helper()
	return w.Join().Ask().Accept()
}

func (w *World) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *World) commit(step string, c table.Change, e event.Event) {
	w.t.Helper()
	if w.Committed != nil {
		w.Committed(step, c, e)
	}
	w.must(w.Table.Commit(w.t.Context(), c))
}

var (
	agency = event.Party{Actor: actor.Agency, ID: AgencyID}
	seller = event.Party{Actor: actor.Seller, ID: SellerID}
)
