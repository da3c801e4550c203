package openapi

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"samplepath/shared/contract"
)

// nameEnums puts, in every schema, a reference to the contract's enum in the place of each member that has one.
func (g *generator) nameEnums() {
	schemas := g.schemas.Map()
	for _, name := range slices.Collect(maps.Keys(schemas)) {
		of := g.schemas.TypeFromRef(schemaPrefix + name)
		if of == nil || of.Kind() != reflect.Struct {
			continue
		}
		for _, field := range fields(of) {
			member, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if property := schemas[name].Properties[member]; property != nil {
				schemas[name].Properties[member] = g.named(property, field)
			}
		}
	}
}

// named is the schema of a field, by reference where the field has an enum. A field that is always of one value says so in
// its tag, and is no enum.
func (g *generator) named(schema *huma.Schema, field reflect.StructField) *huma.Schema {
	enum, listed := contract.EnumOf(field.Type, field.Tag)
	if !listed || field.Tag.Get("enum") != "" {
		return schema
	}
	g.schemas.Map()[enum.Name] = enumSchema(enum)
	reference := &huma.Schema{Ref: schemaPrefix + enum.Name}
	if schema.Type == huma.TypeArray {
		schema.Items = reference
		return schema
	}
	reference.Description, reference.Default = schema.Description, schema.Default
	return reference
}

func enumSchema(enum contract.Enum) *huma.Schema {
	out := &huma.Schema{Type: huma.TypeString}
	for _, value := range enum.Values {
		out.Enum = append(out.Enum, value)
	}
	return out
}
