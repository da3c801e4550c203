// Command get-openapi answers the OpenAPI 3.1 document of this API.
package main

import (
	"context"
	"encoding/json"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/openapi"
)

func main() { api.Start(contract.GetOpenapi, handle) }

func handle(context.Context, *api.Call[contract.None]) (json.RawMessage, error) {
	return openapi.Document, nil
}
