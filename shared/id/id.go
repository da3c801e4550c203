// Package id makes identifiers: a prefix that says what is identified, and a ULID, so that ids sort by creation time.
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

// New makes an id of a kind, such as smp_01JD5W0G4Z8QX6T3M9V7K2B1CY.
func New(ctx context.Context, kind Kind) string {
	u, err := ulid.New(ulid.Timestamp(clock.Now(ctx)), entropy(ctx))
	if err != nil { // the system's random source does not fail; a year beyond 10889 does
		panic(fmt.Errorf("make an id: %w", err))
	}
	return string(kind) + "_" + u.String()
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
	if !found || prefix != string(kind) || rest != strings.ToUpper(rest) {
		return false
	}
	_, err := ulid.ParseStrict(rest)
	return err == nil
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
