package dynamo

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

const (
	version    = "3.3.1"
	sdkVersion = "2.54.15"
)

// maven is Amazon's own artifact. It asks for a release of the AWS SDK for Java of which Maven Central lacks some parts
// (the telemetry client's, which must be there to be loaded although telemetry is off), so the SDK is taken, as a whole,
// from the bill of materials of a release that is complete.
var maven = archive{
	name:      filepath.Join("dynamodb-local", version),
	jar:       "DynamoDBLocal-" + version + ".jar",
	sum:       "41a32e0a840a1fa375d7b3955e60d4b1db94c423ef9e14a43ee9b4cf9c2fb536",
	classpath: []string{"*"},
	mainClass: "software.amazon.dynamodb.services.local.main.ServerRunner",
	flags:     []string{"-disableTelemetry"},
	fetch:     fetchWithMaven,
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>samplepath</groupId>
  <artifactId>dynamodb-local</artifactId>
  <version>1</version>
  <dependencyManagement><dependencies>
    <dependency>
      <groupId>software.amazon.awssdk</groupId><artifactId>bom</artifactId><version>` + sdkVersion + `</version>
      <type>pom</type><scope>import</scope>
    </dependency>
  </dependencies></dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>software.amazon.dynamodb</groupId><artifactId>DynamoDBLocal</artifactId><version>` + version + `</version>
    </dependency>%s
  </dependencies>
</project>
`

// appleSilicon is SQLite for arm64 Macs, which the artifact's own dependencies leave out.
const appleSilicon = `
    <dependency>
      <groupId>io.github.ganadist.sqlite4java</groupId><artifactId>libsqlite4java-osx-aarch64</artifactId>
      <version>1.0.392</version><type>dylib</type>
    </dependency>`

func fetchWithMaven(ctx context.Context, into string) error {
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return missing("Maven (mvn)", err)
	}
	extra := ""
	switch runtime.GOOS + "/" + runtime.GOARCH {
	case "darwin/arm64":
		extra = appleSilicon
	case "linux/arm64":
		return fmt.Errorf("the Maven artifact has no SQLite for %s/%s", runtime.GOOS, runtime.GOARCH)
	}
	project, err := os.MkdirTemp("", "samplepath-dynamodb-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(project)
	file := filepath.Join(project, "pom.xml")
	if err := os.WriteFile(file, fmt.Appendf(nil, pom, extra), 0o600); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, mvn, "--batch-mode", "--quiet", "--strict-checksums", "--file", file,
		"dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory="+into)
	cmd.Dir = project
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("mvn dependency:copy-dependencies: %w: %s", err, firstLines(string(out), 4))
	}
	return nil
}

func firstLines(text string, n int) string {
	lines := strings.SplitN(strings.TrimSpace(text), "\n", n+1)
	return strings.Join(lines[:min(n, len(lines))], "\n")
}
