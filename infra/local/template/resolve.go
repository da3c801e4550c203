package template

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// resolve replaces the intrinsic functions in value, at any depth.
func (s *stack) resolve(value any) (any, error) {
	switch value := value.(type) {
	case map[string]any:
		if len(value) == 1 {
			for name, argument := range value {
				if name == "Ref" || strings.HasPrefix(name, "Fn::") {
					return s.call(name, argument)
				}
			}
		}
		return s.resolveMap(value)
	case []any:
		return s.resolveList(value)
	case string:
		if strings.Contains(value, "{{resolve:") {
			return nil, fmt.Errorf("the dynamic reference %s has no value locally", value)
		}
	}
	return value, nil
}

func (s *stack) resolveMap(object map[string]any) (any, error) {
	resolved := make(map[string]any, len(object))
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(object)) {
		value, err := s.resolve(object[name])
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
		}
		resolved[name] = value
	}
	return resolved, errors.Join(faults...)
}

func (s *stack) resolveList(list []any) (any, error) {
	resolved := make([]any, len(list))
	var faults []error
	for i, element := range list {
		value, err := s.resolve(element)
		faults = append(faults, err)
		resolved[i] = value
	}
	return resolved, errors.Join(faults...)
}

// call evaluates one intrinsic function.
func (s *stack) call(name string, argument any) (any, error) {
	text, isText := argument.(string)
	list, _ := argument.([]any)
	switch {
	case name == "Ref":
		return s.ref(text)
	case name == "Fn::ImportValue" && isText:
		return s.assembly.imported(text)
	case name == "Fn::Sub" && isText:
		return s.sub(text)
	case name == "Fn::GetAtt" && len(list) == 2:
		return s.attribute(fmt.Sprint(list[0]), fmt.Sprint(list[1]))
	case name == "Fn::Join" && len(list) == 2:
		resolved, err := s.resolve(list[1])
		elements, _ := resolved.([]any)
		texts := make([]string, len(elements))
		for i, element := range elements {
			texts[i] = fmt.Sprint(element)
		}
		return strings.Join(texts, fmt.Sprint(list[0])), err
	}
	return nil, fmt.Errorf("the intrinsic function %s with these arguments is not supported", name)
}

var placeholder = regexp.MustCompile(`\$\{([^}]+)\}`)

// sub evaluates Fn::Sub of a text whose placeholders are references.
func (s *stack) sub(text string) (any, error) {
	var faults []error
	text = placeholder.ReplaceAllStringFunc(text, func(match string) string {
		value, err := s.ref(match[2 : len(match)-1])
		faults = append(faults, err)
		return fmt.Sprint(value)
	})
	return text, errors.Join(faults...)
}

// imported is the value that some stack exports under name.
func (a *assembly) imported(name string) (any, error) {
	for _, s := range a.stacks {
		for _, output := range s.Outputs {
			if output.Export.Name == name {
				return s.resolve(output.Value)
			}
		}
	}
	return nil, fmt.Errorf("no stack exports %q", name)
}
