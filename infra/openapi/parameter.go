package openapi

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"samplepath/shared/contract"
)

// parameters are what an action takes from path, query and headers.
func (g *generator) parameters(action *contract.Action, cases []example) []*huma.Param {
	var out []*huma.Param
	for _, field := range fields(action.Request) {
		if name := field.Tag.Get("path"); name != "" {
			p := g.parameter(field, "path", name)
			p.Required = true
			if len(cases) > 0 && cases[0].path[name] != "" {
				p.Example = cases[0].path[name]
			}
			out = append(out, p)
		}
		if name, options, _ := strings.Cut(field.Tag.Get("query"), ","); name != "" {
			if shared := g.document.Components.Parameters[paging[name]]; shared != nil && shared.Description == field.Tag.Get("doc") {
				out = append(out, &huma.Param{Ref: "#/components/parameters/" + paging[name]})
				continue
			}
			p := g.parameter(field, "query", name)
			p.Required = !strings.Contains(options, "omitempty")
			out = append(out, p)
		}
	}
	if action.Keyed() {
		out = append(out, &huma.Param{Ref: "#/components/parameters/IdempotencyKey"})
	}
	return out
}

func (g *generator) parameter(field reflect.StructField, in, name string) *huma.Param {
	schema := huma.SchemaFromField(g.schemas, field, "")
	description := schema.Description
	schema.Description = ""
	schema = g.named(schema, field)
	return &huma.Param{Name: name, In: in, Description: description, Schema: schema}
}

// fields are a request's fields, those of embedded structs, too.
func fields(request reflect.Type) []reflect.StructField {
	var out []reflect.StructField
	for i := range request.NumField() {
		field := request.Field(i)
		if field.Anonymous && field.Tag.Get("json") == "" {
			out = append(out, fields(field.Type)...)
			continue
		}
		out = append(out, field)
	}
	return out
}

// paging are the components that stand for the fields of contract.Paging.
var paging = map[string]string{"limit": "Limit", "cursor": "Cursor"}
