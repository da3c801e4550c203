// Package answers holds, for each action, what tests were answered to sample events: the examples of the document. `make answers`
// writes them anew (package apitest).
package answers

import "embed"

// Files are <action>.json: an object of answers by the case of the sample event.
//
//go:embed *.json
var Files embed.FS
