package dynamo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// complete is the file that a finished download leaves in its folder.
const complete = ".complete"

// cached returns the folder of the archive in the cache. A download happens beside it and takes its place at once, so
// that an interrupted one is never mistaken for a whole one; processes that start together wait for one download.
func (a archive) cached(ctx context.Context) (string, error) {
	cache, err := cacheFolder()
	if err != nil {
		return "", err
	}
	folder := filepath.Join(cache, a.name)
	if a.whole(folder) {
		return folder, nil
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return "", fmt.Errorf("make the cache: %w", err)
	}
	unlock, err := lock(ctx, folder+".lock")
	if err != nil {
		return "", fmt.Errorf("lock the cache: %w", err)
	}
	defer unlock()
	if a.whole(folder) {
		return folder, nil
	}
	return folder, a.download(ctx, folder)
}

func (a archive) download(ctx context.Context, folder string) error {
	fresh, err := os.MkdirTemp(filepath.Dir(folder), filepath.Base(folder)+".download-")
	if err != nil {
		return fmt.Errorf("make the cache: %w", err)
	}
	defer os.RemoveAll(fresh)
	if err := a.fetch(ctx, fresh); err != nil {
		return err
	}
	sum, err := fileSum(filepath.Join(fresh, a.jar))
	if err != nil {
		return fmt.Errorf("check the download: %w", err)
	}
	if sum != a.sum {
		return fmt.Errorf("%s has SHA-256 %s, not the pinned %s", a.jar, sum, a.sum)
	}
	if err := os.WriteFile(filepath.Join(fresh, complete), []byte(sum+"\n"), 0o600); err != nil {
		return err
	}
	if err := os.RemoveAll(folder); err != nil {
		return fmt.Errorf("clear a broken download: %w", err)
	}
	if err := os.Rename(fresh, folder); err != nil && !a.whole(folder) {
		return fmt.Errorf("keep the download: %w", err)
	}
	return nil
}

// whole reports whether folder holds a finished download with the pinned jar.
func (a archive) whole(folder string) bool {
	if _, err := os.Stat(filepath.Join(folder, complete)); err != nil {
		return false
	}
	sum, err := fileSum(filepath.Join(folder, a.jar))
	return err == nil && sum == a.sum
}

func cacheFolder() (string, error) {
	if folder := os.Getenv("SAMPLEPATH_CACHE"); folder != "" {
		return filepath.Abs(folder)
	}
	user, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no cache directory (set SAMPLEPATH_CACHE): %w", err)
	}
	return filepath.Join(user, "samplepath"), nil
}

func fileSum(path string) (sum string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
