// Package openapi holds the OpenAPI 3.1 document of the API, which infra/openapi generates from the contract
// (`make golden` renews it; a test there fails while it is behind).
package openapi

import _ "embed"

// Document is the document as JSON.
//
//go:embed openapi.json
var Document []byte
