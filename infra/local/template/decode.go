package template

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// harmless is a nested property that makes no difference locally.
type harmless = json.RawMessage

// decode resolves the resource's properties into the struct that into points to, by field name. The properties in same
// make no difference locally and are left unread; any other that the struct does not have is refused.
func (r *resource) decode(into any, same ...string) error {
	fields := reflect.TypeOf(into).Elem()
	kept := map[string]any{}
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(r.Properties)) {
		if slices.Contains(same, name) {
			continue
		}
		if _, ok := fields.FieldByName(name); !ok {
			faults = append(faults, fmt.Errorf("the local stack does not support the property %s", name))
			continue
		}
		value, err := r.stack.resolve(r.Properties[name])
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
		} else {
			kept[name] = value
		}
	}
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	source, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(source))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}
