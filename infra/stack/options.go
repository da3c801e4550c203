package stack

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"

	"samplepath/shared/contract"
)

// The architectures a function can be built for, as Lambda names them.
const (
	ARM64 = "arm64"
	X8664 = "x86_64"
)

// Options are what may differ between two deployments of the same application.
type Options struct {
	// Stage becomes a suffix of every physical name ("dev": samplepath-order-sample-dev); empty for the only one.
	Stage string
	// Keep is whether what the stage holds outlives its stacks: table, users, secrets, key. KeepsByDefault says it where
	// nobody does.
	Keep bool
	// Origins are the web pages that may call the API from a browser: "https://app.example.com".
	Origins []string
	// LinkPage is the page that opens links, with {code} in it; empty for the API's own address.
	LinkPage string
	// OpenConcurrency is how many requests without a token each of the functions that take them may answer at once; 0 for
	// no limit of their own.
	OpenConcurrency int
	// Arch is ARM64 or X8664.
	Arch string
	// AssetRoot holds one folder for each action, with its executable named bootstrap.
	AssetRoot string
	// ContentHosts are the hosts on which creators' content may be, with commas between them; empty means TikTok's.
	ContentHosts string
	// Local synthesizes for the local stack: code is referred to where it lies, neither read nor copied.
	Local bool
}

// Check reports what is wrong with the options, and functions that are not built. Its error is for a person.
func (o Options) Check() error {
	if o.Arch != ARM64 && o.Arch != X8664 {
		return fmt.Errorf("arch is %q: want %s or %s", o.Arch, ARM64, X8664)
	}
	if strings.Trim(o.Stage, "abcdefghijklmnopqrstuvwxyz0123456789") != "" || len(o.Stage) > 8 {
		return fmt.Errorf("stage is %q: want at most 8 lower-case letters and digits", o.Stage)
	}
	if strings.Trim(o.ContentHosts, "abcdefghijklmnopqrstuvwxyz0123456789-.,") != "" {
		return fmt.Errorf("contentHosts is %q: want hosts in lower case with commas between them", o.ContentHosts)
	}
	for _, origin := range o.Origins {
		if !isOrigin(origin) {
			return fmt.Errorf("origin is %q: want https://host, or http://localhost with a port, and no path", origin)
		}
	}
	if page, err := url.Parse(o.LinkPage); o.LinkPage != "" && (err != nil || page.Scheme != "https" || page.Host == "" ||
		strings.Contains(page.Host, "{") || strings.Count(o.LinkPage, "{code}") != 1) {
		return fmt.Errorf("linkPage is %q: want https://host/... with {code} where the link's code goes", o.LinkPage)
	}
	if o.OpenConcurrency < 0 {
		return fmt.Errorf("openConcurrency is %d: want 0 for no limit, or more", o.OpenConcurrency)
	}
	for _, a := range contract.Actions() {
		if _, err := os.Stat(filepath.Join(o.AssetRoot, a.Name, "bootstrap")); err != nil {
			return fmt.Errorf("function %s is not built (%w): run \"make build ARCH=%s\" first", a.Name, err, o.Arch)
		}
	}
	return nil
}

// KeepsByDefault reports whether a stage keeps its data: the only one and prod do, others are for trying.
func KeepsByDefault(stage string) bool { return stage == "" || stage == "prod" }

// isOrigin reports whether a text is an origin as browsers send it.
func isOrigin(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Scheme+"://"+u.Host != text || u.Hostname() == "" {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && u.Hostname() == "localhost"
}

// removal is what becomes of something that holds data when it leaves its stack. Where a stage keeps, only a creation
// that is rolled back takes it away again, so that the next attempt finds nothing in its way.
func (o Options) removal() awscdk.RemovalPolicy {
	if o.Keep {
		return awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE
	}
	return awscdk.RemovalPolicy_DESTROY
}

// name is the physical name of a resource, unique in account and region.
func (o Options) name(resource string) string {
	if o.Stage == "" {
		return "samplepath-" + resource
	}
	return "samplepath-" + resource + "-" + o.Stage
}

// stack is the name of a stack.
func (o Options) stack(concern string) string {
	if o.Stage == "" {
		return "Samplepath" + concern
	}
	return "Samplepath" + concern + "-" + o.Stage
}
