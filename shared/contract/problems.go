package contract

import (
	"reflect"
	"slices"
	"strings"

	"samplepath/shared/fault"
)

// Problems are the faults that the action may answer instead of its success: those of its rules (Errors), and those of the
// frame that follow from its route, callers, request and answer. Each code is there once. No other code ever reaches a
// caller: package apitest fails the test in which one does.
func (a *Action) Problems() []*fault.Error {
	out := slices.Clone(a.Errors)
	add := func(when bool, faults ...*fault.Error) {
		if when {
			out = append(out, faults...)
		}
	}
	token, body := !a.Public() && !a.Signed(), !a.Reads()
	add(true, fault.ErrFields, fault.ErrInternal, fault.Busy) // a parameter that is unknown is a bad field of every request
	add(token, fault.ErrUnauthenticated, fault.ErrWrongActor)
	add(body, fault.ErrTooLarge, fault.ErrMalformedBody)
	add(a.HasBody() && !a.Signed(), fault.ErrMalformedJSON)
	add(a.Keyed(), fault.ErrKey, fault.ErrKeyReused)
	add(strings.Contains(a.Path, "{"), fault.ErrNowhere)
	add(asks(a.Request, "cursor"), fault.ErrCursor)
	add(a.Request.Implements(reflect.TypeFor[Tabular]()), fault.ErrMalformedCSV)
	for i, e := range out {
		out[i] = a.Refusal(e)
	}
	return once(out)
}

// Refusal is a fault as the action answers with it. A read changes nothing, so nothing is in conflict with it: what cannot be
// shown as things are is not there (404), and the code says why.
func (a *Action) Refusal(e *fault.Error) *fault.Error {
	if !a.Reads() || e.Kind != fault.Conflict {
		return e
	}
	out := *e
	out.Kind = fault.NotFound
	return &out
}

// RowProblems are the faults that a success of the action may tell of: of a row of a bulk call, or as what stands in the way
// of something.
func (a *Action) RowProblems() []*fault.Error {
	out := slices.Clone(a.RowErrors)
	if reflect.PointerTo(a.Response).Implements(reflect.TypeFor[bulk]()) {
		out = append(out, fault.ErrFields, fault.ErrKeyReused, fault.ErrInternal, fault.Busy)
	}
	return once(out)
}

// bulk is every Rows.
type bulk interface{ bulk() }

// Keyed reports whether the action takes an Idempotency-Key, under which its answer is kept: every change that a token authorizes
// does, unless its answer is personal.
func (a *Action) Keyed() bool { return a.Routed() && !a.Reads() && !a.Signed() && !a.Personal }

// asks reports whether a request has a query parameter.
func asks(request reflect.Type, parameter string) bool {
	for _, field := range reflect.VisibleFields(request) {
		if name, _, _ := strings.Cut(field.Tag.Get("query"), ","); name == parameter {
			return true
		}
	}
	return false
}

// once keeps the first fault of each code.
func once(faults []*fault.Error) []*fault.Error {
	seen := map[string]bool{}
	return slices.DeleteFunc(faults, func(e *fault.Error) bool {
		again := seen[e.Code]
		seen[e.Code] = true
		return again
	})
}
