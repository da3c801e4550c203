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
	alarm := iam.Context{"aws:SourceAccount": {"1"}, "aws:SourceArn": {"arn:alarm:x"}, "aws:SecureTransport": {"true"}}
	with := func(key, value string) iam.Context {
		changed := iam.Context{}
		for k, v := range alarm {
			changed[k] = v
		}
		changed[key] = []string{value}
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

// Conditions on keys that have several values, as dynamodb:LeadingKeys has.
func TestConditionsOnSeveralValues(t *testing.T) {
	const (
		public  = `{"ForAllValues:StringNotLike":{"dynamodb:LeadingKeys":"PRIVATE#*"},"Null":{"dynamodb:LeadingKeys":"false"}}`
		private = `{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["PRIVATE#TAX#*","A"]}}`
		one     = `{"ForAnyValue:StringEquals":{"dynamodb:LeadingKeys":"A"}}`
		equal   = `{"StringEquals":{"dynamodb:LeadingKeys":"A"}}`
		other   = `{"StringNotEquals":{"dynamodb:LeadingKeys":"A"}}`
		perhaps = `{"StringEqualsIfExists":{"dynamodb:LeadingKeys":"A"}}`
	)
	for _, test := range []struct {
		name, condition string
		context         iam.Context
		want            bool
	}{
		{"none of those excluded", public, keys("SAMPLE#1", "CAMPAIGN#1"), true},
		{"one of those excluded", public, keys("SAMPLE#1", "PRIVATE#TAX#1"), false},
		{"all of no values hold, and Null refuses them", public, nil, false},
		{"all of those included", private, keys("A", "PRIVATE#TAX#1"), true},
		{"one beside those included", private, keys("PRIVATE#TAX#1", "PRIVATE#ADDRESS#1"), false},
		{"all of no values", private, nil, true},
		{"any of several", one, keys("B", "A"), true},
		{"any of none", one, nil, false},
		{"equal to nothing", equal, nil, false},
		{"not equal to nothing", other, nil, true},
		{"equal, if there is one", perhaps, nil, true},
		{"equal, for there is one", perhaps, keys("B"), false},
	} {
		p := policy(t, `{"Statement":[{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":`+test.condition+`}]}`)
		got, err := iam.Allows([]iam.Policy{p}, iam.Request{Action: "dynamodb:GetItem", Resource: orders, Context: test.context})
		if err != nil || got != test.want {
			t.Errorf("%s: %v, %v; want %v", test.name, got, err, test.want)
		}
	}
}

func TestWhatIsNotKnownIsRefused(t *testing.T) {
	p := policy(t, `{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NumericLessThan": {"x": "1"}}}]}`)
	if _, err := iam.Allows([]iam.Policy{p}, iam.Request{Action: "a", Resource: "r"}); err == nil {
		t.Error("an operator that is not known passed")
	}
}
