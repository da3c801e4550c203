// Command generate writes the postal rules of all countries as tab-separated values to standard output:
//
//	go generate ./shared/address
//
// It reads them from a library that keeps Google's address data. Linking the library into every function that checks
// an address would add more than four megabytes to each; the rules that we check are a few kilobytes.
package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/Boostport/address"
)

// letters are how the rules name the required fields.
var letters = map[address.Field]string{
	address.StreetAddress: "A", address.Locality: "C", address.AdministrativeArea: "S", address.PostCode: "Z",
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	countries := address.ListCountries("en")
	slices.SortFunc(countries, func(a, b address.CountryListItem) int { return strings.Compare(a.Code, b.Code) })
	for _, country := range countries {
		data := address.GetCountry(country.Code)
		var required []string
		for field, letter := range letters {
			if slices.Contains(data.Required, field) {
				required = append(required, letter)
			}
		}
		slices.Sort(required)
		var regions []string
		for _, region := range data.AdministrativeAreas[data.DefaultLanguage] {
			regions = append(regions, region.ID)
		}
		slices.Sort(regions)
		_, _ = fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", country.Code, strings.Join(required, ""), data.PostCodeRegex.Regex, strings.Join(regions, ","))
	}
	if err := out.Flush(); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
