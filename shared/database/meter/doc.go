// Package meter is a proxy in front of DynamoDB Local that counts what DynamoDB would charge, and fails on demand.
//
// The emulator's own numbers are wrong for transactions and indexes, so units are computed by the rules of the DynamoDB
// developer guide from the sizes of items: 1 KB a write unit, 4 KB a read unit, half for eventually consistent reads,
// twice in transactions, and the writes to secondary indexes. To know sizes, the proxy reads items before and after a
// write, directly from upstream; those reads are not counted. Two writers of one item at the same moment may be charged
// for each other's size. PartiQL statements count as round trips only.
package meter
