package address

import (
	"slices"
	"strings"
	"unicode"
)

// oneWord are the countries in which many people have one name and no other, so that one word is all that a label can say
// (India, Indonesia and Malaysia: https://www.w3.org/International/questions/qa-personal-names).
var oneWord = []string{
	"AF", // Afghanistan
	"BT", // Bhutan
	"ID", // Indonesia: Suharto
	"IN", // India, the south above all
	"MM", // Myanmar, which knows no family names
	"MY", // Malaysia
}

// joined are the scripts in which a full name is written without a space: the family name and the given one stand side by
// side, as in 山田太郎 or 김민준. These are the languages for which Unicode's CLDR, in its person names, has no space between
// the two: Chinese, Japanese and Korean. Thai, Lao and Khmer write words together, but names with a space.
var joined = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul}

// isFullName reports whether a normalized name is a full one where it is written: two words, or one where that is enough.
func isFullName(name, country string) bool {
	return strings.Contains(name, " ") || slices.Contains(oneWord, country) || isJoined(name)
}

// isJoined reports whether every letter of a name is of a script without spaces; there are two of them at least. The mark of a
// long vowel and the dot between foreign names are of no script.
func isJoined(name string) bool {
	letters := 0
	for _, r := range name {
		switch {
		case unicode.In(r, joined...):
			letters++
		case unicode.IsLetter(r) && !unicode.Is(unicode.Common, r):
			return false
		}
	}
	return letters >= 2
}
