package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"samplepath/infra/local"
	"samplepath/infra/local/identity"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/id"
)

// Campaign is a campaign that is under way: published, with two approved products, one of them in the creator's
// showcase, and the creator's authorization.
type Campaign struct {
	Stack                   *local.Stack
	Agency, Seller, Creator *Party
	Operator                *Party
	Campaign                contract.AgencyCampaign
	Products                []contract.SellerRegistration
	Say                     func(format string, args ...any) // reports each step; may be nil
}

// HomeAddress is where the demo's creator lives. Tests look for it where it must not be.
var HomeAddress = contract.Address{
	FullName: "Ana Beatriz Lima", Line1: "4821 Marigold Terrace", Line2: "Apt 7", City: "Los Angeles", Region: "CA",
	PostalCode: "90026", Country: "US", Phone: "+13235550147",
}

// NewCampaign names the parties; nothing has happened yet.
func NewCampaign(ctx context.Context, s *local.Stack, say func(string, ...any)) *Campaign {
	if say == nil {
		say = func(string, ...any) {}
	}
	return &Campaign{
		Stack: s, Say: say,
		Agency: NewParty(ctx, s, id.Agency, identity.Claims{
			Actor: "agency", Name: "North Star Agency", Custom: map[string]string{"market": "US"},
		}),
		Operator: NewParty(ctx, s, id.Operator, identity.Claims{Actor: "operator", Name: "Operations"}),
		Seller: NewParty(ctx, s, id.Seller, identity.Claims{
			Actor: "seller", Name: "Dew & Daughters", Custom: map[string]string{"shop_code": "USLCDEWDAU", "market": "US"},
		}),
		Creator: NewParty(ctx, s, id.Creator, identity.Claims{
			Actor: "creator", Name: "Ana", Username: "@glow.with.ana", Custom: map[string]string{"followers": "48200"},
		}),
	}
}

// Open takes the campaign from the agency's onboarding and its draft to products that creators can add.
func (c *Campaign) Open(ctx context.Context) error {
	if err := c.Onboard(ctx); err != nil {
		return err
	}
	now := c.Stack.Clock.Now()
	var err error
	c.Campaign, err = Post[contract.AgencyCampaign](ctx, c.Agency, "/v1/campaigns", contract.CreateCampaignRequest{
		TargetMarket: "US", Name: "Summer glow", Description: "Serums and creams for the beach season.",
		RegistrationPeriod: contract.Period{Start: now, End: now.Add(30 * 24 * time.Hour)},
		CampaignPeriod:     contract.Period{Start: now, End: now.Add(120 * 24 * time.Hour)},
		SellerScope:        contract.SellerScope{Kind: campaign.AllSellers}, MinTotalRate: 1000,
		Contact: contract.CampaignContact{Email: "partners@northstar.example"},
	})
	if err != nil {
		return fmt.Errorf("create the campaign: %w", err)
	}
	c.Say("agency   creates the campaign %q", c.Campaign.Name)
	path := "/v1/campaigns/" + c.Campaign.ID
	if _, err := Post[contract.AgencyCampaign](ctx, c.Agency, path+"/publication", map[string]bool{"published": true}); err != nil {
		return fmt.Errorf("publish the campaign: %w", err)
	}
	c.Say("agency   publishes it")
	if err := c.register(ctx, path); err != nil {
		return err
	}
	return c.approve(ctx, path)
}

func (c *Campaign) register(ctx context.Context, path string) error {
	draft := func(productID, name string, samples int) contract.ProductDraft {
		return contract.ProductDraft{
			ProductID: productID, ProductName: name, ImageURL: "https://images.example/p/" + productID + "/main.jpg",
			Price: &contract.Money{Amount: 2400, Currency: "USD"}, Category: "Skincare", TotalRate: 3000, Samples: samples, Stock: 500,
			UnitCost: contract.Money{Amount: 1250, Currency: "USD"}, Email: "samples@dewdaughters.example",
		}
	}
	rows, err := Post[contract.Rows[contract.SellerRegistration]](ctx, c.Seller, path+"/registrations", map[string]any{
		"products": []contract.ProductDraft{draft("1729384756001", "Glow Serum", 10), draft("1729384756002", "Night Cream", 5)},
	})
	if err != nil {
		return fmt.Errorf("register products: %w", err)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("register products: %w", err)
	}
	for _, row := range rows.Rows {
		c.Products = append(c.Products, *row.Result)
		c.Say("seller   registers %q: %d samples, %.0f%% commission", row.Result.ProductName, row.Result.Samples, float64(row.Result.TotalRate)/100)
	}
	return nil
}

func (c *Campaign) approve(ctx context.Context, path string) error {
	var commissions []contract.CreatorCommission
	for _, r := range c.Products {
		review := map[string]string{"decision": "approve"}
		if _, err := Post[contract.AgencyRegistration](ctx, c.Agency, "/v1/registrations/"+r.ID+"/review", review); err != nil {
			return fmt.Errorf("approve %s: %w", r.ProductName, err)
		}
		commissions = append(commissions, contract.CreatorCommission{RegistrationID: r.ID, CreatorRate: 1800})
	}
	if _, err := Patch[contract.Rows[contract.CommissionSet]](ctx, c.Agency, path+"/creator-commissions",
		map[string]any{"commissions": commissions}); err != nil {
		return fmt.Errorf("set commissions: %w", err)
	}
	c.Say("agency   approves both and gives creators 18%%")
	return nil
}

// Join takes a creator from the link to an authorization with an address.
func (c *Campaign) Join(ctx context.Context, creator *Party) error {
	for _, step := range []func(context.Context, *Party) error{c.Promote, c.Ask, c.Accept} {
		if err := step(ctx, creator); err != nil {
			return err
		}
	}
	return nil
}

// Promote takes a creator from the link to a product in the showcase.
func (c *Campaign) Promote(ctx context.Context, creator *Party) error {
	links, err := Get[contract.ProductLinks](ctx, c.Agency, "/v1/campaigns/"+c.Campaign.ID+"/links?registrationId="+c.Products[0].ID)
	if err != nil {
		return fmt.Errorf("export links: %w", err)
	}
	opened, err := Get[contract.OpenedLink](ctx, creator, "/v1/links/"+links.Items[0].Code)
	if err != nil {
		return fmt.Errorf("open the link: %w", err)
	}
	c.Say("creator  opens the link %s and sees %d%% commission", links.Items[0].Code, opened.Products[0].CommissionRate/100)
	added, err := Post[contract.Rows[contract.AddedProduct]](ctx, creator, "/v1/showcase", map[string]any{
		"linkCode": opened.Code, "termsVersion": opened.TermsVersion,
	})
	if err == nil {
		err = added.Err()
	}
	if err != nil {
		return fmt.Errorf("add to the showcase: %w", err)
	}
	c.Say("creator  agrees to the terms of %s and adds %q to the showcase", opened.TermsVersion, opened.Products[0].ProductName)
	return nil
}

// Ask requests a creator's authorization.
func (c *Campaign) Ask(ctx context.Context, creator *Party) error {
	seen, err := Get[contract.Page[contract.CampaignCreator]](ctx, c.Agency, "/v1/campaigns/"+c.Campaign.ID+"/creators")
	if err != nil {
		return fmt.Errorf("list creators: %w", err)
	}
	c.Say("agency   sees %d creator(s); %s is %s", len(seen.Items), seen.Items[0].Handle, seen.Items[0].Authorization)
	asked, err := Post[contract.Rows[contract.AgencyAuthorization]](ctx, c.Agency, "/v1/authorizations", map[string]any{
		"campaignId": c.Campaign.ID, "creatorIds": []string{creator.ActorID},
	})
	if err == nil {
		err = asked.Err()
	}
	if err != nil {
		return fmt.Errorf("request authorization: %w", err)
	}
	c.Say("agency   requests authorization")
	return nil
}

// Accept says yes to the agency's request, with HomeAddress.
func (c *Campaign) Accept(ctx context.Context, creator *Party) error {
	requests, err := Get[contract.Page[contract.CreatorAuthorization]](ctx, creator, "/v1/authorizations")
	if err != nil {
		return fmt.Errorf("list requests: %w", err)
	}
	if len(requests.Items) == 0 {
		return errors.New("the creator has no request")
	}
	request, err := Get[contract.CreatorAuthorizationDetail](ctx, creator, "/v1/authorizations/"+requests.Items[0].AgencyID)
	if err != nil {
		return fmt.Errorf("read the request: %w", err)
	}
	policy, err := Get[contract.SamplePolicy](ctx, creator, fmt.Sprintf("/v1/sample-policy?agencyId=%s&version=%d", request.AgencyID, request.PolicyVersion))
	if err != nil {
		return fmt.Errorf("read the sample policy: %w", err)
	}
	c.Say("creator  reads the policy of %s for %q: content within %d days", request.AgencyName, request.Campaign, policy.Settings.ContentDays)
	_, err = Post[contract.CreatorAuthorization](ctx, creator, "/v1/authorizations/"+request.AgencyID+"/acceptance",
		map[string]any{"address": HomeAddress, "agreedPolicyVersion": policy.Version})
	if err != nil {
		return fmt.Errorf("accept: %w", err)
	}
	c.Say("creator  accepts the request of %s with an address", requests.Items[0].AgencyName)
	return nil
}
