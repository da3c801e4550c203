package carrier

import (
	"strings"
	"unicode"
)

// What a carrier says in free text names people, addresses and telephone numbers, in any wording and language ("Left with
// Individual JOHN", "Firmado por ..."), and what is kept of it stands in events for ever. So nothing of the text itself is
// kept: a message becomes the known phrase that it begins with, or nothing; a status that has not the form of a code
// becomes sample.OtherStatus.

// known are the phrases by their words.
var known = func() map[string]string {
	out := make(map[string]string, len(phrases))
	for _, phrase := range phrases {
		out[strings.Join(wordsOf(phrase, maxWords), " ")] = phrase
	}
	return out
}()

// maxWords is how many words of a message are compared: no phrase is longer.
const maxWords = 12

// phraseOf is the longest known phrase that a message begins with, or empty.
func phraseOf(message string) string {
	words := wordsOf(message, maxWords)
	for n := len(words); n > 0; n-- {
		if phrase, ok := known[strings.Join(words[:n], " ")]; ok {
			return phrase
		}
	}
	return ""
}

// wordsOf are the first words of a text, at most so many, in lower case and without punctuation.
func wordsOf(text string, most int) []string {
	var out []string
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		if len(out) == most {
			break
		}
		out = append(out, strings.ToLower(word))
	}
	return out
}
