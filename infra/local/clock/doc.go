// Package clock is the local stack's virtual time. Everything in the stack that waits (workflow timeouts, schedules,
// retries) waits on this clock, and everything that works says so, so that time never jumps over work in flight: an
// advance of thirty days fires every timer in its order, and lets all the work each one causes come to rest before the
// next. Only this package of the local stack reads the machine's clock.
package clock
