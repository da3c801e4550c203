//go:build !unix

package child

import "os/exec"

// Start starts cmd. This system offers no way to tie its life to ours: Kill must be called.
func Start(cmd *exec.Cmd) error { return cmd.Start() }

// Kill ends a child at once. Killing one that has ended is no error.
func Kill(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = cmd.Process.Kill()
	}
}
