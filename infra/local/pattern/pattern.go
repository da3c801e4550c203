package pattern

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Pattern is a parsed event pattern. It is immutable and safe for concurrent use.
type Pattern struct{ fields map[string]field }

// field is what a pattern asks of one field: a pattern for the object in it, or conditions of which its value meets one.
type field struct {
	nested     *Pattern
	conditions []condition
}

// Parse reads an event pattern. Its error lists every fault with the path of the field it is in.
func Parse(source []byte) (*Pattern, error) {
	var object map[string]any
	if err := json.Unmarshal(source, &object); err != nil {
		return nil, fmt.Errorf("event pattern is not a JSON object: %w", err)
	}
	p, err := parse("", object)
	if err != nil {
		return nil, fmt.Errorf("event pattern: %w", err)
	}
	return p, nil
}

func parse(path string, object map[string]any) (*Pattern, error) {
	if len(object) == 0 {
		return nil, at(path, errors.New("an empty object matches nothing"))
	}
	p := &Pattern{fields: make(map[string]field, len(object))}
	var faults []error
	for _, name := range sortedKeys(object) {
		var err error
		switch value := object[name].(type) {
		case map[string]any:
			var nested *Pattern
			nested, err = parse(join(path, name), value)
			p.fields[name] = field{nested: nested}
		case []any:
			if name == "$or" {
				err = at(join(path, name), errors.New("$or is not supported"))
				break
			}
			var conditions []condition
			conditions, err = parseConditions(join(path, name), value)
			p.fields[name] = field{conditions: conditions}
		default:
			err = at(join(path, name), errors.New("must be an object or an array"))
		}
		faults = append(faults, err)
	}
	return p, errors.Join(faults...)
}

func at(path string, err error) error {
	if path == "" {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func sortedKeys(object map[string]any) []string {
	keys := make([]string, 0, len(object))
	for key := range object {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
