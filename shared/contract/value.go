package contract

import (
	"time"

	"samplepath/shared/address"
	"samplepath/shared/campaign"
)

// Printable is the pattern of every text of a request: it holds no control characters but tabs and line ends.
const Printable = `^[^\x00-\x08\x0B-\x1F\x7F-\x9F]*$`

// Values that several requests and answers hold. Each is convertible to and from the type of the rules that it is named
// after, whose members it has.

// Money is an amount of a currency.
type Money struct {
	Amount   int64  `json:"amount" minimum:"0" maximum:"1000000000" doc:"Minor units, such as cents"`
	Currency string `json:"currency" pattern:"^[A-Z]{3}$" doc:"ISO 4217" example:"USD"`
}

// Period is from Start up to, but not including, End.
type Period struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// SellerScope says which sellers may register: all, or the shops listed.
type SellerScope struct {
	Kind      campaign.Scope `json:"kind"`
	ShopCodes []string       `json:"shopCodes,omitempty" maxItems:"100" uniqueItems:"true" minLength:"4" maxLength:"20" pattern:"^[A-Z0-9]+$" doc:"Up to 100 shop codes, when selected" example:"USLCABCDEF"`
}

// CampaignContact is how sellers reach the agency of a campaign.
type CampaignContact struct {
	Email    string `json:"email" format:"email" maxLength:"254"`
	WhatsApp string `json:"whatsApp,omitempty" format:"phone" doc:"E.164" example:"+14155550123"`
}

// Address is where a sample goes, or where an agency is.
type Address struct {
	FullName   string `json:"fullName" minLength:"2" maxLength:"100"`
	Line1      string `json:"line1" minLength:"1" maxLength:"100" doc:"Street and number"`
	Line2      string `json:"line2,omitempty" maxLength:"100"`
	City       string `json:"city,omitempty" maxLength:"100"`
	Region     string `json:"region,omitempty" maxLength:"60" doc:"State, province or prefecture, as the country's post codes it" example:"CA"`
	PostalCode string `json:"postalCode,omitempty" maxLength:"20" example:"90026"`
	Country    string `json:"country" pattern:"^[A-Z]{2}$" doc:"ISO 3166-1 alpha-2" example:"US"`
	Phone      string `json:"phone" format:"phone" doc:"E.164; carriers call it" example:"+13235550123"`
}

// String hides the address from logs and error texts.
func (a Address) String() string { return address.Address(a).String() }

// Destination is what an agency may know of an address (feature E6).
type Destination struct {
	City    string `json:"city"`
	Region  string `json:"region,omitempty"`
	Country string `json:"country"`
}
