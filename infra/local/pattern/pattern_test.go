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
		"resources": ["a", "b"], "none": [], "n": 3, "ip": "10.0.0.7", "path": "a*b/c.png",
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
		{`{"n": [{"numeric": ["=", 3]}]}`, true},
		{`{"n": [{"numeric": [">", 0, "<=", 3]}]}`, true},
		{`{"n": [{"numeric": [">", 0, "<", 3]}]}`, false},
		{`{"n": [{"numeric": [">=", 3.5]}]}`, false},
		{`{"source": [{"numeric": [">", 0]}]}`, false},
		{`{"source": [{"prefix": "sample"}]}`, true},
		{`{"source": [{"prefix": "SAMPLE"}]}`, false},
		{`{"source": [{"prefix": {"equals-ignore-case": "SAMPLE"}}]}`, true},
		{`{"path": [{"suffix": ".png"}]}`, true},
		{`{"path": [{"suffix": ".jpg"}]}`, false},
		{`{"path": [{"suffix": {"equals-ignore-case": ".PNG"}}]}`, true},
		{`{"n": [{"prefix": "3"}]}`, false},
		{`{"detail": {"status": [{"equals-ignore-case": "sHIPPED"}]}}`, true},
		{`{"source": [{"anything-but": "other"}]}`, true},
		{`{"source": [{"anything-but": ["other", "samplepath"]}]}`, false},
		{`{"resources": [{"anything-but": "a"}]}`, true},
		{`{"missing": [{"anything-but": "a"}]}`, false},
		{`{"n": [{"anything-but": [3]}]}`, false},
		{`{"n": [{"anything-but": ["3"]}]}`, true},
		{`{"source": [{"anything-but": {"prefix": "sample"}}]}`, false},
		{`{"source": [{"anything-but": {"prefix": ["x", "y"]}}]}`, true},
		{`{"source": [{"anything-but": {"suffix": "path"}}]}`, false},
		{`{"source": [{"anything-but": {"equals-ignore-case": ["SamplePath"]}}]}`, false},
		{`{"source": [{"anything-but": {"wildcard": "s*h"}}]}`, false},
		{`{"source": [{"exists": true}]}`, true},
		{`{"source": [{"exists": false}]}`, false},
		{`{"missing": [{"exists": false}]}`, true},
		{`{"missing": ["x", {"exists": false}]}`, true},
		{`{"missing": [{"exists": true}]}`, false},
		{`{"null": [{"exists": true}]}`, true},
		{`{"detail": [{"exists": true}]}`, false},
		{`{"none": [{"exists": false}]}`, true},
		{`{"missing": {"deep": [{"exists": false}]}}`, true},
		{`{"detail": {"status": {"deep": [{"exists": false}]}}}`, true},
		{`{"detail": {"items": {"sku": [{"exists": false}]}}}`, false},
		{`{"detail": {"items": {"sku": ["y"], "count": [2]}}}`, true},
		{`{"detail": {"items": {"sku": ["y"], "count": [1]}}}`, false},
		{`{"ip": [{"cidr": "10.0.0.0/29"}]}`, true},
		{`{"ip": [{"cidr": "10.0.0.0/30"}]}`, false},
		{`{"source": [{"cidr": "10.0.0.0/30"}]}`, false},
		{`{"path": [{"wildcard": "a*c.png"}]}`, true},
		{`{"path": [{"wildcard": "a\\*b/*.png"}]}`, true},
		{`{"path": [{"wildcard": "a*.jpg"}]}`, false},
		{`{"path": [{"wildcard": "*"}]}`, true},
		{`{"path": [{"wildcard": "*b*c*"}]}`, true},
		{`{"path": [{"wildcard": "*c*b*"}]}`, false},
		{`{"source": [{"wildcard": "samplepath*samplepath"}]}`, false},
		{`{"$or": [{"source": ["other"]}, {"detail": {"status": ["Shipped"]}}]}`, true},
		{`{"$or": [{"source": ["other"]}, {"n": [4]}]}`, false},
		{`{"n": [4], "$or": [{"source": ["samplepath"]}, {"n": [3]}]}`, false},
		{`{"detail": {"$or": [{"status": ["Lost"]}, {"items": {"sku": ["x"]}}]}}`, true},
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

func TestMatchesObjectsOnly(t *testing.T) {
	p, err := pattern.Parse([]byte(`{"a": [{"exists": false}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, event := range []any{nil, "text", 1.0} {
		if p.Match(event) {
			t.Errorf("%v matched", event)
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
		`{"a": [{"regex": "x"}]}`: `a: unknown operator "regex"`,
		`{"a": [{"prefix": "x", "suffix": "y"}]}`:  "one key",
		`{"a": [{"prefix": 1}]}`:                   "prefix takes a string",
		`{"a": [{"prefix": {"suffix": "x"}}]}`:     `unknown operator "suffix" in prefix`,
		`{"a": [{"exists": "yes"}]}`:               "true or false",
		`{"a": [{"numeric": [">"]}]}`:              "one or two comparisons",
		`{"a": [{"numeric": ["!=", 1]}]}`:          "numeric compares by",
		`{"a": [{"numeric": [">", "1"]}]}`:         "with a number",
		`{"a": [{"cidr": "10.0.0.0/99"}]}`:         "cidr",
		`{"a": [{"wildcard": "a**b"}]}`:            "two stars",
		`{"a": [{"wildcard": "a\\b"}]}`:            "comes only before",
		`{"a": [{"anything-but": []}]}`:            "at least one",
		`{"a": [{"anything-but": [1, "x"]}]}`:      "not both",
		`{"a": [{"anything-but": [null]}]}`:        "strings or numbers",
		`{"a": [{"anything-but": {"cidr": "x"}}]}`: `unknown operator "cidr"`,
		`{"$or": [{"a": ["x"]}]}`:                  "at least two",
		`{"$or": [{"a": ["x"]}, "y"]}`:             "$or[1]: must be an object",
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
