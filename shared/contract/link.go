package contract

import (
	"net/http"
	"strconv"

	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
)

// ExportLinksRequest asks for the links of some or all products (feature C9).
type ExportLinksRequest struct {
	CampaignID      string   `path:"campaignId" json:"-" format:"cmp"`
	RegistrationIDs []string `query:"registrationId,omitempty" json:"-" maxItems:"100" format:"reg" doc:"Once for each product. Where it is absent, every approved one"`
	Export
}

// ProductLink is a link that an agency shares with creators.
type ProductLink struct {
	RegistrationID string `json:"registrationId"`
	ProductID      string `json:"productId"`
	ProductName    string `json:"productName"`
	ImageURL       string `json:"imageUrl,omitempty" doc:"A picture of the product"`
	Price          *Money `json:"price,omitempty" doc:"What buyers pay"`
	Category       string `json:"category,omitempty"`
	SellerName     string `json:"sellerName" doc:"The shop"`
	CreatorRate    int    `json:"creatorCommissionRate" doc:"Basis points"`
	Code           string `json:"code" doc:"Open it with GET /v1/links/{code}"`
	URL            string `json:"url" doc:"To share with creators: the page of the application that is set for links, else the action open-link of this API, which needs a creator's token"`
}

// ProductLinks is one page of links, as JSON or CSV.
type ProductLinks struct {
	Page[ProductLink]
}

// Columns is for Sheet.
func (ProductLinks) Columns() []string {
	return []string{"registrationId", "productId", "productName", "sellerName", "imageUrl", "creatorCommissionRate", "code", "url"}
}

// Records is for Sheet.
func (l ProductLinks) Records() [][]string {
	out := make([][]string, 0, len(l.Items))
	for _, i := range l.Items {
		out = append(out, []string{i.RegistrationID, i.ProductID, i.ProductName, i.SellerName, i.ImageURL, strconv.Itoa(i.CreatorRate), i.Code, i.URL})
	}
	return out
}

// OpenLinkRequest opens a product's or list's link (feature D1).
type OpenLinkRequest struct {
	Code string `path:"code" json:"-" maxLength:"64"`
}

// OpenedLink is what a creator sees behind a link.
type OpenedLink struct {
	Code         string           `json:"code"`
	ListName     string           `json:"productListName,omitempty" doc:"Of a product list's link"`
	CampaignID   string           `json:"campaignId"`
	CampaignName string           `json:"campaignName"`
	AgencyName   string           `json:"agencyName"`
	TermsVersion string           `json:"termsVersion" doc:"Agree to it when adding to the showcase; GET /v1/terms/{version} has its text"`
	Products     []OfferedProduct `json:"products"`
}

// The actions of links.
var (
	ExportLinks = define[ExportLinksRequest, ProductLinks](Action{
		Name: "export-links", Area: Campaigns, Features: "C9", Actors: agency,
		Summary: "Exports product links as JSON or CSV. Refused while a product among them has no creator commission.",
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}/links",
		Table: []Operation{Get, Query}, Uses: []Use{LinkPage},
		Errors: []*fault.Error{campaign.ErrNotFound, campaign.ErrCampaignOver, registration.ErrNotFound, registration.ErrNotApproved, registration.ErrClosed, registration.ErrNoCommission},
	})
	OpenLink = define[OpenLinkRequest, OpenedLink](Action{
		Name: "open-link", Area: Creators, Features: "D1 D3 D4", Actors: creator,
		Summary: "Shows the products behind a link, each with the creator's own commission rate.",
		Method:  http.MethodGet, Path: "/v1/links/{code}",
		Table:  []Operation{Get, Query},
		Errors: with(notOffered, showcase.ErrLinkNotFound),
	})
)
