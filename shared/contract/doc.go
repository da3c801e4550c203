// Package contract lists every action of the application once: its name, route, actors, request and answer, and what
// its function may touch. The CDK app makes functions, grants and routes from it, the OpenAPI document is generated
// from it, and a handler is bound to its entry, so the three cannot disagree.
//
// Requests and answers are plain structs. Their tags say where a field comes from (json, path, query) and what it must
// be, in the vocabulary of JSON Schema: minLength, maxLength, minimum, maximum, minItems, maxItems, uniqueItems,
// pattern, format; doc and example are for the reader. A parameter that is absent has the value of its tag default. No text holds
// control characters (Printable). A text of a type that has an enum (enum.go) is one of its values, or of
// those of the enum that the tag values names. A field is required unless it is a pointer or has omitempty; null is
// the same as absent. The list of a bulk call has rows:"true": its items are judged one by one, each as by itself.
// What needs more than one field is a rule of the request (Ruled), and what needs the state of things is decided by the
// rules alone (shared/campaign and its kin).
// An answer about an aggregate is a view: one type for each kind of actor who reads it, made by one function beside it
// (sample_view.go). What is stored is nobody's answer.
//
// It imports no AWS package.
package contract
