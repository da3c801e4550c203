package contract

import (
	"time"

	"samplepath/shared/fault"
)

// Ruled is a request with rules that rest on several of its fields, or on more than a tag can say, but on nothing stored.
// Package api checks them together with the fields, so that a caller hears of everything at once: fields says what is wrong
// already, and a rule that rests on such a field is left out (fault.Fields.Sound). The rules are those of the nouns'
// packages, which hold for whoever calls them.
type Ruled interface {
	Check(now time.Time, fields *fault.Fields)
}
