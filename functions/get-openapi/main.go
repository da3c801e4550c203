// Command get-openapi is the Lambda function of that action.
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
