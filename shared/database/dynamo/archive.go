package dynamo

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// archive is one edition of DynamoDB Local as jar files.
type archive struct {
	name      string   // its folder in the cache
	jar       string   // the main jar, relative to that folder
	sum       string   // SHA-256 of the main jar
	classpath []string // relative to the folder
	libraries string   // where SQLite's native library lies, relative to the folder
	mainClass string
	flags     []string
	fetch     func(ctx context.Context, into string) error
}

func (a archive) prepare(ctx context.Context) error {
	_, _, err := a.ready(ctx)
	return err
}

// ready returns a java that can run the archive and the folder the archive lies in, after downloading it if need be.
func (a archive) ready(ctx context.Context) (java, folder string, err error) {
	if java, err = findJava(ctx); err != nil {
		return "", "", err
	}
	if folder, err = a.cached(ctx); err != nil {
		return "", "", err
	}
	return java, folder, nil
}

// start runs the archive. The database is small as a rule: the simplest collector and a heap that grows only where it must
// keep it out of the way.
func (a archive) start(ctx context.Context) (*Server, error) {
	java, folder, err := a.ready(ctx)
	if err != nil {
		return nil, err
	}
	var classpath []string
	for _, entry := range a.classpath {
		classpath = append(classpath, filepath.Join(folder, entry))
	}
	arguments := append([]string{
		"-Xms32m", "-Xmx1536m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
		"-Djava.library.path=" + filepath.Join(folder, a.libraries), "-Djava.awt.headless=true",
		"-cp", strings.Join(classpath, string(filepath.ListSeparator)),
		a.mainClass, "-inMemory",
	}, a.flags...)
	return run(ctx, func(port string) *exec.Cmd {
		cmd := exec.Command(java, append(arguments, "-port", port)...)
		cmd.Dir = folder
		return cmd
	})
}

// missing says that a program which fetches the archive is not installed.
func missing(program string, err error) error {
	return fmt.Errorf("%s is not installed: %w", program, err)
}
