// Package id makes identifiers: a prefix that says what is identified, and a ULID, so that ids sort by creation time. The id
// of what lies in the partition of something else names that, too: who has the id alone reads both in one round trip.
// It is the one place of the application that draws randomness.
package id

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"samplepath/shared/clock"
)

// Kind is the prefix of an id.
type Kind string

// The kinds of ids.
const (
	Agency        Kind = "agn"
	Seller        Kind = "sel"
	Creator       Kind = "crt"
	Operator      Kind = "opr"
	Campaign      Kind = "cmp"
	Registration  Kind = "reg"
	ProductList   Kind = "lst"
	Entry         Kind = "shw" // of a showcase
	Sample        Kind = "smp"
	Authorization Kind = "ath"
	Address       Kind = "adr"
)

// within are the kinds whose ids name, between the prefix and their own ULID, what they belong to.
var within = map[Kind]Kind{Registration: Campaign, ProductList: Campaign}

type contextKey struct{}

// WithEntropy returns a context in which ids draw from source: tests use it to repeat themselves.
func WithEntropy(ctx context.Context, source io.Reader) context.Context {
	return context.WithValue(ctx, contextKey{}, source)
}

func entropy(ctx context.Context) io.Reader {
	if source, ok := ctx.Value(contextKey{}).(io.Reader); ok {
		return source
	}
	return rand.Reader
}

// New makes an id of a kind, such as smp_01JD5W0G4Z8QX6T3M9V7K2B1CY. The id of a registration or a product list is made by
// NewWithin.
func New(ctx context.Context, kind Kind) string {
	if within[kind] != "" {
		panic(fmt.Sprintf("an id of the kind %s names its %s", kind, within[kind]))
	}
	return string(kind) + "_" + fresh(ctx)
}

// NewWithin makes an id of a kind that belongs to an owner, such as reg_01JD5W0G4Z8QX6T3M9V7K2B1CY_01JD5X3N6T2M8B7R5V9Q4C1HZK.
func NewWithin(ctx context.Context, kind Kind, owner string) string {
	return Within(kind, owner, fresh(ctx))
}

// Within is the id of a kind that belongs to an owner, from its own part.
func Within(kind Kind, owner, own string) string {
	_, name, _ := strings.Cut(owner, "_")
	return string(kind) + "_" + name + "_" + own
}

// Own is the part of an id that is not its owner's: with the owner at hand, it is enough to store that.
func Own(s string) string { return s[strings.LastIndex(s, "_")+1:] }

// Owner is the id of what an id belongs to: of the campaign, for a registration or a product list. It is empty for an id that
// has not the form of one of those.
func Owner(s string) string {
	prefix, rest, _ := strings.Cut(s, "_")
	kind := Kind(prefix)
	if within[kind] == "" || !Is(s, kind) {
		return ""
	}
	owner, _, _ := strings.Cut(rest, "_")
	return string(within[kind]) + "_" + owner
}

func fresh(ctx context.Context) string {
	u, err := ulid.New(ulid.Timestamp(clock.Now(ctx)), entropy(ctx))
	if err != nil { // the system's random source does not fail; a year beyond 10889 does
		panic(fmt.Errorf("make an id: %w", err))
	}
	return u.String()
}

// First is the least id of a kind that is made at a time: ids of earlier times sort before it.
func First(kind Kind, at time.Time) string {
	var u ulid.ULID
	if err := u.SetTime(ulid.Timestamp(at)); err != nil { // a year beyond 10889
		panic(fmt.Errorf("make an id: %w", err))
	}
	return string(kind) + "_" + u.String()
}

// Is reports whether s has the form of an id of this kind.
func Is(s string, kind Kind) bool {
	prefix, rest, found := strings.Cut(s, "_")
	if !found || prefix != string(kind) {
		return false
	}
	if within[kind] != "" {
		var owner string
		if owner, rest, _ = strings.Cut(rest, "_"); !isULID(owner) {
			return false
		}
	}
	return isULID(rest)
}

// ulidForm is what a ULID looks like: 128 bits in 26 letters and digits.
const ulidForm = "[0-7][0-9A-HJKMNP-TV-Z]{25}"

// Form is the regular expression that the ids of a kind match.
func Form(kind Kind) string {
	if within[kind] != "" {
		return "^" + string(kind) + "_" + ulidForm + "_" + ulidForm + "$"
	}
	return "^" + string(kind) + "_" + ulidForm + "$"
}

func isULID(s string) bool {
	_, err := ulid.ParseStrict(s)
	return err == nil && s == strings.ToUpper(s)
}

// Code makes a short code for a link: 80 random bits as 16 characters that are safe in a URL and in a chat.
func Code(ctx context.Context) string {
	var b [10]byte
	if _, err := io.ReadFull(entropy(ctx), b[:]); err != nil {
		panic(fmt.Errorf("make a code: %w", err))
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
}

// Jitter draws a number from 0 up to, but not including, n, for spreading retries.
func Jitter(ctx context.Context, n int64) int64 {
	var b [8]byte
	if _, err := io.ReadFull(entropy(ctx), b[:]); err != nil || n <= 0 {
		return 0
	}
	var v uint64
	for _, x := range b {
		v = v<<8 | uint64(x)
	}
	return int64(v % uint64(n)) //nolint:gosec // less than n, which is an int64
}
