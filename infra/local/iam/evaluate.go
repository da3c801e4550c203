package iam

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Request is what a principal asks to do.
type Request struct {
	Principal string // a service such as "events.amazonaws.com", or a role's ARN; a role's own policies do not look at it
	Action    string
	Resource  string // ARN
	Context   Context
}

// Context holds the values of condition keys. Most keys have one.
type Context map[string][]string

// Service reports whether a service asks on its own behalf.
func (r Request) Service() bool { return strings.HasSuffix(r.Principal, ".amazonaws.com") }

// ErrDenied is why a request is refused. What Decide returns goes on with the action and the resource, as AWS's message
// does.
var ErrDenied = errors.New("is not authorized to perform")

// Allows reports whether the policies together allow the request: those that a role has where it asks, those that the
// resource has where a service does.
func Allows(policies []Policy, r Request) (bool, error) {
	_, err := Decide(policies, r)
	if errors.Is(err, ErrDenied) {
		return false, nil
	}
	return err == nil, err
}

// Decide returns the first statement that allows the request. Where none does, or one denies it, the error is ErrDenied;
// another error says what in a policy is not known.
func Decide(policies []Policy, r Request) (allowedBy *Statement, err error) {
	for _, policy := range policies {
		for i := range policy.Statement {
			s := &policy.Statement[i]
			applies, err := s.applies(r)
			switch {
			case err != nil:
				return nil, err
			case applies && s.Effect == "Deny":
				return nil, fmt.Errorf("%w: %s on resource: %s with an explicit deny", ErrDenied, r.Action, r.Resource)
			case applies && allowedBy == nil:
				allowedBy = s
			}
		}
	}
	if allowedBy == nil {
		return nil, fmt.Errorf("%w: %s on resource: %s because no identity-based policy allows the %s action", ErrDenied, r.Action, r.Resource, r.Action)
	}
	return allowedBy, nil
}

func (s Statement) applies(r Request) (bool, error) {
	if s.Effect != "Allow" && s.Effect != "Deny" {
		return false, fmt.Errorf("the effect %q is not known", s.Effect)
	}
	here := len(s.Resource) == 0 || anyMatches(s.Resource, r.Resource) // who may take on a role is said without a resource
	if !here || !s.Principal.is(r) || !anyMatches(s.Action, r.Action) {
		return false, nil
	}
	for operator, keys := range s.Condition {
		for key, wanted := range keys {
			values, given := r.Context[key]
			if holds, err := condition(operator, wanted, values, given); err != nil || !holds {
				return false, err
			}
		}
	}
	return true, nil
}

func (p Principal) is(r Request) bool {
	if p == nil { // a role's own policy speaks of the role
		return true
	}
	if slices.Contains(p["*"], "*") {
		return true
	}
	if r.Service() {
		return slices.Contains(p["Service"], r.Principal)
	}
	return slices.Contains(p["AWS"], r.Principal)
}

func anyMatches(patterns Texts, value string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, value) })
}

// matches compares with a pattern in which * stands for any text and ? for one character.
func matches(pattern, value string) bool {
	for pattern != "" {
		switch {
		case pattern[0] == '*':
			for i := len(value); i >= 0; i-- {
				if matches(pattern[1:], value[i:]) {
					return true
				}
			}
			return false
		case value == "", pattern[0] != '?' && pattern[0] != value[0]:
			return false
		}
		pattern, value = pattern[1:], value[1:]
	}
	return value == ""
}
