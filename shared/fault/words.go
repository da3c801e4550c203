package fault

import (
	_ "embed"
	"strings"

	"samplepath/shared/words"
)

// The words of problems and of what is wrong with single fields, by code; where a code has several, by "code/which". A deployer
// rephrases or translates them in these files.
var (
	//go:embed problems.en.json
	problemsFile []byte
	//go:embed fields.en.json
	fieldsFile []byte

	problems = words.Open("problems.en.json", problemsFile)
	fields   = words.Open("fields.en.json", fieldsFile)
)

// codeOf is the code of words.
func codeOf(which string) string {
	code, _, _ := strings.Cut(which, "/")
	return code
}
