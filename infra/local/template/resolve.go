package template

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// absent is what AWS::NoValue resolves to: the property or element goes away.
type absent struct{}

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
		} else if value != (absent{}) {
			resolved[name] = value
		}
	}
	return resolved, errors.Join(faults...)
}

func (s *stack) resolveList(list []any) (any, error) {
	resolved := make([]any, 0, len(list))
	var faults []error
	for _, element := range list {
		value, err := s.resolve(element)
		if err != nil {
			faults = append(faults, err)
		} else if value != (absent{}) {
			resolved = append(resolved, value)
		}
	}
	return resolved, errors.Join(faults...)
}

// call evaluates one intrinsic function.
func (s *stack) call(name string, argument any) (any, error) {
	switch name {
	case "Ref":
		logical, _ := argument.(string)
		return s.ref(logical)
	case "Fn::Sub":
		return s.sub(argument)
	case "Fn::If":
		return s.choose(argument)
	}
	if name == "Fn::GetAtt" {
		if path, ok := argument.(string); ok {
			logical, attribute, _ := strings.Cut(path, ".")
			return s.attribute(logical, attribute)
		}
	}
	resolved, err := s.resolve(argument)
	if err != nil {
		return nil, err
	}
	if name == "Fn::ImportValue" {
		return s.assembly.imported(fmt.Sprint(resolved))
	}
	arguments, _ := resolved.([]any)
	switch {
	case name == "Fn::GetAtt" && len(arguments) == 2:
		return s.attribute(fmt.Sprint(arguments[0]), fmt.Sprint(arguments[1]))
	case name == "Fn::Join" && len(arguments) == 2:
		elements, _ := arguments[1].([]any)
		texts := make([]string, len(elements))
		for i, element := range elements {
			texts[i] = fmt.Sprint(element)
		}
		return strings.Join(texts, fmt.Sprint(arguments[0])), nil
	case name == "Fn::Split" && len(arguments) == 2:
		var elements []any
		for part := range strings.SplitSeq(fmt.Sprint(arguments[1]), fmt.Sprint(arguments[0])) {
			elements = append(elements, part)
		}
		return elements, nil
	case name == "Fn::Select" && len(arguments) == 2:
		index, err := strconv.Atoi(fmt.Sprint(arguments[0]))
		elements, _ := arguments[1].([]any)
		if err != nil || index < 0 || index >= len(elements) {
			return nil, fmt.Errorf("Fn::Select has no element %v of %d", arguments[0], len(elements))
		}
		return elements[index], nil
	case name == "Fn::FindInMap" && len(arguments) == 3:
		value, ok := s.Mappings[fmt.Sprint(arguments[0])][fmt.Sprint(arguments[1])][fmt.Sprint(arguments[2])]
		if !ok {
			return nil, fmt.Errorf("Fn::FindInMap %v is not in the mappings", arguments)
		}
		return value, nil
	}
	return nil, fmt.Errorf("the intrinsic function %s with these arguments is not supported", name)
}

var placeholder = regexp.MustCompile(`\$\{([^}]+)\}`)

// sub evaluates Fn::Sub: a text, or a text and values for some of its placeholders. ${!x} stays as ${x}.
func (s *stack) sub(argument any) (any, error) {
	text, ok := argument.(string)
	values := map[string]any{}
	if list, isList := argument.([]any); isList && len(list) == 2 {
		text, ok = list[0].(string)
		given, err := s.resolve(list[1])
		if err != nil {
			return nil, err
		}
		values, _ = given.(map[string]any)
	}
	if !ok {
		return nil, errors.New("Fn::Sub takes a text")
	}
	var faults []error
	text = placeholder.ReplaceAllStringFunc(text, func(match string) string {
		name := match[2 : len(match)-1]
		if literal, ok := strings.CutPrefix(name, "!"); ok {
			return "${" + literal + "}"
		}
		value, given := values[name]
		if !given {
			var err error
			if logical, attribute, dotted := strings.Cut(name, "."); dotted {
				value, err = s.attribute(logical, attribute)
			} else {
				value, err = s.ref(name)
			}
			faults = append(faults, err)
		}
		return fmt.Sprint(value)
	})
	return text, errors.Join(faults...)
}

// imported is the value that some stack exports under name.
func (a *assembly) imported(name string) (any, error) {
	for _, s := range a.stacks {
		for _, output := range s.Outputs {
			if output.Export.Name == nil {
				continue
			}
			exported, err := s.resolve(output.Export.Name)
			if err != nil {
				return nil, fmt.Errorf("exports of stack %s: %w", s.name, err)
			}
			if exported == name {
				return s.resolve(output.Value)
			}
		}
	}
	return nil, fmt.Errorf("no stack exports %q", name)
}
