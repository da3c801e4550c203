package carrier

import (
	"strings"
	"testing"
	"unicode"
)

// Feature H4: each phrase is found by its own words, and by these with anything after them, and stands in the list once.
func TestEveryPhraseIsFound(t *testing.T) {
	seen := map[string]string{}
	for _, phrase := range phrases {
		words := strings.Join(wordsOf(phrase, 100), " ")
		if other, twice := seen[words]; twice {
			t.Errorf("%q and %q are one phrase", phrase, other)
		}
		seen[words] = phrase
		for _, message := range []string{phrase, strings.ToUpper(phrase), phrase + " - ANA LIMA"} {
			if got := phraseOf(message); got != phrase {
				t.Errorf("%q is kept as %q", message, got)
			}
		}
		if strings.ContainsFunc(strings.Replace(phrase, "9:00pm", "", 1), unicode.IsDigit) || len(phrase) > 100 {
			t.Errorf("%q has a number, or is long", phrase)
		}
	}
}

// A phrase is whole words at the beginning of a message, and nothing else.
func TestWhatIsNoPhrase(t *testing.T) {
	for _, message := range []string{"", " ", "Deliveredly", "JOHN delivered it", "Not delivered", "Deliver", "-"} {
		if got := phraseOf(message); got != "" {
			t.Errorf("%q is kept as %q", message, got)
		}
	}
}
