// Package streams carries a table's changes from DynamoDB Streams to functions, as Lambda's event source mappings do:
// in order within a shard, in batches, filtered, retried, and sent to a failure destination when nothing helps.
//
// A failed batch is tried again a few times at once and then on the virtual clock, so a consumer that was killed recovers
// while time stands still. Nudge says that something was written; Drain, for the clock's OnSettle, delivers all there is.
package streams
