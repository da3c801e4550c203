package api

import (
	_ "embed"
	"sync"

	"samplepath/shared/words"
)

// What stands above the columns of files, by the JSON name of what is in them. As it is, a column has that name, so that a file
// which was exported can be uploaded. A deployer may head them in another language here: uploads understand both.
//
//go:embed columns.en.json
var columnsFile []byte

var headings = words.Open("columns.en.json", columnsFile)

// named are the JSON names of columns by what stands above them.
var named = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for name, heading := range headings.All() {
		out[heading] = name
	}
	return out
})

// headingsOf are what stands above the columns of a file.
func headingsOf(names []string) []string {
	out := make([]string, 0, len(names))
	for _, name := range names {
		out = append(out, headings.Say(name))
	}
	return out
}
