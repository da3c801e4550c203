package contract

import (
	"net/http"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/productlist"
	"samplepath/shared/registration"
)

// ListedProduct puts a product into a list, or changes its rate there.
type ListedProduct struct {
	RegistrationID string `json:"registrationId" format:"reg"`
	CreatorRate    *int   `json:"creatorCommissionRate,omitempty" minimum:"0" maximum:"8000" doc:"Basis points, at most the total rate; else the rate for all, or the one it has"`
}

// CreateProductListRequest makes a product list (feature C10).
type CreateProductListRequest struct {
	CampaignID  string          `path:"campaignId" json:"-" format:"cmp"`
	Name        string          `json:"name" minLength:"1" maxLength:"100" example:"Beach season picks"`
	Products    []ListedProduct `json:"products" minItems:"1" maxItems:"100"`
	CreatorRate *int            `json:"creatorCommissionRate,omitempty" minimum:"0" maximum:"8000" doc:"Basis points for all products that name none"`
}

// UpdateProductListRequest edits a product list: all of it or nothing.
type UpdateProductListRequest struct {
	ListID      string          `path:"productListId" json:"-" format:"lst"`
	Name        string          `json:"name,omitempty" minLength:"1" maxLength:"100" doc:"Where it is absent, the name stays"`
	Products    []ListedProduct `json:"products,omitempty" maxItems:"100" doc:"Added, or given another rate when they are in the list"`
	CreatorRate *int            `json:"creatorCommissionRate,omitempty" minimum:"0" maximum:"8000" doc:"Basis points for all of products that name none"`
	Remove      []string        `json:"remove,omitempty" maxItems:"100" uniqueItems:"true" format:"reg" doc:"Registration ids to take out"`
}

// RegistrationIDs are the products in the order of the request.
func RegistrationIDs(products []ListedProduct) []string {
	var out []string
	for _, p := range products {
		out = append(out, p.RegistrationID)
	}
	return out
}

// Choices are the products of a request with what was read of them, in the same order. rate is for those that name none.
func Choices(products []ListedProduct, read []*registration.Registration, rate *int) []productlist.Choice {
	var out []productlist.Choice
	for i, p := range products {
		choice := productlist.Choice{RegistrationID: p.RegistrationID, Product: read[i], Rate: p.CreatorRate}
		if choice.Rate == nil {
			choice.Rate = rate
		}
		out = append(out, choice)
	}
	return out
}

// ProductListRequest names a product list.
type ProductListRequest struct {
	ListID string `path:"productListId" json:"-" format:"lst"`
}

// ListProductListsRequest lists the product lists of a campaign.
type ListProductListsRequest struct {
	CampaignID string `path:"campaignId" json:"-" format:"cmp"`
	Paging
}

// ProductListSummary is a product list without its products.
type ProductListSummary struct {
	ID         string    `json:"id" example:"lst_01JD5W0G4Z8QX6T3M9V7K2B1CY_01JD5X3N6T2M8B7R5V9Q4C1HZK"`
	CampaignID string    `json:"campaignId"`
	Name       string    `json:"name"`
	Products   int       `json:"products" doc:"How many it has"`
	LinkCode   string    `json:"linkCode" doc:"Open it with GET /v1/links/{code}"`
	URL        string    `json:"url" doc:"The link to share with creators: the page of the application that is set for links, else the action open-link of this API, which needs a creator's token"`
	CreatedAt  time.Time `json:"createdAt"`
	ChangedAt  time.Time `json:"changedAt"`
}

// SummarizeProductList is a list without its products; url is its link.
func SummarizeProductList(l productlist.List, url string) ProductListSummary {
	return ProductListSummary{
		ID: l.ID, CampaignID: l.CampaignID, Name: l.Name, Products: len(l.Rates), LinkCode: l.LinkCode, URL: url,
		CreatedAt: l.CreatedAt, ChangedAt: l.ChangedAt,
	}
}

// ProductListView is a product list with its products.
type ProductListView struct {
	ID         string               `json:"id" example:"lst_01JD5W0G4Z8QX6T3M9V7K2B1CY_01JD5X3N6T2M8B7R5V9Q4C1HZK"`
	CampaignID string               `json:"campaignId"`
	Name       string               `json:"name"`
	LinkCode   string               `json:"linkCode" doc:"Open it with GET /v1/links/{code}"`
	URL        string               `json:"url" doc:"The link to share with creators: the page of the application that is set for links, else the action open-link of this API, which needs a creator's token"`
	CreatedAt  time.Time            `json:"createdAt"`
	ChangedAt  time.Time            `json:"changedAt"`
	Products   []ProductListProduct `json:"products" doc:"Oldest registration first"`
}

// ProductListProduct is a product of a list. Rates are basis points.
type ProductListProduct struct {
	RegistrationID string              `json:"registrationId"`
	ProductID      string              `json:"productId"`
	ProductName    string              `json:"productName"`
	ImageURL       string              `json:"imageUrl,omitempty" doc:"A picture of the product"`
	Price          *Money              `json:"price,omitempty" doc:"What buyers pay"`
	Category       string              `json:"category,omitempty"`
	SellerID       string              `json:"sellerId"`
	SellerName     string              `json:"sellerName" doc:"The shop"`
	TotalRate      int                 `json:"totalCommissionRate"`
	CreatorRate    int                 `json:"creatorCommissionRate" doc:"In this list"`
	AgencyRate     int                 `json:"agencyCommissionRate" doc:"Total less creator"`
	Status         registration.Status `json:"status" doc:"Of the registration; creators see approved products only"`
}

// DeletedProductList says what is gone.
type DeletedProductList struct {
	ID string `json:"id"`
}

// The actions of product lists.
var (
	CreateProductList = define[CreateProductListRequest, ProductListSummary](Action{
		Name: "create-product-list", Area: Campaigns, Features: "C10", Actors: agency,
		Summary: "Makes a list of up to 100 products with a rate for each, and a link to share it. Up to 1,000 a campaign.",
		Method:  http.MethodPost, Path: "/v1/campaigns/{campaignId}/product-lists", Status: http.StatusCreated,
		Table: []Operation{Get, Put, Update}, Uses: []Use{LinkPage},
		Errors: []*fault.Error{campaign.ErrNotFound, campaign.ErrCampaignOver, productlist.ErrTooMany},
	})
	ListProductLists = define[ListProductListsRequest, Page[ProductListSummary]](Action{
		Name: "list-product-lists", Area: Campaigns, Features: "C10", Actors: agency,
		Summary: "Lists the product lists of a campaign, newest first.",
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}/product-lists",
		Table: []Operation{Get, Query}, Uses: []Use{LinkPage},
		Errors: []*fault.Error{campaign.ErrNotFound},
	})
	GetProductList = define[ProductListRequest, ProductListView](Action{
		Name: "get-product-list", Area: Campaigns, Features: "C10", Actors: agency,
		Summary: "Reads a product list with its products and their rates.",
		Method:  http.MethodGet, Path: "/v1/product-lists/{productListId}",
		Table: []Operation{Get}, Uses: []Use{LinkPage},
		Errors: []*fault.Error{productlist.ErrNotFound},
	})
	UpdateProductList = define[UpdateProductListRequest, ProductListSummary](Action{
		Name: "update-product-list", Area: Campaigns, Features: "C10", Actors: agency,
		Summary: "Renames a product list, adds products, removes them, and changes their rates: all of it or nothing.",
		Method:  http.MethodPatch, Path: "/v1/product-lists/{productListId}",
		Table: []Operation{Get, Put, Update}, Uses: []Use{LinkPage},
		Errors: []*fault.Error{productlist.ErrNotFound, productlist.ErrUnchanged, productlist.ErrFull, campaign.ErrCampaignOver},
	})
	DeleteProductList = define[ProductListRequest, DeletedProductList](Action{
		Name: "delete-product-list", Area: Campaigns, Features: "C10 D4", Actors: agency,
		Summary: "Deletes a product list. Its link leads nowhere from then on; what creators added stays.",
		Method:  http.MethodDelete, Path: "/v1/product-lists/{productListId}",
		Table:  []Operation{Get, Put, Update, Delete},
		Errors: []*fault.Error{productlist.ErrNotFound},
	})
)
