// Command infra synthesizes the application into CloudFormation templates.
//
//	go run ./infra [-o cdk.out] [-assets build/<arch>] [-c stage=dev] [-c arch=x86_64] [-c contentHosts=tiktok.com,youtube.com] [-c local=true]
//
// The CDK command line calls it as cdk.json says, and hands its own -c options over.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
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
	flag.Func("c", "context as key=value; keys: stage, arch, contentHosts, local", func(pair string) error {
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
	options := stack.Options{
		Stage:        contextValue(app, "stage", ""),
		Arch:         contextValue(app, "arch", stack.ARM64),
		ContentHosts: contextValue(app, "contentHosts", ""),
		Local:        contextValue(app, "local", "false") == "true",
		AssetRoot:    *assets,
	}
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

func contextValue(node constructs.Construct, key, otherwise string) string {
	if value, ok := node.Node().TryGetContext(jsii.String(key)).(string); ok {
		return value
	}
	return otherwise
}
