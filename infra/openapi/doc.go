// Package openapi generates the OpenAPI 3.1 document from the contract: operations from its actions, schemas from the
// tags of its requests and answers, examples from the sample events. Nothing of it runs in a function; what it makes is
// kept in shared/openapi, and a test keeps both in step.
package openapi
