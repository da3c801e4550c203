package openapi

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"samplepath/shared/actor"
	"samplepath/shared/contract"
)

// operation describes one action.
func (g *generator) operation(action *contract.Action) (*huma.Operation, error) {
	cases, err := examples(action)
	if err != nil {
		return nil, err
	}
	answers, err := answered(action)
	if err != nil {
		return nil, err
	}
	out := &huma.Operation{
		Method: action.Method, Path: action.Path, OperationID: action.Name, Summary: strings.TrimSuffix(action.Summary, "."),
		Description: callers(action), Tags: []string{tag(action)}, Parameters: g.parameters(action, cases),
		Responses: g.responses(action, answers),
	}
	if action.Response.Kind() == reflect.Interface && len(action.Answers) == 0 {
		return nil, errors.New("say in its Answers which types it answers")
	}
	switch {
	case action.Public():
		out.Security = []map[string][]string{{}}
	case action.Signed():
		out.Security = []map[string][]string{{signature: {}}}
	}
	if rows := action.RowProblems(); len(rows) > 0 {
		out.Extensions = map[string]any{"x-row-codes": codes(rows)}
		out.Description += " A problem within the answer (of a row, or a reason) has one of the codes of x-row-codes."
	}
	if action.HasBody() {
		out.RequestBody = g.body(action, cases)
	}
	return out, nil
}

// callers says who may call an action.
func callers(action *contract.Action) string {
	switch {
	case action.Public():
		return "For everybody."
	case action.Signed():
		return "For the provider, which signs its body."
	}
	var names []string
	for _, kind := range action.Actors {
		names = append(names, plural[kind])
	}
	return "For " + strings.Join(names, ", ") + "."
}

var plural = map[actor.Kind]string{
	actor.Agency: "agencies", actor.Seller: "sellers", actor.Creator: "creators", actor.Operator: "operators",
}

// tag is the noun of an action's path: its last collection, or what the path begins with.
func tag(action *contract.Action) string {
	segments := strings.Split(strings.TrimPrefix(action.Path, "/v1/"), "/")
	out := segments[0]
	for i, segment := range segments[1:] {
		if strings.HasPrefix(segments[i], "{") && strings.HasSuffix(segment, "s") {
			out = segment
		}
	}
	return strings.TrimSuffix(out, ".json")
}

// body is the JSON that an action takes. Of a signed request it is the provider's own.
func (g *generator) body(action *contract.Action, cases []example) *huma.RequestBody {
	media := &huma.MediaType{}
	if action.Signed() {
		media.Schema = &huma.Schema{Type: huma.TypeObject, Description: "The provider's own", AdditionalProperties: true}
	} else {
		media.Schema, media.Examples = g.schemas.Schema(action.Request, true, ""), map[string]*huma.Example{}
		for _, c := range cases {
			if json.Valid(c.body) {
				media.Examples[c.name] = &huma.Example{Value: c.body}
			}
		}
	}
	out := &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": media}}
	if action.Request.Implements(reflect.TypeFor[contract.Tabular]()) {
		out.Content["text/csv"] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Description: "The same rows, after a line of their JSON names"}}
	}
	return out
}

// responses are an action's success and what may go wrong.
func (g *generator) responses(action *contract.Action, answers map[string]*huma.Example) map[string]*huma.Response {
	success := &huma.Response{Description: http.StatusText(action.Status), Content: map[string]*huma.MediaType{}}
	if action.Response == reflect.TypeFor[contract.Document]() {
		success.Content[action.File] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	} else {
		success.Content["application/json"] = &huma.MediaType{Schema: g.answer(action), Examples: answers}
	}
	if action.Response.Implements(reflect.TypeFor[contract.Sheet]()) {
		success.Content["text/csv"] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Description: "The same rows, with format=csv"}}
	}
	if action.Keyed() {
		success.Headers = map[string]*huma.Param{"Idempotency-Replayed": {Ref: "#/components/headers/IdempotencyReplayed"}}
	}
	out := map[string]*huma.Response{strconv.Itoa(action.Status): success}
	maps.Copy(out, g.refusals(action))
	return out
}

func (g *generator) answer(action *contract.Action) *huma.Schema {
	switch {
	case len(action.Answers) > 0:
		return g.views(action)
	case action.Public():
		return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
	}
	return g.schemas.Schema(action.Response, true, "")
}

// views is what an action answers that answers each kind of caller with a view of its own. A member named view says whose it
// is, where the views have one.
func (g *generator) views(action *contract.Action) *huma.Schema {
	var all []*huma.Schema
	mapping := map[string]string{}
	for _, kind := range action.Actors {
		schema := g.schemas.Schema(action.Answers[kind], true, "")
		all = append(all, schema)
		if _, told := action.Answers[kind].FieldByName("View"); told {
			mapping[string(kind)] = schema.Ref
		}
	}
	if len(mapping) < len(all) {
		return &huma.Schema{AnyOf: all}
	}
	return &huma.Schema{OneOf: all, Discriminator: &huma.Discriminator{PropertyName: "view", Mapping: mapping}}
}
