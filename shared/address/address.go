// Package address holds what a shipping address is and when it is right: each country's own postal rules, and a phone
// number in E.164 (feature E7). An address never changes once it is stored; an edit makes a new one, so that an order
// placed keeps the address it was placed with (feature E6). Pure: no AWS.
//
// Addresses are personal data: a value of this package belongs in the table's address items and in the answers to the
// creator and to the seller who ships, nowhere else.
package address

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"samplepath/shared/authorization"
	"samplepath/shared/fault"
)

//go:generate sh -c "go run ./generate > rules.tsv"

//go:embed rules.tsv
var rulesFile string

// Address is where a sample goes. Region is the code the country's post uses, such as CA.
type Address struct {
	FullName   string `json:"fullName"`
	Line1      string `json:"line1"`
	Line2      string `json:"line2,omitempty"`
	City       string `json:"city,omitempty"`
	Region     string `json:"region,omitempty"`
	PostalCode string `json:"postalCode,omitempty"`
	Country    string `json:"country"`
	Phone      string `json:"phone"`
}

// String hides the address from logs and error texts.
func (a Address) String() string { return "address in " + a.Country }

// Destination is what an agency may see of it.
func (a Address) Destination() authorization.Destination {
	return authorization.Destination{City: a.City, Region: a.Region, Country: a.Country}
}

// rules are a country's, from rules.tsv.
type rules struct {
	required   string // letters: A street, C city, S region, Z postal code
	postalCode string // regular expression
	regions    []string
}

var countries = sync.OnceValue(func() map[string]rules {
	out := map[string]rules{}
	for line := range strings.Lines(rulesFile) {
		column := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		country := rules{required: column[1], postalCode: column[2]}
		if column[3] != "" {
			country.regions = strings.Split(column[3], ",")
		}
		out[column[0]] = country
	}
	return out
})

// Normalize trims an address and writes codes in capitals.
func Normalize(a Address) Address {
	for _, s := range []*string{&a.FullName, &a.Line1, &a.Line2, &a.City, &a.Region, &a.PostalCode, &a.Country, &a.Phone} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	a.PostalCode = strings.ToUpper(a.PostalCode)
	if upper := strings.ToUpper(a.Region); slices.Contains(countries()[a.Country].regions, upper) {
		a.Region = upper
	}
	return a
}

// Check adds what is wrong with a normalized address to fields, each below the path prefix. What a country asks for is left out
// where the country is wrong already.
func Check(a Address, prefix string, fields *fault.Fields) {
	country, known := countries()[a.Country]
	if !known || !fields.Sound(prefix+"country") {
		fields.Check(known, prefix+"country", "unknown_country")
		return
	}
	fields.Check(isFullName(a.FullName, a.Country), prefix+"fullName", "not_a_full_name")
	fields.Check(a.Line1 != "", prefix+"line1", "required/blank")
	needs := func(letter string) bool { return strings.Contains(country.required, letter) }
	fields.Check(a.City != "" || !needs("C"), prefix+"city", "required/in_this_country")
	switch {
	case a.Region == "":
		fields.Check(!needs("S"), prefix+"region", "required/in_this_country")
	case needs("S") && len(country.regions) > 0:
		fields.Check(slices.Contains(country.regions, a.Region), prefix+"region", "unknown_region", "example", country.regions[0])
	}
	switch {
	case a.PostalCode == "":
		fields.Check(!needs("Z"), prefix+"postalCode", "required/in_this_country")
	case country.postalCode != "":
		matches, err := regexp.MatchString(country.postalCode, a.PostalCode)
		fields.Check(err == nil && matches, prefix+"postalCode", "not_a_postal_code")
	}
}
