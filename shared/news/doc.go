// Package news applies what carriers and the platform tell to the samples that it is about (features H3, H8), and keeps it
// where nobody knows yet which these are, until the label or the link says so (feature H10). What arrives and what was kept
// take the same way, so each is applied once, whichever is first.
//
// Everything is one transaction a sample: the sample, its events, and the record by which the same news is known again. A
// parcel of several samples is several transactions, and a repetition finishes what is left. It answers table.ErrChanged
// where something changed meanwhile, and is to be run by table.Decide.
package news

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"samplepath/shared/contract"
)

// rememberFor is how long news is known again. Providers try for some days.
const rememberFor = 30 * 24 * time.Hour

// Result says what became of news.
type Result = contract.NewsResult

// The results.
const (
	Recorded      = contract.NewsRecorded
	Duplicate     = contract.NewsDuplicate
	Kept          = contract.NewsKept
	Ignored       = contract.NewsIgnored
	Unknown       = contract.NewsOfUnknownShipment
	Stale         = contract.NewsStale
	UnknownStatus = contract.NewsOfUnknownStatus
)

// longestID is how long an id of a source may be, in bytes, to be part of a key as it is.
const longestID = 128

// known is an id of a source as we know it again.
func known(id string) string {
	if len(id) <= longestID {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:])
}
