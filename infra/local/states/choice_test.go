package states_test

import (
	"fmt"
	"testing"

	"samplepath/infra/local/states"
)

func TestComparisons(t *testing.T) {
	const input = `{"s":"b","t":"2026-01-01T10:00:00Z","later":"2026-01-01T12:00:00+01:00","n":2,"big":2.5,"yes":true,"nil":null,"l":[1],"star":"a*b"}`
	cases := []struct {
		variable, operator, operand string
		want                        bool
	}{
		{"$.s", "StringEquals", `"b"`, true}, {"$.s", "StringEquals", `"c"`, false}, {"$.n", "StringEquals", `"2"`, false},
		{"$.s", "StringEqualsPath", `"$.s"`, true}, {"$.s", "StringEqualsPath", `"$.t"`, false}, {"$.s", "StringEqualsPath", `"$.n"`, false},
		{"$.s", "StringLessThan", `"c"`, true}, {"$.s", "StringLessThan", `"b"`, false}, {"$.t", "StringLessThanPath", `"$.s"`, true},
		{"$.s", "StringGreaterThan", `"a"`, true}, {"$.s", "StringGreaterThan", `"b"`, false}, {"$.s", "StringGreaterThanPath", `"$.t"`, true},
		{"$.s", "StringLessThanEquals", `"b"`, true}, {"$.s", "StringLessThanEquals", `"a"`, false}, {"$.s", "StringLessThanEqualsPath", `"$.s"`, true},
		{"$.s", "StringGreaterThanEquals", `"b"`, true}, {"$.s", "StringGreaterThanEquals", `"c"`, false}, {"$.s", "StringGreaterThanEqualsPath", `"$.s"`, true},
		{"$.star", "StringMatches", `"a\\*b"`, true}, {"$.s", "StringMatches", `"\\*"`, false}, {"$.s", "StringMatches", `"*"`, true},
		{"$.t", "StringMatches", `"2026-*T*Z"`, true}, {"$.t", "StringMatches", `"2026-*T*z"`, false}, {"$.n", "StringMatches", `"*"`, false},
		{"$.n", "NumericEquals", `2.0`, true}, {"$.n", "NumericEquals", `3`, false}, {"$.s", "NumericEquals", `2`, false}, {"$.n", "NumericEqualsPath", `"$.n"`, true},
		{"$.n", "NumericLessThan", `2.5`, true}, {"$.n", "NumericLessThan", `2`, false}, {"$.n", "NumericLessThanPath", `"$.big"`, true},
		{"$.n", "NumericGreaterThan", `-1e3`, true}, {"$.n", "NumericGreaterThan", `2`, false}, {"$.big", "NumericGreaterThanPath", `"$.n"`, true},
		{"$.n", "NumericLessThanEquals", `2`, true}, {"$.n", "NumericLessThanEquals", `1`, false}, {"$.n", "NumericLessThanEqualsPath", `"$.n"`, true},
		{"$.n", "NumericGreaterThanEquals", `2`, true}, {"$.n", "NumericGreaterThanEquals", `3`, false}, {"$.n", "NumericGreaterThanEqualsPath", `"$.s"`, false},
		{"$.yes", "BooleanEquals", `true`, true}, {"$.yes", "BooleanEquals", `false`, false}, {"$.s", "BooleanEquals", `true`, false}, {"$.yes", "BooleanEqualsPath", `"$.yes"`, true},
		{"$.t", "TimestampEquals", `"2026-01-01T11:00:00+01:00"`, true}, {"$.s", "TimestampEquals", `"2026-01-01T10:00:00Z"`, false}, {"$.t", "TimestampEqualsPath", `"$.t"`, true},
		{"$.t", "TimestampLessThan", `"2026-01-01T10:00:00.001Z"`, true}, {"$.t", "TimestampLessThanPath", `"$.later"`, true}, {"$.later", "TimestampLessThanPath", `"$.t"`, false},
		{"$.later", "TimestampGreaterThan", `"2026-01-01T10:59:59Z"`, true}, {"$.later", "TimestampGreaterThanPath", `"$.t"`, true}, {"$.t", "TimestampGreaterThanPath", `"$.s"`, false},
		{"$.t", "TimestampLessThanEquals", `"2026-01-01T10:00:00Z"`, true}, {"$.t", "TimestampLessThanEqualsPath", `"$.later"`, true},
		{"$.t", "TimestampGreaterThanEquals", `"2026-01-01T10:00:00Z"`, true}, {"$.t", "TimestampGreaterThanEqualsPath", `"$.later"`, false},
		{"$.nil", "IsNull", `true`, true}, {"$.s", "IsNull", `true`, false}, {"$.s", "IsNull", `false`, true},
		{"$.nil", "IsPresent", `true`, true}, {"$.no", "IsPresent", `true`, false}, {"$.no", "IsPresent", `false`, true}, {"$.l[1]", "IsPresent", `true`, false},
		{"$.n", "IsNumeric", `true`, true}, {"$.s", "IsNumeric", `true`, false}, {"$.s", "IsString", `true`, true}, {"$.n", "IsString", `false`, true},
		{"$.yes", "IsBoolean", `true`, true}, {"$.nil", "IsBoolean", `true`, false}, {"$.t", "IsTimestamp", `true`, true}, {"$.s", "IsTimestamp", `true`, false},
		{"$$.State.Name", "StringEquals", `"A"`, true},
	}
	for _, c := range cases {
		decide(t, fmt.Sprintf(`"Variable":%q,%q:%s`, c.variable, c.operator, c.operand), input, c.want)
	}
}

func TestCombinedRules(t *testing.T) {
	const yes, no, bad = `{"Variable":"$.n","NumericEquals":1}`, `{"Variable":"$.n","NumericEquals":2}`, `{"Variable":"$.no","IsNull":true}`
	for rule, want := range map[string]bool{
		`"And":[` + yes + `,` + yes + `]`:                true,
		`"And":[` + yes + `,` + no + `,` + bad + `]`:     false,
		`"Or":[` + no + `,` + yes + `,` + bad + `]`:      true,
		`"Or":[` + no + `,` + no + `]`:                   false,
		`"Not":` + no:                                    true,
		`"Not":{"And":[` + yes + `,{"Not":` + no + `}]}`: false,
	} {
		decide(t, rule, `{"n":1}`, want)
	}
}

func decide(t *testing.T, rule, input string, want bool) {
	t.Helper()
	s := newStack(t, echo)
	arn := s.start(s.machine("m", `"A":{"Type":"Choice","Choices":[{`+rule+`,"Next":"Yes"}],"Default":"No"},"Yes":{"Type":"Succeed"},"No":{"Type":"Fail","Error":"No"}`), "e", input)
	s.settle()
	d := s.describe(arn)
	if got := d.Status == states.Succeeded; got != want || (!got && d.Error != "No") {
		t.Errorf("%s: %t (%s), want %t", rule, got, d.Error, want)
	}
}
