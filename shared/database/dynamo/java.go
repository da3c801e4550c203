package dynamo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
)

// oldestJava is the oldest Java release that runs DynamoDB Local 2.6 and later.
const oldestJava = 17

var javaRelease = regexp.MustCompile(`version "(?:1\.)?(\d+)`)

// findJava returns the java of JAVA_HOME, or else the one on the PATH, if it is new enough.
func findJava(ctx context.Context) (string, error) {
	java := "java"
	if home := os.Getenv("JAVA_HOME"); home != "" {
		java = filepath.Join(home, "bin", "java")
		if runtime.GOOS == "windows" {
			java += ".exe"
		}
	}
	path, err := exec.LookPath(java)
	if err != nil {
		return "", fmt.Errorf("no Java: install release %d or newer: %w", oldestJava, err)
	}
	out, err := exec.CommandContext(ctx, path, "-version").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("run %s -version: %w: %s", path, err, out)
	}
	match := javaRelease.FindSubmatch(out)
	if match == nil {
		return "", fmt.Errorf("%s -version said nothing of its release: %s", path, out)
	}
	release, err := strconv.Atoi(string(match[1]))
	if err != nil {
		return "", errors.Join(errors.New("read the release of "+path), err)
	}
	if release < oldestJava {
		return "", fmt.Errorf("%s is Java %d; DynamoDB Local needs %d or newer", path, release, oldestJava)
	}
	return path, nil
}
