// Package fault holds the errors that the application answers with: each has a kind, which decides the HTTP status, and
// a stable code, which clients and state machines may rely on. Everything else is internal and shown to nobody.
package fault

import (
	"errors"
	"strings"
)

// Kind is the class of a fault.
type Kind string

// The kinds, in the order of their HTTP status.
const (
	Malformed       Kind = "malformed"       // 400: not the JSON, cursor or header that was asked for
	Unauthenticated Kind = "unauthenticated" // 401
	Forbidden       Kind = "forbidden"       // 403: this actor may never do this
	NotFound        Kind = "not_found"       // 404: is not there, or belongs to somebody else
	Conflict        Kind = "conflict"        // 409: not in the state that things are in
	TooLarge        Kind = "too_large"       // 413
	Invalid         Kind = "invalid"         // 422: one entry per bad field
	Throttled       Kind = "throttled"       // 429
	Internal        Kind = "internal"        // 500
	Unavailable     Kind = "unavailable"     // 503: what we depend on does not answer; try again
)

// Error is a fault with its code. Two faults are the same to errors.Is when their codes are.
type Error struct {
	Kind    Kind
	Code    string         // stable, snake_case
	which   string         // of its words, problems.en.json
	Fields  []Field        // of an Invalid fault
	Details map[string]any // further members of the answer, such as the id of the earlier sample
}

// Field is one thing wrong with one field.
type Field struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// New makes a fault of a code, with its words (words.go). A code that has several is followed by which: "application_taken/yours".
func New(kind Kind, which string) *Error {
	return &Error{Kind: kind, Code: codeOf(which), which: which}
}

// Message is for a person; it holds no personal data.
func (e *Error) Message() string { return problems.Say(e.which) }

func (e *Error) Error() string { return e.Code + ": " + e.Message() }

// Is makes errors.Is compare codes.
func (e *Error) Is(target error) bool {
	other, ok := target.(*Error)
	return ok && other.Code == e.Code
}

// With returns a copy that also answers name: value.
func (e *Error) With(name string, value any) *Error {
	out := *e
	out.Details = map[string]any{name: value}
	for k, v := range e.Details {
		out.Details[k] = v
	}
	return &out
}

// Code is the stable code of err, or "internal" where it is not a fault.
func Code(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return "internal"
}

// CodeInvalid is the code of every fault that lists fields.
const CodeInvalid = "invalid_fields"

// Fields collects what is wrong with a request, field by field. The zero value is ready.
type Fields []Field

// Add notes that a field is wrong: by a code, with its words (words.go). A code that has several is followed by which:
// "required/blank". The values are those that the words name, each after its name: "least", 1.
func (f *Fields) Add(field, which string, values ...any) {
	*f = append(*f, Field{field, codeOf(which), fields.Say(which, values...)})
}

// Check notes it unless ok. A field that is wrong already stays wrong in one way.
func (f *Fields) Check(ok bool, field, which string, values ...any) {
	if !ok && f.Sound(field) {
		f.Add(field, which, values...)
	}
}

// Sound reports whether nothing is noted of some fields, of what they hold, and of what holds them: whether a rule that
// rests on them can be judged.
func (f *Fields) Sound(fields ...string) bool {
	for _, noted := range *f {
		for _, field := range fields {
			if within(noted.Field, field) || within(field, noted.Field) {
				return false
			}
		}
	}
	return true
}

// within reports whether a path is another one, or leads on from it.
func within(path, of string) bool {
	rest, begins := strings.CutPrefix(path, of)
	return begins && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// maxFields is how many bad fields an answer lists.
const maxFields = 100

// Err is the fault that lists them, or nil if there are none. Of more than a hundred it lists the first, and how many more
// there are.
func (f *Fields) Err() error {
	if len(*f) == 0 {
		return nil
	}
	out := *ErrFields
	out.Fields = f.listed()
	return &out
}

func (f *Fields) listed() []Field {
	more := len(*f) - maxFields
	if more <= 0 {
		return *f
	}
	out := (*f)[:maxFields:maxFields]
	out.Add("", "more_fields", "count", more)
	return out
}
