// Package gateway is an API Gateway HTTP API in front of functions, payload format 2.0: routes, JWT authorizers, CORS,
// throttling, and the answers that API Gateway gives by itself. Tokens are checked by the virtual clock against keys
// from a Keys, so nothing leaves the machine. Throttling and timeouts are in real time, as they protect the machine.
package gateway
