package tabletest

import (
	"context"
	"fmt"
	"slices"
	"testing"
)

// Example runs what an Example function shows, which has no test of its own: with a world in a fresh table that is gone
// afterwards.
func Example(show func(t testing.TB, w *World)) {
	t := &example{}
	defer t.end()
	show(t, NewWorld(t))
}

// example is a test whose failures are panics: nothing else ends an Example function.
type example struct {
	testing.TB // the rest, which nothing here calls
	cleanups   []func()
}

func (e *example) Helper()                      {}
func (e *example) Name() string                 { return "Example" }
func (e *example) Context() context.Context     { return context.Background() }
func (e *example) Cleanup(f func())             { e.cleanups = append(e.cleanups, f) }
func (e *example) Fatal(args ...any)            { panic(fmt.Sprint(args...)) }
func (e *example) Fatalf(f string, args ...any) { panic(fmt.Sprintf(f, args...)) }
func (e *example) Error(args ...any)            { e.Fatal(args...) }
func (e *example) Errorf(f string, args ...any) { e.Fatalf(f, args...) }

func (e *example) end() {
	for _, f := range slices.Backward(e.cleanups) {
		f()
	}
}
