package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"samplepath/shared/contract"
)

const about = `Partner campaigns and what becomes of their samples: sellers register products, agencies share them with creators and
order samples for them, and every sample is followed until there is content and an outcome.

- **Money** is an integer of minor units with an ISO 4217 currency. **Rates** are basis points: 1500 is 15%. **Times** are RFC 3339, answered in UTC.
- **Errors** are RFC 9457 problems (application/problem+json) with a stable ` + "`code`" + ` and one entry per bad field. What belongs to somebody else is 404.
  API Gateway and its authorizer answer some requests by themselves, before or in place of the action: with ` + "`{\"message\": ...}`" + ` as application/json,
  and no code. Each status says when. So does 404 of a path that is no route.
- **Idempotency-Key** makes a POST safe to repeat: the same key and body get the stored answer with ` + "`Idempotency-Replayed: true`" + `.
- **Lists** come in pages: give ` + "`nextCursor`" + ` as ` + "`cursor`" + ` to read on. **Bulk** calls answer row by row.`

// generator makes one document.
type generator struct {
	document *huma.OpenAPI
	schemas  huma.Registry
}

// Document is the OpenAPI 3.1 document of the contract, as indented JSON.
func Document() ([]byte, error) {
	huma.DefaultArrayNullable = false // the API never answers null for a list
	g := generator{schemas: huma.NewMapRegistry(schemaPrefix, namer())}
	g.document = &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "Samplepath", Version: "1.0.0", Description: about, License: &huma.License{Name: "MIT", Identifier: "MIT"},
		},
		Servers:    []*huma.Server{{URL: "/", Description: "Where this document was read"}},
		Security:   []map[string][]string{{idToken: {}}},
		Components: g.components(),
	}
	tags := map[string]bool{}
	for _, action := range contract.Actions() {
		if !action.Routed() {
			continue
		}
		operation, err := g.operation(action)
		if err != nil {
			return nil, fmt.Errorf("describe %s: %w", action.Name, err)
		}
		g.document.AddOperation(operation)
		tags[operation.Tags[0]] = true
	}
	g.nameEnums()
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		g.document.Tags = append(g.document.Tags, &huma.Tag{Name: name})
	}
	return g.encode()
}

// encode writes the document in the vocabulary of JSON Schema alone, by sorted names, so that it changes only where the
// contract does.
func (g *generator) encode() ([]byte, error) {
	encoded, err := json.Marshal(g.document)
	if err != nil {
		return nil, fmt.Errorf("encode the document: %w", err)
	}
	var tree any
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	decoder.UseNumber()
	if err := decoder.Decode(&tree); err != nil {
		return nil, fmt.Errorf("read the document back: %w", err)
	}
	root, _ := tree.(map[string]any)
	standardize(root)
	g.separate(root)
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(root); err != nil {
		return nil, fmt.Errorf("encode the document: %w", err)
	}
	return out.Bytes(), nil
}
