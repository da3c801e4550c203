package dynamo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// jarOf returns an archive whose download is the given content, and a count of its downloads.
func jarOf(content, pinned string) (archive, *atomic.Int32) {
	sum := sha256.Sum256([]byte(pinned))
	var downloads atomic.Int32
	return archive{name: "edition", jar: "main.jar", sum: hex.EncodeToString(sum[:]),
		fetch: func(_ context.Context, into string) error {
			downloads.Add(1)
			return os.WriteFile(filepath.Join(into, "main.jar"), []byte(content), 0o600)
		}}, &downloads
}

func TestCacheIsFilledOnceByManyAtOnce(t *testing.T) {
	t.Setenv("SAMPLEPATH_CACHE", t.TempDir())
	edition, downloads := jarOf("jar", "jar")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			folder, err := edition.cached(t.Context())
			if err != nil || !edition.whole(folder) {
				t.Errorf("folder %s is not whole: %v", folder, err)
			}
		})
	}
	wait.Wait()
	if got := downloads.Load(); got != 1 {
		t.Fatalf("%d downloads, want 1", got)
	}
}

func TestBrokenCacheIsFetchedAgain(t *testing.T) {
	breaks := map[string]func(folder string) error{
		"interrupted": func(folder string) error { return os.Remove(filepath.Join(folder, complete)) },
		"damaged":     func(folder string) error { return os.WriteFile(filepath.Join(folder, "main.jar"), []byte("ja"), 0o600) },
		"deleted":     func(folder string) error { return os.Remove(filepath.Join(folder, "main.jar")) },
	}
	for name, damage := range breaks {
		t.Run(name, func(t *testing.T) {
			t.Setenv("SAMPLEPATH_CACHE", t.TempDir())
			edition, downloads := jarOf("jar", "jar")
			folder, err := edition.cached(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := damage(folder); err != nil {
				t.Fatal(err)
			}
			if _, err := edition.cached(t.Context()); err != nil || !edition.whole(folder) || downloads.Load() != 2 {
				t.Fatalf("after %d downloads: %v", downloads.Load(), err)
			}
		})
	}
}

func TestDownloadMustHaveThePinnedSum(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("SAMPLEPATH_CACHE", cache)
	edition, _ := jarOf("something else", "jar")
	if _, err := edition.cached(t.Context()); err == nil || !strings.Contains(err.Error(), "pinned") {
		t.Fatalf("error %v, want one about the pinned sum", err)
	}
	if _, err := os.Stat(filepath.Join(cache, "edition")); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("the refused download was kept: %v", err)
	}
}
