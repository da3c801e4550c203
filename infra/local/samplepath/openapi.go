package main

import (
	"context"
	"os"

	"samplepath/infra/openapi"
)

// describe prints the OpenAPI document.
func describe(context.Context, []string) error {
	document, err := openapi.Document()
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(document)
	return err
}
