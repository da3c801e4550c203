package stack

import (
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

// AppProps are the properties of the app that Add fills: everything that makes `go run ./infra` and the CDK command line
// synthesize the same templates. context is what the caller's command line says; out is the folder for the result, empty
// for the CDK command line's choice or else cdk.out.
func AppProps(context map[string]string, out string) *awscdk.AppProps {
	// Flags are set here and not in cdk.json, which only the CDK command line reads.
	all := map[string]any{
		"@aws-cdk/aws-iam:minimizePolicies": true,
		"@aws-cdk/core:checkSecretUsage":    true,
		// Exports: nothing that another stack uses can be deleted.
		"@aws-cdk/core:defaultCrossStackReferences": "strong",
	}
	for key, value := range context {
		all[key] = value
	}
	if context["local"] == "true" {
		all["aws:cdk:disable-asset-staging"] = true
	}
	props := &awscdk.AppProps{PostCliContext: &all, AnalyticsReporting: jsii.Bool(false), TreeMetadata: jsii.Bool(false), StackTraces: jsii.Bool(false)}
	if out == "" && os.Getenv("CDK_OUTDIR") == "" {
		out = "cdk.out"
	}
	if out != "" {
		props.Outdir = jsii.String(out)
	}
	return props
}
