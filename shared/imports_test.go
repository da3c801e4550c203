// Package shared_test holds who may import whom.
package shared_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

const (
	module     = "samplepath/"
	sdk        = "github.com/aws/aws-sdk-go-v2/"
	dynamoDB   = sdk + "service/dynamodb" // and its streams: storage alone reads and writes the table
	attributes = sdk + "feature/dynamodb"
)

// above are the packages that build on others of shared and are no rules. Every other package of shared is a rule, or what rules
// are written with: it knows neither storage nor AWS nor HTTP. What is new is a rule until it is named here.
var above = []string{
	"shared/api", "shared/bus", "shared/cloud", "shared/lifecycle", "shared/news", "shared/ordering", "shared/queue", "shared/reviewing", "shared/secret", "shared/shipping",
	"shared/table", "shared/worker",
}

// allowed says whether a package may import another one, of this module or not; tests says whether for its tests only.
func allowed(from, to string, tests bool) bool {
	switch {
	case within(to, "infra"):
		return within(from, "infra")
	case within(to, "functions"):
		return false
	case within(to, "shared/database"): // a real DynamoDB for tests and for the local stack
		return tests || within(from, "shared/database") || within(from, "infra") || within(from, "shared/table/tabletest")
	case within(from, "shared/database"):
		return tests || !within(to, "shared")
	case strings.HasPrefix(to, dynamoDB) || strings.HasPrefix(to, attributes):
		return tests || within(from, "shared/table") || within(from, "shared/database") || within(from, "infra/local")
	case tests || !within(from, "shared") || within(from, "shared/table/tabletest"):
		return true
	case within(to, "shared/api"):
		return within(from, "shared/api")
	case within(to, "shared/contract"): // what is stored is nobody's wire
		return !within(from, "shared/table") && !within(from, "shared/ordering")
	case within(to, "shared/table"), strings.HasPrefix(to, sdk):
		return withinAny(from, above)
	}
	return true
}

func within(path, folder string) bool {
	path = strings.TrimPrefix(path, module)
	return path == folder || strings.HasPrefix(path, folder+"/")
}

func withinAny(path string, folders []string) bool {
	for _, folder := range folders {
		if within(path, folder) {
			return true
		}
	}
	return false
}

// Nothing imports upwards: neither the functions and what they share the infrastructure, nor storage what HTTP needs, nor the rules
// storage.
func TestNobodyImportsUpwards(t *testing.T) {
	files := 0
	for _, folder := range []string{"functions", "infra", "shared"} {
		err := filepath.WalkDir(filepath.Join("..", folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			files++
			parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			from := module + filepath.ToSlash(strings.TrimPrefix(filepath.Dir(path), ".."+string(filepath.Separator)))
			for _, spec := range parsed.Imports {
				if to := strings.Trim(spec.Path.Value, `"`); !allowed(from, to, strings.HasSuffix(path, "_test.go")) {
					t.Errorf("%s imports %s", path, to)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 500 {
		t.Fatalf("only %d files are looked at", files)
	}
}

// The rule itself: what it is there for is refused.
func TestWhatIsUpwards(t *testing.T) {
	for _, test := range []struct {
		from, to string
		tests    bool
		want     bool
	}{
		{"shared/table/tabletest", "infra/local/clock", false, false},
		{"shared/lifecycle", "infra/local/states", true, false},
		{"functions/order-sample", "infra/local/clock", true, false},
		{"infra/lives", "infra/local/states", true, true},
		{"shared/ordering", "shared/api", false, false},
		{"functions/order-sample", "shared/api", false, true},
		{"shared/table/samples", "shared/contract", false, false},
		{"shared/sample", "shared/table", false, false},
		{"shared/brandnew", "shared/table/samples", false, false},
		{"shared/table", "shared/database/meter", false, false},
		{"shared/table", "shared/database/meter", true, true},
		{"shared/database/meter", "shared/table", false, false},
	} {
		if got := allowed(module+test.from, module+test.to, test.tests); got != test.want {
			t.Errorf("%s imports %s (tests: %v): %v, want %v", test.from, test.to, test.tests, got, test.want)
		}
	}
	for from, want := range map[string]string{"shared/sample": "false false", "shared/queue": "true false", "shared/table/samples": "true true", "infra/account": "true false"} {
		if got := fmt.Sprint(allowed(module+from, sdk+"service/sqs", false), allowed(module+from, dynamoDB, false)); got != want {
			t.Errorf("%s and the SDKs of SQS and DynamoDB: %s, want %s", from, got, want)
		}
	}
}
