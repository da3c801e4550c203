package campaign

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Limits of the search: what an agency's name may add to the index, and how long a word's beginning is told apart by the
// index alone. Longer ones are compared in full afterwards.
const (
	maxSearchedName = 60
	MaxPrefix       = 10
)

// undecomposed are letters with strokes and the like, which Unicode does not take apart into letter and accent.
var undecomposed = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ð", "d", "ħ", "h", "ı", "i", "æ", "ae", "œ", "oe", "þ", "th")

// Words are the words of a text as the search compares them: letters and digits of any script, without case and accents,
// each word once.
func Words(text string) []string {
	fold := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Fold(), norm.NFC)
	folded, _, err := transform.String(fold, text)
	if err != nil { // none of these transformations fails
		folded = strings.ToLower(text)
	}
	words := strings.FieldsFunc(undecomposed.Replace(folded), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return slices.Compact(words)
}

// Beginning is the part of a word that the index knows.
func Beginning(word string) string {
	letters := []rune(word)
	return string(letters[:min(len(letters), MaxPrefix)])
}

// beginnings are all beginnings of some words that the index knows.
func beginnings(words []string) []string {
	var out []string
	for _, word := range words {
		letters := []rune(Beginning(word))
		for n := range letters {
			out = append(out, string(letters[:n+1]))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Match reports whether each of some wanted beginnings is that of one of the words.
func Match(words, wanted []string) bool {
	for _, beginning := range wanted {
		if !slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, beginning) }) {
			return false
		}
	}
	return true
}
