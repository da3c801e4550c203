package notice

import (
	_ "embed"
	"encoding/json"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// english has the words of every notice, by "type/role", or "type/role/variant" where a type has several; "many" is for a
// notice that stands for several events. Names in braces stand for what a notice is about. What has no name is called as
// "unnamed" says. A deployer rephrases or translates them here: a text is made when it is read, so that old notices follow.
//
//go:embed en.json
var english []byte

var words = mustParse(english)

func mustParse(file []byte) map[string]string {
	out := map[string]string{}
	if err := json.Unmarshal(file, &out); err != nil {
		panic("notice: en.json: " + err.Error())
	}
	return out
}

// Text is what the notice says to its recipient. Times are not in it: they stand beside it, for the recipient to format.
func (n Notice) Text() string {
	text, found := "", false
	for _, last := range n.endings() {
		if text, found = words[string(n.Type)+"/"+string(n.Role)+last]; found {
			break
		}
	}
	said := strings.NewReplacer(
		"{agency}", name("agency", n.About.AgencyName),
		"{campaign}", name("campaign", n.About.CampaignName),
		"{creator}", name("creator", n.About.CreatorHandle),
		"{product}", name("product", n.About.ProductName),
		"{quantity}", name("quantity", n.About.Quantity),
		"{seller}", name("seller", n.About.SellerName),
		"{count}", strconv.Itoa(n.Count),
	).Replace(text)
	return capital(said)
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
		return words["unnamed/"+of]
	}
	return known
}

// capital begins a sentence that begins with "the agency" as sentences do. A name keeps its first letter, whatever it is.
func capital(text string) string {
	for key, unnamed := range words {
		if strings.HasPrefix(key, "unnamed/") && strings.HasPrefix(text, unnamed) {
			first, size := utf8.DecodeRuneInString(text)
			return string(unicode.ToUpper(first)) + text[size:]
		}
	}
	return text
}
