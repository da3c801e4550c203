package stack_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// of lists the resources of a type in all stacks, by stack and logical id.
func (a application) of(kind string) map[string]resource {
	found := map[string]resource{}
	for stack, resources := range a.stacks {
		for id, r := range resources {
			if r.Type == kind {
				found[stack+"/"+id] = r
			}
		}
	}
	return found
}

// text resolves what a template says to something short: a reference becomes the physical name of the resource without
// the application's prefix, an ARN's region and account become words.
func (a application) text(t *testing.T, stack string, value any) string {
	t.Helper()
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case map[string]any:
		for function, argument := range v {
			return a.intrinsic(t, stack, function, argument)
		}
	}
	t.Fatalf("%s: no text: %v", stack, value)
	return ""
}

func (a application) intrinsic(t *testing.T, stack, function string, argument any) string {
	t.Helper()
	switch function {
	case "Ref":
		id := argument.(string)
		if pseudo, ok := strings.CutPrefix(id, "AWS::"); ok {
			return "<" + pseudo + ">"
		}
		return a.name(t, stack, id)
	case "Fn::GetAtt":
		id, attribute := argument.([]any)[0].(string), argument.([]any)[1].(string)
		switch attribute {
		case "Arn", "QueueName", "AuthorizerId", "ApiEndpoint":
			return a.name(t, stack, id)
		}
		return a.name(t, stack, id) + "." + attribute
	case "Fn::ImportValue":
		return a.imported(t, argument.(string))
	case "Fn::Join":
		var joined strings.Builder
		for _, part := range argument.([]any)[1].([]any) {
			joined.WriteString(a.text(t, stack, part))
		}
		return joined.String()
	}
	t.Fatalf("%s: unknown function %s", stack, function)
	return ""
}

// imported resolves the export of another stack.
func (a application) imported(t *testing.T, export string) string {
	t.Helper()
	for stack, outputs := range a.outputs {
		for _, output := range outputs {
			o := output.(map[string]any)
			if e, ok := o["Export"].(map[string]any); ok && e["Name"] == export {
				return a.text(t, stack, o["Value"])
			}
		}
	}
	t.Fatalf("nobody exports %s", export)
	return ""
}

// name is the physical name of a resource without the application's prefix, or else its type.
func (a application) name(t *testing.T, stack, id string) string {
	t.Helper()
	r, ok := a.stacks[stack][id]
	if !ok {
		t.Fatalf("%s has no resource %s", stack, id)
	}
	for _, property := range []string{
		"FunctionName", "TableName", "QueueName", "LogGroupName", "SecretName", "StateMachineName", "TopicName", "UserPoolName", "Name",
	} {
		if name, ok := r.Properties[property].(string); ok {
			return strings.TrimPrefix(name, "samplepath-")
		}
	}
	return r.Type[strings.LastIndex(r.Type, ":")+1:]
}

// statement is one statement of a policy, in short names.
type statement struct {
	actions   []string
	resources []string
	closed    []string // patterns of the partition keys that it leaves alone, and whether a request without a key is refused
	needsKey  bool
}

// permissions lists what the role behind a reference may do.
func (a application) permissions(t *testing.T, stack string, role any) []statement {
	t.Helper()
	id := role.(map[string]any)["Fn::GetAtt"].([]any)[0].(string)
	var found []statement
	for _, policy := range a.stacks[stack][id].Properties["Policies"].([]any) {
		for _, s := range policy.(map[string]any)["PolicyDocument"].(map[string]any)["Statement"].([]any) {
			s := s.(map[string]any)
			if s["Effect"] != "Allow" {
				t.Errorf("%s %s: effect %v", stack, id, s["Effect"])
			}
			var resources []string
			for _, r := range list(s["Resource"]) {
				resources = append(resources, a.text(t, stack, r))
			}
			var actions []string
			for _, action := range list(s["Action"]) {
				actions = append(actions, action.(string))
			}
			closed, needsKey := leadingKeys(t, s["Condition"])
			found = append(found, statement{actions, resources, closed, needsKey})
		}
	}
	return found
}

// leadingKeys reads the condition of a statement about items of the table. Another form of it than the one we write fails.
func leadingKeys(t *testing.T, condition any) (closed []string, needsKey bool) {
	t.Helper()
	all, ok := condition.(map[string]any)
	if !ok {
		return nil, false
	}
	for operator, about := range all {
		patterns, ok := about.(map[string]any)["dynamodb:LeadingKeys"]
		switch {
		case !ok:
		case operator == "ForAllValues:StringNotLike":
			for _, pattern := range list(patterns) {
				closed = append(closed, pattern.(string))
			}
		case operator == "Null":
			needsKey = patterns == "false"
		default:
			t.Errorf("an unknown condition %s on partition keys", operator)
		}
	}
	return closed, needsKey
}

// list makes a list of what CloudFormation may give as one value or several.
func list(value any) []any {
	if many, ok := value.([]any); ok {
		return many
	}
	return []any{value}
}

// plain resolves every reference inside a value and leaves the rest as it is.
func (a application) plain(t *testing.T, stack string, value any) any {
	t.Helper()
	switch v := value.(type) {
	case []any:
		for i := range v {
			v[i] = a.plain(t, stack, v[i])
		}
	case map[string]any:
		for key, inner := range v {
			if key == "Ref" || strings.HasPrefix(key, "Fn::") {
				return a.intrinsic(t, stack, key, inner)
			}
			v[key] = a.plain(t, stack, inner)
		}
	}
	return value
}

func stackOf(key string) string { return key[:strings.Index(key, "/")] }

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// lines writes a JSON object with one line for each entry of its first depth levels.
func lines(t *testing.T, value any, depth int, indent string) string {
	t.Helper()
	object, ok := value.(map[string]any)
	if !ok || depth == 0 {
		var line strings.Builder
		encoder := json.NewEncoder(&line)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(value); err != nil {
			t.Fatal(err)
		}
		return strings.TrimSuffix(line.String(), "\n")
	}
	var out []string
	for _, key := range sorted(object) {
		out = append(out, fmt.Sprintf("%s  %q: %s", indent, key, lines(t, object[key], depth-1, indent+"  ")))
	}
	return "{\n" + strings.Join(out, ",\n") + "\n" + indent + "}"
}
