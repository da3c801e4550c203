package stack_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdklabs/cdk-nag-go/cdknag/v2"

	"samplepath/infra/local/template"
	"samplepath/infra/stack"
	"samplepath/shared/contract"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// The application as it would be deployed, synthesized once for all tests of this package: as a stage that keeps its data,
// and as one for trying, with other settings.
var app, trial application

func TestMain(m *testing.M) {
	flag.Parse()
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "samplepath-infra-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	defer stack.Close()
	if app, err = synthesize(filepath.Join(dir, "kept"), stack.Options{Arch: stack.ARM64, Keep: true, OpenConcurrency: 20}); err != nil {
		return 0, err
	}
	trial, err = synthesize(filepath.Join(dir, "trial"), stack.Options{
		Arch: stack.X8664, Stage: "dev", Origins: []string{"https://app.example.com"}, LinkPage: "https://app.example.com/l/{code}",
	})
	if err != nil {
		return 0, err
	}
	return m.Run(), nil
}

// application is what was synthesized: resources by stack and logical id, and the findings of cdk-nag.
type application struct {
	stacks   map[string]map[string]resource
	outputs  map[string]map[string]any
	findings []finding
	resolved []*template.Resource // with what their references stand for
}

type resource struct {
	Type           string
	DeletionPolicy string
	DependsOn      []string
	Properties     map[string]any
}

type finding struct {
	RuleID          string `json:"ruleId"`
	ResourceID      string `json:"resourceId"`
	Compliance      string `json:"compliance"`
	ExceptionReason string `json:"exceptionReason"`
	RuleInfo        string `json:"ruleInfo"`
}

func synthesize(dir string, options stack.Options) (application, error) {
	assets := filepath.Join(dir, "build")
	for _, action := range contract.Actions() {
		if err := os.MkdirAll(filepath.Join(assets, action.Name), 0o750); err != nil {
			return application{}, err
		}
		if err := os.WriteFile(filepath.Join(assets, action.Name, "bootstrap"), []byte(action.Name), 0o600); err != nil {
			return application{}, err
		}
	}
	out := filepath.Join(dir, "cdk.out")
	cdk := awscdk.NewApp(stack.AppProps(nil, out))
	options.AssetRoot = assets
	if err := options.Check(); err != nil {
		return application{}, err
	}
	stack.Add(cdk, options)
	awscdk.Aspects_Of(cdk).Add(cdknag.NewAwsSolutionsChecks(&cdknag.NagPackProps{
		Verbose:       jsii.Bool(true),
		Reports:       jsii.Bool(true),
		ReportFormats: &[]cdknag.NagReportFormat{cdknag.NagReportFormat_JSON},
	}), nil)
	cdk.Synth(nil)
	return read(out)
}

func read(out string) (application, error) {
	read := application{stacks: map[string]map[string]resource{}, outputs: map[string]map[string]any{}}
	templates, err := filepath.Glob(filepath.Join(out, "*.template.json"))
	if err != nil {
		return read, err
	}
	for _, file := range templates {
		name := strings.TrimSuffix(filepath.Base(file), ".template.json")
		var template struct {
			Resources map[string]resource
			Outputs   map[string]any
		}
		if err := readJSON(file, &template); err != nil {
			return read, err
		}
		read.stacks[name], read.outputs[name] = template.Resources, template.Outputs
	}
	if read.resolved, err = template.Resources(out); err != nil {
		return read, err
	}
	reports, err := filepath.Glob(filepath.Join(out, "AwsSolutions-*-NagReport.json"))
	if err != nil {
		return read, err
	}
	for _, file := range reports {
		var report struct {
			Lines []finding `json:"lines"`
		}
		if err := readJSON(file, &report); err != nil {
			return read, err
		}
		read.findings = append(read.findings, report.Lines...)
	}
	return read, nil
}

func readJSON(file string, into any) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(content, into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
