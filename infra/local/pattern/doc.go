// Package pattern matches events as EventBridge rules and Lambda event source filters do: a pattern names fields, and
// an event matches if every named field has one of the values allowed for it. What a pattern does not name is ignored.
// An operator that EventBridge does not have is refused when the pattern is parsed, so no rule silently never fires.
// (github.com/timbray/quamina matches far more patterns at once, but has neither $or nor numeric ranges.)
package pattern
