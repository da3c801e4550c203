package address_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/address"
	"samplepath/shared/fault"
)

var good = address.Address{
	FullName: "Ana Lima", Line1: "1200 Sunset Blvd", City: "Los Angeles", Region: "CA", PostalCode: "90026",
	Country: "US", Phone: "+13235550123",
}

// Feature E7.
func TestCheckKnowsEachCountrysRules(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*address.Address)
		want   []string // field:code
	}{
		"as it should be":      {func(*address.Address) {}, nil},
		"zip and four":         {func(a *address.Address) { a.PostalCode = "90026-1234" }, nil},
		"small letters":        {func(a *address.Address) { a.Region = "ca" }, nil},
		"unknown country":      {func(a *address.Address) { a.Country = "XX" }, []string{"to.country:unknown_country"}},
		"one name":             {func(a *address.Address) { a.FullName = "Ana" }, []string{"to.fullName:not_a_full_name"}},
		"British code in US":   {func(a *address.Address) { a.PostalCode = "SW1A 1AA" }, []string{"to.postalCode:not_a_postal_code"}},
		"blank street":         {func(a *address.Address) { a.Line1 = "  " }, []string{"to.line1:required"}},
		"no state":             {func(a *address.Address) { a.Region = "" }, []string{"to.region:required"}},
		"state of nowhere":     {func(a *address.Address) { a.Region = "QQ" }, []string{"to.region:unknown_region"}},
		"several at once":      {func(a *address.Address) { a.City, a.PostalCode = "", "" }, []string{"to.city:required", "to.postalCode:required"}},
		"London":               {func(a *address.Address) { a.Country, a.Region, a.PostalCode = "GB", "", "sw1a 1aa" }, nil},
		"Hong Kong has none":   {func(a *address.Address) { a.Country, a.Region, a.City, a.PostalCode = "HK", "Kowloon", "", "" }, nil},
		"Germany needs a code": {func(a *address.Address) { a.Country, a.Region, a.PostalCode = "DE", "", "" }, []string{"to.postalCode:required"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := good
			test.change(&a)
			var fields fault.Fields
			address.Check(address.Normalize(a), "to.", &fields)
			var got []string
			for _, field := range fields {
				got = append(got, field.Field+":"+field.Code)
			}
			if !slices.Equal(got, test.want) {
				t.Fatalf("got %v, want %v", got, test.want)
			}
		})
	}
}

// Feature E7: what is a full name depends on the script that it is written in, and on the country.
func TestWhatIsAFullName(t *testing.T) {
	for _, test := range []struct {
		name, country string
		full          bool
	}{
		{"Ana Lima", "US", true},
		{"Ana", "US", false},
		{"Ana", "JP", false},
		{"山田太郎", "JP", true},
		{"山田　太郎", "JP", true}, // U+3000, a space as wide as a letter
		{"山田太郎", "US", true},  // the script decides, not where the creator has moved
		{"佐々木ゆり", "JP", true},
		{"サトウユーコ", "JP", true},
		{"マイケル・ジャクソン", "JP", true},
		{"ﾔﾏﾀﾞﾀﾛｳ", "JP", true},
		{"山", "JP", false},
		{"山ー・", "JP", false},
		{"山田Taro", "JP", false},
		{"김민준", "KR", true},
		{"王偉", "SG", true},
		{"Suharto", "ID", true},
		{"Noraini", "MY", true},
		{"Suharto", "SG", false},
		{"Thant", "MM", true},
		{"အောင်", "MM", true},
		{"Thant", "TH", false},
		{"สมชาย ใจดี", "TH", true},
		{"สมชาย", "TH", false}, // Thai writes words together, but not a name and a family name
		{"Nguyễn", "VN", false},
	} {
		a, fields := good, fault.Fields{}
		a.FullName, a.Country = test.name, test.country
		address.Check(address.Normalize(a), "", &fields)
		if got := fields.Sound("fullName"); got != test.full {
			t.Errorf("%s in %s: full %v, want %v", test.name, test.country, got, test.full)
		}
	}
}

func TestStringShowsNoPersonalData(t *testing.T) {
	if s := good.String(); regexp.MustCompile(`Ana|Sunset|90026|323`).MatchString(s) || !strings.Contains(s, "US") {
		t.Fatalf("String shows %q", s)
	}
}
