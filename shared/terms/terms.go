// Package terms has the texts that creators agree to before they add products to their showcase (feature D2). A text never
// changes: who changes the terms adds a file named by its version and makes that Current.
package terms

import (
	"embed"

	"samplepath/shared/fault"
)

// Current is the version that creators agree to at present.
const Current = "2026-01"

// ErrNotFound is the answer where there is no such version.
var ErrNotFound = fault.New(fault.NotFound, "terms_not_found")

//go:embed *.md
var texts embed.FS

// Text is the text of a version, in Markdown. It answers ErrNotFound.
func Text(version string) (string, error) {
	text, err := texts.ReadFile(version + ".md")
	if err != nil {
		return "", ErrNotFound
	}
	return string(text), nil
}
