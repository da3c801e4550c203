package stack

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

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
	for _, a := range contract.Actions() {
		if _, err := os.Stat(filepath.Join(o.AssetRoot, a.Name, "bootstrap")); err != nil {
			return fmt.Errorf("function %s is not built (%w): run \"make build ARCH=%s\" first", a.Name, err, o.Arch)
		}
	}
	return nil
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
