package words_test

import (
	"testing"

	"samplepath/shared/words"
)

// A value that looks like a name in braces stays what it is.
func TestSay(t *testing.T) {
	book := words.Open("test", []byte(`{"few": "at least {least} of {what}", "plain": "{least}"}`))
	for want, got := range map[string]string{
		"at least 3 of {least}": book.Say("few", "least", 3, "what", "{least}"),
		"{least}":               book.Say("plain"),
		"":                      book.Say("unknown", "least", 3),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAFileThatIsNoneIsRefused(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it was taken")
		}
	}()
	words.Open("test", []byte(`["few"]`)).Say("few")
}
