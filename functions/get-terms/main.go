// Command get-terms shows the terms that creators agree to (feature D2).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/terms"
)

func main() { api.Start(contract.GetTerms, handle) }

func handle(_ context.Context, call *api.Call[contract.GetTermsRequest]) (contract.Terms, error) {
	version := call.Request.Version
	if version == "current" {
		version = terms.Current
	}
	text, err := terms.Text(version)
	return contract.Terms{Version: version, Current: version == terms.Current, Text: text}, err
}
