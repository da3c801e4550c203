package pattern

// Match reports whether event, a decoded JSON value (numbers as float64 or json.Number), matches. Where the event has
// an array, one element has to match; the fields of a nested pattern have to match within the same element.
func (p *Pattern) Match(event any) bool {
	switch event := event.(type) {
	case map[string]any:
		return p.matchObject(event)
	case []any:
		for _, element := range event {
			if p.Match(element) {
				return true
			}
		}
	}
	return false
}

func (p *Pattern) matchObject(object map[string]any) bool {
	for name, field := range p.fields {
		if !field.match(object[name], has(object, name)) {
			return false
		}
	}
	if len(p.anyOf) == 0 {
		return true
	}
	for _, alternative := range p.anyOf {
		if alternative.matchObject(object) {
			return true
		}
	}
	return false
}

func (f field) match(value any, present bool) bool {
	if f.nested != nil {
		switch value.(type) {
		case map[string]any, []any:
			if f.nested.Match(value) {
				return true
			}
		}
		// An object that is not there still meets {"exists": false} on the fields in it.
		return !hasObject(value) && f.nested.matchObject(nil)
	}
	var found []any
	if present {
		found = leaves(value, nil)
	}
	for _, condition := range f.conditions {
		if len(found) == 0 && condition.absent {
			return true
		}
		for _, leaf := range found {
			if condition.holds != nil && condition.holds(leaf) {
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

func hasObject(value any) bool {
	switch value := value.(type) {
	case map[string]any:
		return true
	case []any:
		for _, element := range value {
			if hasObject(element) {
				return true
			}
		}
	}
	return false
}
