package iam_test

import (
	"encoding/json"
	"testing"

	"samplepath/infra/local/iam"
)

func policy(t *testing.T, document string) iam.Policy {
	t.Helper()
	var read any
	if err := json.Unmarshal([]byte(document), &read); err != nil {
		t.Fatal(err)
	}
	p, err := iam.Parse(read)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAllows(t *testing.T) {
	topic := policy(t, `{"Statement": [
		{"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": "topic", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
		{"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": ["sns:Pub*"], "Resource": "topic",
		 "Condition": {"StringEquals": {"aws:SourceAccount": "1"}, "ArnLike": {"aws:SourceArn": "arn:alarm:*"}}}]}`)
	role := policy(t, `{"Statement": [{"Effect": "Allow", "Action": "sns:Publish", "Resource": ["topic", "other"]}]}`)
	alarm := map[string]string{"aws:SourceAccount": "1", "aws:SourceArn": "arn:alarm:x", "aws:SecureTransport": "true"}
	with := func(key, value string) map[string]string {
		changed := map[string]string{}
		for k, v := range alarm {
			changed[k] = v
		}
		changed[key] = value
		return changed
	}
	for name, test := range map[string]struct {
		policy  iam.Policy
		request iam.Request
		want    bool
	}{
		"as it should be":     {topic, iam.Request{"cloudwatch.amazonaws.com", "sns:Publish", "topic", alarm}, true},
		"another service":     {topic, iam.Request{"events.amazonaws.com", "sns:Publish", "topic", alarm}, false},
		"another action":      {topic, iam.Request{"cloudwatch.amazonaws.com", "sns:Subscribe", "topic", alarm}, false},
		"another resource":    {topic, iam.Request{"cloudwatch.amazonaws.com", "sns:Publish", "topic2", alarm}, false},
		"another account":     {topic, iam.Request{"cloudwatch.amazonaws.com", "sns:Publish", "topic", with("aws:SourceAccount", "2")}, false},
		"another source":      {topic, iam.Request{"cloudwatch.amazonaws.com", "sns:Publish", "topic", with("aws:SourceArn", "arn:x")}, false},
		"denied all the same": {topic, iam.Request{"cloudwatch.amazonaws.com", "sns:Publish", "topic", with("aws:SecureTransport", "false")}, false},
		"a role by its own":   {role, iam.Request{"arn:aws:iam::1:role/x", "sns:Publish", "other", nil}, true},
	} {
		got, err := iam.Allows([]iam.Policy{test.policy}, test.request)
		if err != nil || got != test.want {
			t.Errorf("%s: %v, %v; want %v", name, got, err, test.want)
		}
	}
}

func TestWhatIsNotKnownIsRefused(t *testing.T) {
	p := policy(t, `{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NumericLessThan": {"x": "1"}}}]}`)
	if _, err := iam.Allows([]iam.Policy{p}, iam.Request{Action: "a", Resource: "r"}); err == nil {
		t.Error("an operator that is not known passed")
	}
}
