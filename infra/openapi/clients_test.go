package openapi_test

import (
	"os"
	"strings"
	"testing"
)

// The lines with which the README shows the clients are those that `make clients` compiles.
func TestTheReadmesClientsAreCompiled(t *testing.T) {
	readme := read(t, "../../README.md")
	for file, first := range map[string]string{"../clients/typescript/example.ts": "const api", "../clients/go/example_test.go": "api, _"} {
		compiled, shown := lines(read(t, file)), lines(readme)
		at := begins(shown, first)
		if at < 0 || begins(compiled, first) < 0 {
			t.Fatalf("the README or %s has no line that begins with %s", file, first)
		}
		for _, line := range shown[at : at+3] {
			line, _, _ = strings.Cut(line, "{ ... }")
			if begins(compiled, line) < 0 {
				t.Errorf("%s does not compile %q", file, line)
			}
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lines are those of a text, without what they are indented by.
func lines(text string) (out []string) {
	for line := range strings.Lines(text) {
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

// begins is the first line that begins so, or -1.
func begins(lines []string, with string) int {
	for i, line := range lines {
		if strings.HasPrefix(line, with) {
			return i
		}
	}
	return -1
}
