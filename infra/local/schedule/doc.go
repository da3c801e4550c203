// Package schedule runs the application's schedules on the virtual clock: EventBridge Scheduler's and scheduled rules',
// at a rate, or every hour at a minute. Other expressions are refused by name.
//
// An advance of the clock stops at every tick, in order, and lets its work come to rest. That has a price: thirty days of
// a rate(5 minutes) are 8,640 invocations. Who only wants the days to pass can Pause a schedule or widen it with
// SetInterval for a while; nothing is coalesced behind anybody's back.
package schedule
