package openapi

import (
	"net/http"
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
	problem := g.schemas.Schema(reflect.TypeFor[contract.Fault](), true, "")
	for _, p := range problems {
		response := &huma.Response{
			Description: p.means, Content: map[string]*huma.MediaType{"application/problem+json": {Schema: problem}},
		}
		if p.status == http.StatusServiceUnavailable {
			response.Headers = map[string]*huma.Param{"Retry-After": {Ref: "#/components/headers/RetryAfter"}}
		}
		out.Responses[p.name()] = response
	}
	return out
}

// problem is a status that an action may answer instead of its success.
type problem struct {
	status int
	means  string
	of     func(*contract.Action) bool
}

func (p problem) name() string { return strings.ReplaceAll(http.StatusText(p.status), " ", "") }

func always(*contract.Action) bool                { return true }
func withToken(action *contract.Action) bool      { return !action.Public() }
func ofActor(action *contract.Action) bool        { return !action.Public() && !action.Signed() }
func writing(action *contract.Action) bool        { return !action.Reads() }
func withParameters(action *contract.Action) bool { return len(fields(action.Request)) > 0 }

var problems = []problem{
	{http.StatusBadRequest, "Not the JSON, cursor or header that was asked for", withParameters},
	{http.StatusUnauthorized, "No token or signature, or not a valid one", withToken},
	{http.StatusForbidden, "This kind of actor can never do this", ofActor},
	{http.StatusNotFound, "It is not there, or belongs to somebody else", withParameters},
	{http.StatusConflict, "Things are not in the state for it; the code says why", withToken},
	{http.StatusRequestEntityTooLarge, "The body is larger than 256 KiB", writing},
	{http.StatusUnprocessableEntity, "Fields are not as they should be: one entry for each", withParameters},
	{http.StatusTooManyRequests, "Too many requests; try again later", always},
	{http.StatusInternalServerError, "Something went wrong inside", always},
	{http.StatusServiceUnavailable, "What the API depends on does not answer; try again", always},
}
