//go:build unix

package child_test

import (
	"bufio"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"samplepath/shared/database/child"
)

// TestMain makes this test binary double as a parent: one that starts a child, says its process id, and waits.
func TestMain(m *testing.M) {
	if os.Getenv("CHILD_TEST_PARENT") == "" {
		os.Exit(m.Run())
	}
	cmd := exec.Command("/bin/sh", "-c", "echo $$; exec sleep 60")
	cmd.Stdout = os.Stdout
	if err := child.Start(cmd); err != nil {
		panic(err)
	}
	_ = cmd.Wait()
}

func TestChildEndsWithItsParent(t *testing.T) {
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), "CHILD_TEST_PARENT=1")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, 0); err != nil {
		t.Fatalf("the child does not run: %v", err)
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	go func() {
		_, _ = lines.ReadString('\n') // ends when the last holder of the pipe, the child, is gone
		close(gone)
	}()
	select {
	case <-gone:
	case <-time.After(30 * time.Second):
		t.Fatal("the child outlived its parent")
	}
	_ = parent.Wait()
}

func TestKillTakesTheWholeGroup(t *testing.T) {
	cmd := exec.Command("/bin/sh", "-c", "sleep 60 & echo started; wait")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(cmd); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	if _, err := lines.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	child.Kill(cmd)
	if _, err := lines.ReadString('\n'); err == nil { // the grandchild holds the pipe too
		t.Fatal("output after the kill")
	}
	if cmd.Wait() == nil {
		t.Fatal("a killed child ended well")
	}
	child.Kill(cmd)
}
