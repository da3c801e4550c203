// Package pattern matches events as EventBridge rules and Lambda event source filters do: a pattern names fields, and
// an event matches if every named field has one of the values allowed for it, or begins with one of the prefixes. What a
// pattern does not name is ignored. Every other operator is refused by name when the pattern is parsed, so no rule
// silently never fires.
package pattern
