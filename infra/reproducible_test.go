package main

import (
	"crypto/sha256"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTwoBuildsAreEqual builds a function as make does, from two folders at two commits: a deployment then changes only the
// functions whose code has changed.
func TestTwoBuildsAreEqual(t *testing.T) {
	first, second := build(t, "one"), build(t, "two")
	if first != second {
		t.Errorf("the same code gives %x and %x", first, second)
	}
}

// build copies the module into a repository of its own, commits it with a message, and returns the sum of a function.
func build(t *testing.T, message string) [sha256.Size]byte {
	t.Helper()
	dir := filepath.Join(t.TempDir(), message)
	for _, name := range []string{"go.mod", "go.sum", "Makefile", "shared", "functions/get-openapi"} {
		from, to := filepath.Join("..", name), filepath.Join(dir, name)
		info, err := os.Stat(from)
		if err != nil {
			t.Fatal(err)
		}
		if info.IsDir() {
			err = os.CopyFS(to, os.DirFS(from))
		} else if err = os.MkdirAll(filepath.Dir(to), 0o750); err == nil {
			err = copyFile(from, to)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	git := "git -c user.name=test -c user.email=test@example.com"
	run(t, dir, "git init -q && git add -A && "+git+" commit -q -m "+message)
	run(t, dir, "make build-get-openapi")
	binary, err := os.ReadFile(filepath.Join(dir, "build/stage/arm64/get-openapi"))
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(binary)
}

func copyFile(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}

// run runs a command without the flags that this test runs under: what is tested is that make sets them.
func run(t *testing.T, dir, command string) {
	t.Helper()
	c := exec.Command("bash", "-c", command)
	c.Dir = dir
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); name != "GOFLAGS" && name != "MAKEFLAGS" && name != "MFLAGS" && name != "ARCH" {
			c.Env = append(c.Env, variable)
		}
	}
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, out)
	}
}
