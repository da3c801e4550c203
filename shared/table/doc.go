// Package table is the engine of the single DynamoDB table: consistent reads and queries, pages and their cursors, one
// transaction per business event with the event in it, idempotency records, and what the stream hands on. Beside it, package
// keys is the map of the table, and one package for each area holds the access patterns: a function for each question, and one
// for each business event. They, and nothing else, know the DynamoDB SDK. The rules are in shared/campaign, shared/sample
// and their kin, which never import any of these.
package table
