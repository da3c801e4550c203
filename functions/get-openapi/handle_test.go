package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Anybody reads the document: without a token, and with nothing of any party in it.
func TestGetOpenAPI(t *testing.T) {
	serve := apitest.Server(contract.GetOpenapi, nil, handle)
	answer := serve(t, apitest.Event(t, "get-openapi/get"))
	var document struct {
		OpenAPI string                    `json:"openapi"`
		Paths   map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal([]byte(answer.Body), &document); err != nil || answer.Status != http.StatusOK {
		t.Fatalf("%d: %v", answer.Status, err)
	}
	if !strings.HasPrefix(document.OpenAPI, "3.1.") || document.Paths["/v1/openapi.json"]["get"] == nil || document.Paths["/v1/samples"]["post"] == nil {
		t.Errorf("OpenAPI %s with %d paths", document.OpenAPI, len(document.Paths))
	}
}
