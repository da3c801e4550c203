package iam

import (
	"encoding/json"
	"fmt"
)

// Policy is a policy document.
type Policy struct{ Statement []Statement }

// Statement is one statement of a policy.
type Statement struct {
	Sid       string
	Effect    string
	Principal Principal // of a policy that a resource has; empty in a policy of a role
	Action    Texts
	Resource  Texts
	Condition map[string]map[string]Texts // by operator and key
}

// Principal is whom a resource's policy speaks of: {"*": {"*"}} is everybody.
type Principal map[string]Texts

// Texts is one text or several.
type Texts []string

// UnmarshalJSON reads one text or a list.
func (t *Texts) UnmarshalJSON(data []byte) error {
	var one any
	if err := json.Unmarshal(data, &one); err != nil {
		return err
	}
	many, ok := one.([]any)
	if !ok {
		many = []any{one}
	}
	for _, value := range many {
		*t = append(*t, fmt.Sprint(value))
	}
	return nil
}

// UnmarshalJSON reads "*" or principals by their type.
func (p *Principal) UnmarshalJSON(data []byte) error {
	if string(data) == `"*"` {
		*p = Principal{"*": {"*"}}
		return nil
	}
	var byType map[string]Texts
	if err := json.Unmarshal(data, &byType); err != nil {
		return fmt.Errorf("a principal: %w", err)
	}
	*p = byType
	return nil
}

// Parse reads a policy document as a template holds it, references resolved.
func Parse(document any) (Policy, error) {
	content, err := json.Marshal(document)
	if err != nil {
		return Policy{}, err
	}
	var policy Policy
	if err := json.Unmarshal(content, &policy); err != nil {
		return Policy{}, fmt.Errorf("a policy document: %w", err)
	}
	return policy, nil
}
