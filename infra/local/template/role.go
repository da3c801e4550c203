package template

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Role is an IAM role with its inline policies, the only ones that the local stack knows.
type Role struct {
	Name, ARN string
	Policies  []json.RawMessage // documents whose references are resolved
}

func (l *loader) readRole(r *resource) error {
	var p struct {
		Policies          []struct{ PolicyName, PolicyDocument json.RawMessage }
		ManagedPolicyArns []string
	}
	if err := r.decode(&p, "AssumeRolePolicyDocument", "Description", "Path", "RoleName", "Tags"); err != nil {
		return err
	}
	if len(p.ManagedPolicyArns) > 0 {
		return errors.New("the local stack does not have AWS's managed policies")
	}
	role := Role{}
	for _, policy := range p.Policies {
		role.Policies = append(role.Policies, policy.PolicyDocument)
	}
	var err error
	role.Name, role.ARN, err = r.identity()
	l.app.Roles = append(l.app.Roles, role)
	return err
}

// readRolePolicy reads a policy that is a resource of its own, as one of its roles' inline policies.
func (l *loader) readRolePolicy(r *resource) error {
	var p struct {
		PolicyDocument json.RawMessage
		Roles          []string
		Users, Groups  []string
	}
	if err := r.decode(&p, "PolicyName"); err != nil {
		return err
	}
	if len(p.Users)+len(p.Groups) > 0 {
		return errors.New("the local stack has no users and groups of IAM")
	}
	for _, name := range p.Roles {
		i := slices.IndexFunc(l.app.Roles, func(role Role) bool { return role.Name == name })
		if i < 0 {
			return fmt.Errorf("%q is not a role of the application", name)
		}
		l.app.Roles[i].Policies = append(l.app.Roles[i].Policies, p.PolicyDocument)
	}
	return nil
}
