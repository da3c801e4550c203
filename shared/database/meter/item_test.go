package meter

import (
	"encoding/json"
	"testing"
)

func TestSizesFollowTheDeveloperGuide(t *testing.T) {
	for text, want := range map[string]int{
		`{"ab":{"S":"é"}}`:      2 + 2,
		`{"n":{"N":"0"}}`:       1 + 1,
		`{"n":{"N":"-12300"}}`:  1 + 2 + 1 + 1,
		`{"n":{"N":"0.00120"}}`: 1 + 1 + 1,
		`{"n":{"N":"1.5E+10"}}`: 1 + 1 + 1,
		`{"n":{"N":"12345678901234567890123456789012345678"}}`: 1 + 19 + 1,
		`{"b":{"B":"AAEC"}}`:                            1 + 3,
		`{"t":{"BOOL":false},"u":{"NULL":true}}`:        2 + 2,
		`{"l":{"L":[]},"m":{"M":{}}}`:                   1 + 3 + 1 + 3,
		`{"l":{"L":[{"S":"ab"},{"N":"1"}]}}`:            1 + 3 + (1 + 2) + (1 + 2),
		`{"m":{"M":{"key":{"S":"ab"}}}}`:                1 + 3 + 1 + 3 + 2,
		`{"s":{"SS":["ab","c"]},"n":{"NS":["1","22"]}}`: 1 + 3 + 1 + 2 + 2,
		`{"s":{"BS":["AAEC"]}}`:                         1 + 3,
		`{}`:                                            0,
	} {
		var i item
		if err := json.Unmarshal([]byte(text), &i); err != nil {
			t.Fatal(err)
		}
		if got := i.size(); got != want {
			t.Errorf("%s: %d bytes, want %d", text, got, want)
		}
	}
}

func TestEqualityIgnoresOnlyTheOrderOfSets(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		equal bool
	}{
		{`{"a":{"SS":["x","y"]}}`, `{"a":{"SS":["y","x"]}}`, true}, {`{"a":{"L":[{"S":"x"},{"S":"y"}]}}`, `{"a":{"L":[{"S":"y"},{"S":"x"}]}}`, false},
		{`{"a":{"S":""}}`, `{"a":{"NULL":true}}`, false}, {`{"a":{"B":"AA=="}}`, `{"a":{"B":"AQ=="}}`, false},
		{`{"a":{"M":{"x":{"BOOL":true}}}}`, `{"a":{"M":{"x":{"BOOL":true}}}}`, true}, {`{"a":{"S":"x"}}`, `{"a":{"S":"x"},"b":{"S":"x"}}`, false},
		{`{"a":{"L":[]}}`, `{"a":{"M":{}}}`, false}, {`{"a":{"N":"1"}}`, `{"a":{"S":"1"}}`, false},
	} {
		var a, b item
		if err := json.Unmarshal([]byte(c.a), &a); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(c.b), &b); err != nil {
			t.Fatal(err)
		}
		if a.equal(b) != c.equal {
			t.Errorf("%s = %s is %t", c.a, c.b, !c.equal)
		}
	}
}
