// Package api stands between a Lambda event and a handler: it decodes and checks the request, knows the caller, answers
// repeated requests by their idempotency key, and turns values and faults into HTTP. A handler is left with one
// screen: read, let the rules decide, Commit.
package api
