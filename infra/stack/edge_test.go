package stack_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"samplepath/infra/local/iam"
	"samplepath/infra/local/template"
)

const here = template.Region + ":" + template.AccountID

// TestEveryEdgeIsAllowedOnBothEnds walks the templates: wherever one resource names another, whoever acts along that edge
// has to be allowed to, by its role, by the other's policy, and by the key that the other is encrypted with.
func TestEveryEdgeIsAllowedOnBothEnds(t *testing.T) {
	kinds := map[string]int{}
	for _, problem := range newEdges(app.resolved).check(kinds) {
		t.Error(problem)
	}
	for _, kind := range []string{ // that the walk finds any
		"CloudWatch::Alarm AlarmActions.[] SNS::Topic",
		"Events::EventBus DeadLetterConfig.Arn SQS::Queue",
		"Lambda::EventSourceMapping EventSourceArn DynamoDB::Table",
		"ApiGatewayV2::Route Target ApiGatewayV2::Integration",
		"StepFunctions::StateMachine DefinitionString Lambda::Function",
		"StepFunctions::StateMachine LoggingConfiguration.* Logs::LogGroup",
		"Lambda::Function DeadLetterConfig.TargetArn SQS::Queue",
		"Lambda::EventSourceMapping EventSourceArn SQS::Queue",
	} {
		if kinds[kind] == 0 {
			t.Errorf("the templates have no edge %s", kind)
		}
	}
}

// TestAMissingPermissionIsNoticed takes one permission away at a time.
func TestAMissingPermissionIsNoticed(t *testing.T) {
	for _, missing := range []struct{ kind, action, want string }{
		{"AWS::SNS::TopicPolicy", "sns:Publish", "cloudwatch.amazonaws.com may not sns:Publish"},
		{"AWS::KMS::Key", "kms:GenerateDataKey", "cloudwatch.amazonaws.com may not kms:GenerateDataKey"},
		{"AWS::KMS::Key", "kms:GenerateDataKey*", "logs.us-east-1.amazonaws.com may not kms:GenerateDataKey"},
		{"AWS::SQS::QueuePolicy", "sqs:SendMessage", "events.amazonaws.com may not sqs:SendMessage"},
		{"AWS::Logs::ResourcePolicy", "logs:PutLogEvents", "delivery.logs.amazonaws.com may not logs:PutLogEvents"},
		{"AWS::IAM::Role", "dynamodb:ListStreams", "may not dynamodb:ListStreams"},
		{"AWS::IAM::Role", "lambda:InvokeFunction", "may not lambda:InvokeFunction"},
		{"AWS::IAM::Role", "kms:Decrypt", "may not kms:Decrypt"},
		{"AWS::IAM::Role", "sts:AssumeRole", "states.amazonaws.com may not sts:AssumeRole"},
		{"AWS::Lambda::Permission", "lambda:InvokeFunction", "apigateway.amazonaws.com may not lambda:InvokeFunction"},
	} {
		e := newEdges(app.resolved)
		e.without = func(r *template.Resource, action string) bool {
			return r.Type == missing.kind && action == missing.action
		}
		problems := strings.Join(e.check(map[string]int{}), "\n")
		if !strings.Contains(problems, missing.want) {
			t.Errorf("without %s of %s nobody notices that %s", missing.action, missing.kind, missing.want)
		}
	}
}

func TestAnUnknownEdgeIsRefused(t *testing.T) {
	queue := &template.Resource{Stack: "S", ID: "Queue", Type: "AWS::SQS::Queue"}
	pipe := &template.Resource{Stack: "S", ID: "Pipe", Type: "AWS::Pipes::Pipe", References: []template.Reference{{Path: "Source", To: queue}}}
	problems := newEdges([]*template.Resource{queue, pipe}).check(map[string]int{})
	if len(problems) != 1 || !strings.Contains(problems[0], "Pipes::Pipe Source SQS::Queue") {
		t.Errorf("got %q", problems)
	}
}

// edges is the application as resources and what they name.
type edges struct {
	all     []*template.Resource
	without func(r *template.Resource, action string) bool // leaves an action out of a resource's policies
}

func newEdges(all []*template.Resource) *edges {
	return &edges{all, func(*template.Resource, string) bool { return false }}
}

// check lists what is not allowed, and counts the kinds of edges.
func (es *edges) check(kinds map[string]int) (problems []string) {
	for _, from := range es.all {
		for _, reference := range from.References {
			e := &edge{es, from, reference.To}
			place := fmt.Sprintf("%s %s %s", kindName(from.Type), reference.Path, kindName(reference.To.Type))
			kind, known := kindOf(place)
			if !known {
				problems = append(problems, fmt.Sprintf("%s/%s: it is not known what the edge %q needs: say it in needsOf", from.Stack, from.ID, place))
				continue
			}
			kinds[kind]++
			if needsOf[kind] == nil {
				continue
			}
			for _, n := range needsOf[kind](e) {
				if problem := es.missing(n); problem != "" {
					problems = append(problems, fmt.Sprintf("%s/%s, %s: %s", from.Stack, from.ID, reference.Path, problem))
				}
			}
		}
	}
	return problems
}

func kindName(kind string) string { return strings.TrimPrefix(kind, "AWS::") }

// kindOf finds the entry of needsOf for a place: itself, or one with wildcards.
func kindOf(place string) (string, bool) {
	if _, ok := needsOf[place]; ok {
		return place, true
	}
	parts := strings.Fields(place)
	for _, kind := range slices.Sorted(maps.Keys(needsOf)) {
		k := strings.Fields(kind)
		prefix, wild := strings.CutSuffix(k[1], "*")
		if k[0] == parts[0] && (k[1] == parts[1] || wild && strings.HasPrefix(parts[1], prefix)) && (k[2] == "*" || k[2] == parts[2]) {
			return kind, true
		}
	}
	return "", false
}

// missing says what is not allowed; nothing if everything is.
func (es *edges) missing(n need) string {
	if n.on == nil {
		return fmt.Sprintf("%s may %s on nothing: the resource is not in the templates", n.Principal, n.Action)
	}
	policies := es.policiesOf(n.on)
	if !n.Service() {
		for _, r := range es.all {
			if r.ARN == n.Principal {
				policies = es.policiesOf(r)
			}
		}
		if n.on.Type == "AWS::KMS::Key" { // the key has to leave it to the account's roles
			account := iam.Request{Principal: "arn:aws:iam::" + template.AccountID + ":root", Action: n.Action, Resource: n.Resource, Context: n.Context}
			if ok, err := iam.Allows(es.policiesOf(n.on), account); err != nil || !ok {
				return fmt.Sprintf("the key does not leave %s to the account's roles (%v)", n.Action, err)
			}
		}
	}
	ok, err := iam.Allows(policies, n.Request)
	switch {
	case err != nil:
		return err.Error()
	case !ok:
		return fmt.Sprintf("%s may not %s on %s (as %v)", n.Principal, n.Action, n.Resource, n.Context)
	}
	return ""
}

// policiesOf are the policies of a resource: who may use it, or, of a role, what it may do. Who may take on a role is
// asked of the role by a service, and says nothing of what the role may do.
func (es *edges) policiesOf(of *template.Resource) (all []iam.Policy) {
	add := func(r *template.Resource, document any) {
		policy, err := iam.Parse(document)
		if err != nil {
			panic(err)
		}
		for i := range policy.Statement {
			s := &policy.Statement[i]
			s.Action = slices.DeleteFunc(s.Action, func(action string) bool { return es.without(r, action) })
		}
		all = append(all, policy)
	}
	names := func(r *template.Resource) bool {
		return slices.ContainsFunc(r.References, func(reference template.Reference) bool { return reference.To == of })
	}
	if of.Type == "AWS::KMS::Key" {
		add(of, of.Properties["KeyPolicy"])
	}
	if of.Type == "AWS::IAM::Role" {
		add(of, of.Properties["AssumeRolePolicyDocument"])
		for _, policy := range list(of.Properties["Policies"]) {
			if p, ok := policy.(map[string]any); ok {
				add(of, p["PolicyDocument"])
			}
		}
	}
	for _, r := range es.all {
		switch {
		case r.Type == "AWS::Logs::ResourcePolicy" && of.Type == "AWS::Logs::LogGroup":
			add(r, parseJSON(r.Properties["PolicyDocument"]))
		case (r.Type == "AWS::SQS::QueuePolicy" || r.Type == "AWS::SNS::TopicPolicy" || r.Type == "AWS::IAM::Policy") && names(r):
			add(r, r.Properties["PolicyDocument"])
		case r.Type == "AWS::Lambda::Permission" && r.Properties["FunctionName"] == of.ARN:
			add(r, permissionPolicy(r))
		}
	}
	return all
}

// permissionPolicy is what a Lambda permission amounts to.
func permissionPolicy(r *template.Resource) any {
	p := r.Properties
	statement := map[string]any{"Effect": "Allow", "Principal": map[string]any{"Service": p["Principal"]}, "Action": p["Action"], "Resource": p["FunctionName"]}
	if source := p["SourceArn"]; source != nil {
		statement["Condition"] = map[string]any{"ArnLike": map[string]any{"aws:SourceArn": source}}
	}
	return map[string]any{"Statement": []any{statement}}
}

// edge is one resource naming another.
type edge struct {
	edges    *edges
	from, to *template.Resource
}

// at is the same walk from another resource.
func (e *edge) at(from *template.Resource) *edge { return &edge{e.edges, from, e.to} }

// toward is the same walk to another resource.
func (e *edge) toward(to *template.Resource) *edge { return &edge{e.edges, e.from, to} }

// of is the edge as the function's that the resource at a path is.
func (e *edge) of(path string) *edge { return e.at(e.one(path)) }

// one is the resource that is named at a path.
func (e *edge) one(path string) *template.Resource {
	for _, reference := range e.from.References {
		if reference.Path == path {
			return reference.To
		}
	}
	return &template.Resource{Type: "nothing at " + path}
}

// keyOf is the key that a resource is encrypted with.
func (e *edge) keyOf(r *template.Resource) *template.Resource {
	for _, reference := range r.References {
		if reference.To.Type == "AWS::KMS::Key" {
			return reference.To
		}
	}
	return nil
}

// byService needs actions on a resource allowed to a service that acts for source.
func (e *edge) byService(service, source string, on *template.Resource, actions ...string) (needs []need) {
	if on == nil { // what is not encrypted needs no key
		return nil
	}
	for _, action := range actions {
		needs = append(needs, need{iam.Request{Principal: service, Action: action, Resource: on.ARN, Context: iam.Context{
			"aws:SourceAccount": {template.AccountID}, "aws:SourceArn": {source}, "aws:SecureTransport": {"true"},
		}}, on})
	}
	return needs
}

// byRole needs actions on the edge's end allowed to the role at a path.
func (e *edge) byRole(role string, actions ...string) (needs []need) {
	for _, action := range actions {
		needs = append(needs, e.role(role, action, e.to.ARN, nil))
	}
	return needs
}

func (e *edge) role(role, action, resource string, context iam.Context) need {
	return need{iam.Request{Principal: e.one(role).ARN, Action: action, Resource: resource, Context: context}, e.to}
}

// send needs the role at a path to put messages into the edge's end.
func (e *edge) send(role string) []need {
	return append(e.byRole(role, "sqs:SendMessage"), e.useKey(role, e.to, "sqs", "kms:Decrypt", "kms:GenerateDataKey")...)
}

func (e *edge) decrypt(service string) []need { return e.useKey("Role", e.to, service, "kms:Decrypt") }

// useKey needs the role to use a resource's key through the resource's service.
func (e *edge) useKey(role string, of *template.Resource, service string, actions ...string) (needs []need) {
	key := e.keyOf(of)
	if key == nil {
		return nil
	}
	for _, action := range actions {
		context := iam.Context{"kms:ViaService": {service + "." + template.Region + ".amazonaws.com"}}
		needs = append(needs, e.toward(key).role(role, action, key.ARN, context))
	}
	return needs
}

// parseJSON reads a document that a template holds as text.
func parseJSON(document any) any {
	text, ok := document.(string)
	if !ok {
		return document
	}
	var parsed any
	if err := json.Unmarshal([]byte(text), &parsed); err != nil {
		panic(err)
	}
	return parsed
}
