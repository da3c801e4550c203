// Package table is the single DynamoDB table: its schema, keys, one function per access pattern, and one transaction
// per business event. It is the only package that knows the DynamoDB SDK. The rules it stores the results of are in
// shared/campaign, shared/sample and their kin, which it may import and which never import it.
package table
