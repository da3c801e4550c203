package openapi

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"samplepath/shared/contract"
	"samplepath/shared/id"
)

// namer names schemas by their type; a second type of the same name gets the name of its package, too.
func namer() func(reflect.Type, string) string {
	taken := map[string]reflect.Type{}
	return func(t reflect.Type, hint string) string {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		name := huma.DefaultSchemaNamer(t, hint)
		if t.Kind() != reflect.Struct {
			return name
		}
		if other, used := taken[name]; used && other != t {
			name = strings.ToUpper(path.Base(t.PkgPath())[:1]) + path.Base(t.PkgPath())[1:] + name
		}
		taken[name] = t
		return name
	}
}

const schemaPrefix = "#/components/schemas/"

// registered are the formats that JSON Schema and OpenAPI know.
var registered = []string{"binary", "date-time", "email", "int32", "int64", "uri"}

// standardize turns what only package api knows into JSON Schema: ids and phone numbers are formats there, and patterns
// here.
func standardize(node any) {
	switch n := node.(type) {
	case []any:
		for _, element := range n {
			standardize(element)
		}
	case map[string]any:
		format, _ := n["format"].(string)
		switch {
		case n["type"] == nil:
		case format == "phone":
			n["pattern"] = `^\+[1-9][0-9]{6,14}$`
			delete(n, "format")
		case format != "" && !slices.Contains(registered, format): // the prefix of an id
			n["pattern"] = id.Form(id.Kind(format))
			delete(n, "format")
		}
		for _, member := range n {
			standardize(member)
		}
	}
}

// separate tells what is asked for from what is answered. What a request may hold is closed, and its pointers may be
// absent (package contract). Answers may get more members, so clients have to take those they do not know.
func (g *generator) separate(root map[string]any) {
	components, _ := root["components"].(map[string]any)
	schemas, _ := components["schemas"].(map[string]any)
	asked := map[string]bool{}
	paths, _ := root["paths"].(map[string]any)
	for _, path := range paths {
		for _, node := range path.(map[string]any) {
			operation := node.(map[string]any)
			mark(operation["requestBody"], schemas, asked)
			parameters, _ := operation["parameters"].([]any)
			for _, parameter := range parameters {
				printable(parameter.(map[string]any)["schema"])
			}
		}
	}
	shared, _ := components["parameters"].(map[string]any)
	for _, parameter := range shared {
		printable(parameter.(map[string]any)["schema"])
	}
	for name, node := range schemas {
		schema, _ := node.(map[string]any)
		switch {
		case g.schemas.TypeFromRef(schemaPrefix+name) == nil: // an enum
		case asked[name]:
			properties, _ := schema["properties"].(map[string]any)
			for _, property := range properties {
				printable(property)
			}
			relax(schema, g.schemas.TypeFromRef(schemaPrefix+name))
		case schema["additionalProperties"] == false:
			delete(schema, "additionalProperties")
		}
	}
	for _, path := range paths {
		for _, operation := range path.(map[string]any) {
			if body, ok := operation.(map[string]any)["requestBody"].(map[string]any); ok {
				needless(body, schemas)
			}
		}
	}
}

// printable says of a text of a request which characters it may hold, where no pattern of its own does, and the same of the items
// of a list.
func printable(node any) {
	schema, _ := node.(map[string]any)
	if items, list := schema["items"]; list {
		printable(items)
		return
	}
	kind := schema["type"]
	if kinds, several := kind.([]any); several { // or null
		kind = kinds[0]
	}
	if kind == huma.TypeString && schema["pattern"] == nil && schema["enum"] == nil && schema["format"] != "date-time" {
		schema["pattern"] = contract.Printable
	}
}

// needless says of a body whose every member may be absent that it may be absent too.
func needless(body, schemas map[string]any) {
	content, _ := body["content"].(map[string]any)
	media, _ := content["application/json"].(map[string]any)
	schema, _ := media["schema"].(map[string]any)
	reference, referred := schema["$ref"].(string)
	of, _ := schemas[strings.TrimPrefix(reference, schemaPrefix)].(map[string]any)
	if referred && of["required"] == nil {
		delete(body, "required")
	}
}

// relax takes the pointers of a request's type off what is required. What may be absent may also be null.
func relax(schema map[string]any, of reflect.Type) {
	required, _ := schema["required"].([]any)
	for _, field := range fields(of) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Type.Kind() == reflect.Pointer {
			required = slices.DeleteFunc(required, func(n any) bool { return n == name })
		}
	}
	properties, _ := schema["properties"].(map[string]any)
	for name, property := range properties {
		if !slices.Contains(required, any(name)) {
			properties[name] = orNull(property.(map[string]any))
		}
	}
	if schema["required"] = required; len(required) == 0 {
		delete(schema, "required")
	}
}

// orNull is a schema that takes null besides.
func orNull(schema map[string]any) map[string]any {
	if _, referred := schema["$ref"]; referred {
		return map[string]any{"anyOf": []any{schema, map[string]any{"type": "null"}}}
	}
	if kind, one := schema["type"].(string); one {
		schema["type"] = []any{kind, "null"}
	}
	if enum, ok := schema["enum"].([]any); ok {
		schema["enum"] = append(enum, nil)
	}
	return schema
}

// mark notes every schema that a node refers to.
func mark(node any, schemas map[string]any, asked map[string]bool) {
	switch n := node.(type) {
	case []any:
		for _, element := range n {
			mark(element, schemas, asked)
		}
	case map[string]any:
		if reference, ok := n["$ref"].(string); ok {
			name := strings.TrimPrefix(reference, schemaPrefix)
			if !asked[name] {
				asked[name] = true
				mark(schemas[name], schemas, asked)
			}
		}
		for _, member := range n {
			mark(member, schemas, asked)
		}
	}
}
