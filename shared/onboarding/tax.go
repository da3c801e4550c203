package onboarding

import (
	"regexp"
	"strings"

	"samplepath/shared/address"
	"samplepath/shared/fault"
)

// TaxInformation is a US W-9. Contact's full name and phone are those of the person to ask.
type TaxInformation struct {
	LegalName    string          `json:"legalName"`
	EIN          EIN             `json:"ein"`
	ContactEmail string          `json:"contactEmail"`
	Contact      address.Address `json:"contact"`
	Document     string          `json:"documentReference"`
}

// String hides it from logs and error texts.
func (TaxInformation) String() string { return "tax information" }

// GoString hides it from %#v, too.
func (t TaxInformation) GoString() string { return t.String() }

// EIN is an employer identification number, nine digits. Wherever it is printed, logged or written as JSON it shows its
// last four digits only; the table alone stores all of it.
type EIN string

// String masks it.
func (e EIN) String() string {
	if len(e) < 4 {
		return "**-*******"
	}
	return "**-***" + string(e[len(e)-4:])
}

// GoString masks it in %#v, too.
func (e EIN) GoString() string { return e.String() }

// MarshalJSON masks it (feature A4).
func (e EIN) MarshalJSON() ([]byte, error) { return []byte(`"` + e.String() + `"`), nil }

// einForm is how the IRS writes it, with or without the hyphen. The first two digits are of the campus that issued it, or
// of the internet: these are all that the IRS assigns ("How EINs are assigned and valid EIN prefixes", irs.gov).
var (
	einForm   = regexp.MustCompile(`^\d{2}-?\d{7}$`)
	einPrefix = regexp.MustCompile(`^(0[1-6]|1[0-6]|2[0-7]|3[0-9]|4[0-8]|5[0-9]|6[0-8]|7[1-7]|8[0-8]|9[0-5]|9[89])`)
)

// Normalize trims tax information and writes codes in one form.
func Normalize(t TaxInformation) TaxInformation {
	t.LegalName = strings.Join(strings.Fields(t.LegalName), " ")
	t.Document = strings.TrimSpace(t.Document)
	t.Contact = address.Normalize(t.Contact)
	if einForm.MatchString(string(t.EIN)) {
		t.EIN = EIN(strings.ReplaceAll(string(t.EIN), "-", ""))
	}
	return t
}

// CheckTax adds to fields what is wrong with normalized tax information. It never repeats the EIN.
func CheckTax(t TaxInformation, fields *fault.Fields) {
	fields.Check(t.LegalName != "", "legalName", "required/blank")
	fields.Check(t.Document != "", "documentReference", "required/blank")
	switch ein := string(t.EIN); {
	case !einForm.MatchString(ein):
		fields.Check(false, "ein", "not_an_ein")
	case !einPrefix.MatchString(ein):
		fields.Check(false, "ein", "unknown_ein_prefix")
	}
	if t.Contact.Country != "US" {
		fields.Check(false, "contact.country", "not_us")
	} else {
		address.Check(t.Contact, "contact.", fields)
	}
}
