package notice

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"samplepath/shared/words"
)

// The words of every notice, by "type/role", or "type/role/variant" where a type has several; "many" is for a notice that stands for
// several events. Names in braces stand for what a notice is about. What has no name is called as "unnamed" says. A deployer
// rephrases or translates them in this file: a text is made when it is read, so that old notices follow.
//
//go:embed en.json
var english []byte

var book = words.Open("notice/en.json", english)

// Text is what the notice says to its recipient. Times are not in it: they stand beside it, for the recipient to format.
func (n Notice) Text() string {
	key := ""
	for _, last := range n.endings() {
		key = string(n.Type) + "/" + string(n.Role) + last
		if _, found := book.All()[key]; found {
			break
		}
	}
	return capital(book.Say(key,
		"agency", name("agency", n.About.AgencyName),
		"campaign", name("campaign", n.About.CampaignName),
		"creator", name("creator", n.About.CreatorHandle),
		"product", name("product", n.About.ProductName),
		"quantity", name("quantity", n.About.Quantity),
		"seller", name("seller", n.About.SellerName),
		"count", n.Count,
	))
}

// endings are those of the keys under which the words may stand, the most special one first.
func (n Notice) endings() []string {
	switch {
	case n.Count > 1:
		return []string{"/many", ""}
	case n.Variant != "":
		return []string{"/" + n.Variant, ""}
	default:
		return []string{""}
	}
}

func name(of, known string) string {
	if known == "" {
		return book.Say("unnamed/" + of)
	}
	return known
}

// capital begins a sentence that begins with "the agency" as sentences do. A name keeps its first letter, whatever it is.
func capital(text string) string {
	for key, unnamed := range book.All() {
		if strings.HasPrefix(key, "unnamed/") && strings.HasPrefix(text, unnamed) {
			first, size := utf8.DecodeRuneInString(text)
			return string(unicode.ToUpper(first)) + text[size:]
		}
	}
	return text
}
