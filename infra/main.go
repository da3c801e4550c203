// Command infra synthesizes the application into CloudFormation templates.
//
//	go run ./infra [-o cdk.out] [-assets build/<arch>] [-c key=value]...
//
// The keys, which are the settings of a stage:
//
//	stage            suffix of every name: dev
//	keep             true or false: whether table, users and secrets outlive the stacks (default: true without a stage and for prod)
//	origins          pages that may call the API from a browser: https://app.example.com,http://localhost:5173 (default: none)
//	linkPage         your page that opens links: https://app.example.com/l/{code} (default: the API's own address, for programs)
//	contentHosts     where content may be, subdomains included: tiktok.com,youtube.com (default: tiktok.com)
//	openConcurrency  how many requests without a token each function that takes them answers at once, so that a flood of
//	                 them leaves room for the others; 0 for no such limit (default: 20 where data is kept, else 0, for new
//	                 accounts have too little to set any aside)
//	arch             arm64 (default) or x86_64
//	local            true: for the local stack
//
// The CDK command line calls it as cdk.json says, and hands its own -c options over.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"samplepath/infra/stack"
)

func main() {
	if err := synthesize(); err != nil {
		fmt.Fprintln(os.Stderr, "infra:", err)
		os.Exit(1)
	}
}

func synthesize() error {
	context := map[string]string{}
	out := flag.String("o", "", "folder of the synthesized application (default cdk.out, or what the CDK command line says)")
	assets := flag.String("assets", "", "folder that holds <action>/bootstrap (default build/<arch>)")
	flag.Func("c", "context as key=value; see the package comment", func(pair string) error {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			return errors.New("want key=value")
		}
		context[key] = value
		return nil
	})
	flag.Parse()

	defer stack.Close()
	app := awscdk.NewApp(stack.AppProps(context, *out))
	options, err := optionsOf(app)
	if err != nil {
		return err
	}
	options.AssetRoot = *assets
	if options.AssetRoot == "" {
		options.AssetRoot = filepath.Join("build", options.Arch)
	}
	if err := options.Check(); err != nil {
		return err
	}
	stack.Add(app, options)
	app.Synth(nil)
	return nil
}

func optionsOf(node constructs.Construct) (stack.Options, error) {
	options := stack.Options{
		Stage:        contextValue(node, "stage", ""),
		LinkPage:     contextValue(node, "linkPage", ""),
		ContentHosts: contextValue(node, "contentHosts", ""),
		Arch:         contextValue(node, "arch", stack.ARM64),
		Local:        contextValue(node, "local", "false") == "true",
	}
	if origins := contextValue(node, "origins", ""); origins != "" {
		options.Origins = strings.Split(origins, ",")
	}
	keep, err := strconv.ParseBool(contextValue(node, "keep", strconv.FormatBool(stack.KeepsByDefault(options.Stage))))
	if err != nil {
		return options, fmt.Errorf("keep: want true or false: %w", err)
	}
	options.Keep = keep
	set := "0"
	if keep {
		set = "20"
	}
	if options.OpenConcurrency, err = strconv.Atoi(contextValue(node, "openConcurrency", set)); err != nil {
		return options, fmt.Errorf("openConcurrency: want a number: %w", err)
	}
	return options, nil
}

func contextValue(node constructs.Construct, key, otherwise string) string {
	if value, ok := node.Node().TryGetContext(jsii.String(key)).(string); ok {
		return value
	}
	return otherwise
}
