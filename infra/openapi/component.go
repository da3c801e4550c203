package openapi

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"samplepath/shared/contract"
)

// The security schemes.
const (
	idToken   = "idToken"
	signature = "signature"
)

func (g *generator) components() *huma.Components {
	out := &huma.Components{
		Schemas:    g.schemas,
		Parameters: map[string]*huma.Param{},
		Responses:  map[string]*huma.Response{},
		Examples:   map[string]*huma.Example{},
		Headers: map[string]*huma.Header{
			"IdempotencyReplayed": {
				Description: "true where this is the stored answer of an earlier request with the same key",
				Schema:      &huma.Schema{Type: huma.TypeBoolean},
			},
			"RetryAfter": {
				Description: "Seconds after which the request may be made again",
				Schema:      &huma.Schema{Type: huma.TypeInteger},
			},
		},
		SecuritySchemes: map[string]*huma.SecurityScheme{
			idToken: {
				Type: "http", Scheme: "bearer", BearerFormat: "JWT",
				Description: "The ID token of the user pool; its claims custom:actor and custom:actor_id say who calls.",
			},
			signature: {
				Type: "apiKey", In: "header", Name: "X-Hmac-Signature",
				Description: "HMAC-SHA256 of the raw body, in the header and the form of the provider.",
			},
		},
	}
	for _, field := range fields(reflect.TypeFor[contract.Paging]()) {
		name, _, _ := strings.Cut(field.Tag.Get("query"), ",")
		out.Parameters[paging[name]] = g.parameter(field, "query", name)
	}
	least, most := 1, 128
	out.Parameters["IdempotencyKey"] = &huma.Param{
		Name: "Idempotency-Key", In: "header", Description: "Makes the request safe to repeat for 48 hours",
		Schema: &huma.Schema{Type: huma.TypeString, MinLength: &least, MaxLength: &most, Pattern: "^[!-~]+$"},
	}
	return out
}
