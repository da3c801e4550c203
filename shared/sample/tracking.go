package sample

import (
	"cmp"
	"strings"
	"unicode"
)

// carriers are names that differ in more than their spelling: resellers of a carrier's labels, and short forms. Written
// as plain makes them.
var carriers = map[string]string{
	"STAMPSCOM": "USPS", "ENDICIA": "USPS", "UNITEDSTATESPOSTALSERVICE": "USPS",
	"UNITEDPARCELSERVICE": "UPS", "FEDERALEXPRESS": "FEDEX", "FDX": "FEDEX",
	"DHL": "DHLEXPRESS", "DHLEXPRESSWALLETED": "DHLEXPRESS",
	"DHLECS": "DHLECOMMERCE", "DHLGLOBALMAIL": "DHLECOMMERCE",
}

// families are carriers whose services and accounts have names that begin with the carrier's (FedExSmartPost,
// ups_walleted, UPSMailInnovations), and numbers of the carrier.
var families = []string{"FEDEX", "UPS", "USPS"}

// Tracking is the one key of a parcel, whoever writes its carrier and number: sellers on labels, and each shipping
// provider in its own spelling (USPS, usps, stamps_com; DHLExpress, dhl_express, dhl; 9400 1118 9922 in groups). It is
// the one place where names of carriers are compared.
func Tracking(carrier, number string) string {
	name := plain(carrier)
	for _, family := range families {
		if strings.HasPrefix(name, family) {
			name = family
		}
	}
	return cmp.Or(carriers[name], name) + "#" + plain(number)
}

// plain is s in capitals, with nothing but letters and digits.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, s)
}
