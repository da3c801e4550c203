package template

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Resource is one resource of the synthesized application, of whatever type, with its references resolved.
type Resource struct {
	Stack, ID  string
	Type       string
	Name, ARN  string // ARN is empty for types that are not known to have one
	Policy     string // DeletionPolicy
	Properties map[string]any
	References []Reference // in the order of their paths
}

// Reference is a place of a resource's properties that names another resource.
type Reference struct {
	Path string // such as "Targets.[].Arn"
	To   *Resource
}

// Resources reads everything that was synthesized into dir, for those who look at the application as a whole.
func Resources(dir string) ([]*Resource, error) {
	a, err := readAssembly(dir)
	if err != nil {
		return nil, err
	}
	var all []*Resource
	made := map[*resource]*Resource{}
	byARN := map[string]*Resource{}
	for _, r := range a.resources("") {
		properties, err := r.stack.resolve(r.Properties)
		if err != nil {
			return nil, r.fault(err)
		}
		name, arn, err := r.identity()
		if err != nil {
			return nil, r.fault(err)
		}
		resolved := &Resource{Stack: r.stack.name, ID: r.id, Type: r.kind, Name: name, ARN: arn, Policy: r.DeletionPolicy}
		resolved.Properties, _ = properties.(map[string]any)
		made[r] = resolved
		all = append(all, resolved)
		if arn != "" {
			byARN[strings.TrimSuffix(arn, ":*")] = resolved
		}
	}
	for r, resolved := range made {
		r.references(nil, r.Properties, func(path []string, to *resource) {
			resolved.References = append(resolved.References, Reference{strings.Join(path, "."), made[to]})
		})
		mentions(nil, resolved.Properties, func(path []string, text string) {
			if to := byARN[strings.TrimSuffix(text, ":*")]; to != nil && to != resolved {
				resolved.References = append(resolved.References, Reference{strings.Join(path, "."), to})
			}
		})
		resolved.References = tidy(resolved.References)
	}
	return all, nil
}

// references finds Ref, Fn::GetAtt and Fn::ImportValue in a value that is not resolved. What a text is joined from counts
// as being at the place of the text.
func (r *resource) references(path []string, value any, found func([]string, *resource)) {
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			r.references(step(path, "[]"), element, found)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			inner := value[key]
			switch key {
			case "Ref":
				if to := r.stack.Resources[fmt.Sprint(inner)]; to != nil {
					found(path, to)
				}
			case "Fn::GetAtt":
				if parts, ok := inner.([]any); ok && len(parts) == 2 {
					if to := r.stack.Resources[fmt.Sprint(parts[0])]; to != nil {
						found(path, to)
					}
				}
			case "Fn::ImportValue":
				for _, s := range r.stack.assembly.stacks {
					for _, output := range s.Outputs {
						if output.Export.Name == inner {
							(&resource{stack: s}).references(path, output.Value, found)
						}
					}
				}
			case "Fn::Join":
				if parts, ok := inner.([]any); ok && len(parts) == 2 {
					elements, _ := parts[1].([]any)
					for _, element := range elements {
						r.references(path, element, found)
					}
				}
			default:
				r.references(step(path, key), inner, found)
			}
		}
	}
}

// mentions finds every text in a resolved value.
func mentions(path []string, value any, found func([]string, string)) {
	switch value := value.(type) {
	case string:
		found(path, value)
	case []any:
		for _, element := range value {
			mentions(step(path, "[]"), element, found)
		}
	case map[string]any:
		for key, inner := range value {
			mentions(step(path, key), inner, found)
		}
	}
}

func step(path []string, next string) []string { return append(slices.Clip(path), next) }

// tidy sorts references and leaves each out but once.
func tidy(all []Reference) []Reference {
	key := func(r Reference) string { return r.Path + " " + r.To.Stack + " " + r.To.ID }
	slices.SortFunc(all, func(a, b Reference) int { return strings.Compare(key(a), key(b)) })
	return slices.CompactFunc(all, func(a, b Reference) bool { return key(a) == key(b) })
}
