// Package demo plays one campaign through the HTTP API of a local stack, as its parties would: an agency, a seller, a
// creator and a carrier. `make demo` prints it, `make run` leaves its data behind, and tests drive it.
package demo
