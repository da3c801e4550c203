//go:build unix

package child

import (
	"os/exec"
	"syscall"
)

// Kill ends a child and whatever it started, at once. Killing one that has ended is no error; waiting for it is left to
// whoever started it.
func Kill(cmd *exec.Cmd) {
	if cmd.Process == nil || cmd.Process.Signal(syscall.Signal(0)) != nil {
		return
	}
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
}
