package pattern_test

import (
	"encoding/json"
	"strings"
	"testing"

	"samplepath/infra/local/pattern"
)

func TestMatch(t *testing.T) {
	const event = `{
		"source": "samplepath", "detail-type": "SampleShipped", "null": null, "empty": "", "flag": true,
		"resources": ["a", "b"], "n": 3,
		"detail": {"status": "Shipped", "items": [{"sku": "x", "count": 1}, {"sku": "y", "count": 2}]}
	}`
	for _, test := range []struct {
		pattern string
		want    bool
	}{
		{`{"source": ["other", "samplepath"]}`, true},
		{`{"source": ["other"]}`, false},
		{`{"source": ["samplepath"], "detail": {"status": ["Lost"]}}`, false},
		{`{"missing": ["x"]}`, false},
		{`{"flag": [true]}`, true},
		{`{"flag": ["true"]}`, false},
		{`{"null": [null]}`, true},
		{`{"missing": [null]}`, false},
		{`{"empty": [""]}`, true},
		{`{"resources": ["b", "c"]}`, true},
		{`{"resources": ["c"]}`, false},
		{`{"n": [3]}`, true},
		{`{"n": ["3"]}`, false},
		{`{"source": [{"prefix": "sample"}]}`, true},
		{`{"source": [{"prefix": "SAMPLE"}]}`, false},
		{`{"n": [{"prefix": "3"}]}`, false},
		{`{"detail": {"items": {"sku": ["y"], "count": [2]}}}`, true},
		{`{"detail": {"items": {"sku": ["y"], "count": [1]}}}`, false},
	} {
		p, err := pattern.Parse([]byte(test.pattern))
		if err != nil {
			t.Errorf("%s: %v", test.pattern, err)
			continue
		}
		if got := p.Match(decode(t, event, false)); got != test.want {
			t.Errorf("%s matched %t, want %t", test.pattern, got, test.want)
		}
		if got := p.Match(decode(t, event, true)); got != test.want {
			t.Errorf("%s matched %t with json.Number, want %t", test.pattern, got, test.want)
		}
	}
}

func TestParseNamesWhatItRefuses(t *testing.T) {
	for source, want := range map[string]string{
		`[]`:                      "not a JSON object",
		`{}`:                      "empty object",
		`{"a": "x"}`:              "a: must be an object or an array",
		`{"a": []}`:               "a: an empty array",
		`{"a": {"b": [["x"]]}}`:   "a.b: an array inside an array",
		`{"a": [{"regex": "x"}]}`: `a: operator "regex" is not supported`,
		`{"a": [{"prefix": "x", "suffix": "y"}]}`: "one key",
		`{"a": [{"prefix": 1}]}`:                  "prefix takes a string",
		`{"a": [{"prefix": {"suffix": "x"}}]}`:    "prefix takes a string",
		`{"a": [{"exists": false}]}`:              `operator "exists" is not supported`,
		`{"a": [{"numeric": [">", 0]}]}`:          `operator "numeric" is not supported`,
		`{"a": [{"anything-but": "x"}]}`:          `operator "anything-but" is not supported`,
		`{"a": [{"wildcard": "a*b"}]}`:            `operator "wildcard" is not supported`,
		`{"$or": [{"a": ["x"]}, {"b": ["y"]}]}`:   "$or: $or is not supported",
	} {
		_, err := pattern.Parse([]byte(source))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want an error with %q", source, err, want)
		}
	}
	_, err := pattern.Parse([]byte(`{"a": [{"x": 1}], "b": [{"y": 1}]}`))
	if err == nil || !strings.Contains(err.Error(), `"x"`) || !strings.Contains(err.Error(), `"y"`) {
		t.Errorf("got %v, want both faults", err)
	}
}

func decode(t *testing.T, source string, numbers bool) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(source))
	if numbers {
		decoder.UseNumber()
	}
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}
