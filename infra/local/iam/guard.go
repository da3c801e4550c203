package iam

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Guard decides for the functions of an application, each by its role, and keeps what came of it. Safe for concurrent use.
type Guard struct {
	mu     sync.Mutex
	roles  map[string][]Policy // by function
	used   map[Grant]bool
	denied []Denial
}

// Denial is a call that a function's role did not allow.
type Denial struct {
	Function string
	Request  Request
}

func (d Denial) String() string {
	return fmt.Sprintf("%s may not %s on %s (keys %s)", d.Function, d.Request.Action, d.Request.Resource, strings.Join(d.Request.Context[leadingKeys], ", "))
}

// Grant is one action on one resource that a function's role allows.
type Grant struct{ Function, Action, Resource string }

func (g Grant) String() string { return g.Function + ": " + g.Action + " on " + g.Resource }

// NewGuard decides by the policies of functions' roles, by the functions' names.
func NewGuard(roles map[string][]Policy) *Guard {
	return &Guard{roles: roles, used: map[Grant]bool{}}
}

// Check decides what one call of a function asks for. Its error reads as AWS's message does. A caller that is
// no function of the application, such as a developer's own client, may do everything.
func (g *Guard) Check(function string, requests ...Request) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	policies, ours := g.roles[function]
	if !ours {
		return nil
	}
	for _, r := range requests {
		by, err := Decide(policies, r)
		if err != nil {
			g.denied = append(g.denied, Denial{function, r})
			return fmt.Errorf("User: arn:aws:sts::000000000000:assumed-role/%s/%s %w", function, function, err) //nolint:staticcheck // AWS's own words
		}
		for _, resource := range by.Resource {
			if matches(resource, r.Resource) {
				g.used[Grant{function, r.Action, resource}] = true
			}
		}
	}
	return nil
}

// Denied lists the calls that were refused.
func (g *Guard) Denied() []Denial {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.denied)
}

// Forget is Denied for a test that means to be refused: it begins anew.
func (g *Guard) Forget() []Denial {
	g.mu.Lock()
	defer g.mu.Unlock()
	denied := g.denied
	g.denied = nil
	return denied
}

// Used lists the grants that calls have needed so far, sorted.
func (g *Guard) Used() []Grant {
	g.mu.Lock()
	defer g.mu.Unlock()
	return sorted(slices.Collect(maps.Keys(g.used)))
}

// Grants lists what the functions' roles allow with the services that Guard is asked about, sorted.
func (g *Guard) Grants() []Grant {
	var all []Grant
	for function, policies := range g.roles {
		for _, policy := range policies {
			for _, s := range policy.Statement {
				all = append(all, s.grants(function)...)
			}
		}
	}
	return sorted(all)
}

// guarded are the services whose calls a Guard is asked about.
var guarded = []string{"dynamodb", "events", "secretsmanager", "sqs", "states"}

func (s Statement) grants(function string) (all []Grant) {
	for _, action := range s.Action {
		service, _, _ := strings.Cut(action, ":")
		if s.Effect != "Allow" || !slices.Contains(guarded, service) {
			continue
		}
		for _, resource := range s.Resource {
			all = append(all, Grant{function, action, resource})
		}
	}
	return all
}

func sorted(grants []Grant) []Grant {
	slices.SortFunc(grants, func(a, b Grant) int {
		return cmp.Or(cmp.Compare(a.Function, b.Function), cmp.Compare(a.Action, b.Action), cmp.Compare(a.Resource, b.Resource))
	})
	return slices.Compact(grants)
}
