package pattern

// Match reports whether event, a decoded JSON value (numbers as float64 or json.Number), matches. Where the event has
// an array, one element has to match; the fields of a nested pattern have to match within the same element.
func (p *Pattern) Match(event any) bool {
	switch event := event.(type) {
	case map[string]any:
		for name, field := range p.fields {
			if !field.match(event[name], has(event, name)) {
				return false
			}
		}
		return true
	case []any:
		for _, element := range event {
			if p.Match(element) {
				return true
			}
		}
	}
	return false
}

func (f field) match(value any, present bool) bool {
	if !present {
		return false
	}
	if f.nested != nil {
		return f.nested.Match(value)
	}
	for _, leaf := range leaves(value, nil) {
		for _, holds := range f.conditions {
			if holds(leaf) {
				return true
			}
		}
	}
	return false
}

// leaves are the scalars of a field: conditions see those only, as EventBridge flattens arrays and descends objects.
func leaves(value any, found []any) []any {
	switch value := value.(type) {
	case map[string]any:
		return found
	case []any:
		for _, element := range value {
			found = leaves(element, found)
		}
		return found
	default:
		return append(found, value)
	}
}

func has(object map[string]any, name string) bool {
	_, ok := object[name]
	return ok
}
