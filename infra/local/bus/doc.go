// Package bus is EventBridge: the PutEvents API that the AWS SDK speaks, buses, and rules that hand matching events to
// functions asynchronously, in the order they were put. Its Courier delivers as EventBridge does, with retries on the
// virtual clock and dead letters, for schedules as well.
//
// Stricter than the cloud in one thing: an entry for a bus that does not exist is refused, where EventBridge loses it.
package bus
