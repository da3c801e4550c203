package iam

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Request is what a principal asks to do.
type Request struct {
	Principal string // a service such as "events.amazonaws.com", or a role's ARN
	Action    string
	Resource  string
	Context   map[string]string // condition keys
}

// Service reports whether a service asks on its own behalf.
func (r Request) Service() bool { return strings.HasSuffix(r.Principal, ".amazonaws.com") }

// Allows reports whether the policies together allow the request: those that a role has where it asks, those that the
// resource has where a service does.
func Allows(policies []Policy, r Request) (bool, error) {
	allowed := false
	for _, policy := range policies {
		for _, s := range policy.Statement {
			applies, err := s.applies(r)
			switch {
			case err != nil:
				return false, err
			case applies && s.Effect == "Deny":
				return false, nil
			case applies:
				allowed = true
			}
		}
	}
	return allowed, nil
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
			if holds, err := condition(operator, wanted, r.Context[key]); err != nil || !holds {
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

// condition reports whether a value is among the wanted ones. A key that the request lacks fits none.
func condition(operator string, wanted Texts, value string) (bool, error) {
	switch operator {
	case "StringEquals", "Bool":
		return slices.Contains(wanted, value), nil
	case "StringLike", "ArnLike", "ArnEquals": // ArnEquals takes wildcards, too
		return anyMatches(wanted, value), nil
	}
	return false, fmt.Errorf("the condition operator %s is not known", operator)
}

func anyMatches(patterns Texts, value string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, value) })
}

// matches compares with a pattern in which * stands for any text and ? for one character.
func matches(pattern, value string) bool {
	expression := regexp.QuoteMeta(pattern)
	expression = strings.NewReplacer(`\*`, `.*`, `\?`, `.`).Replace(expression)
	return regexp.MustCompile("(?s)^" + expression + "$").MatchString(value)
}
