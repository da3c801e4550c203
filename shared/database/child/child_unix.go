//go:build unix && !linux

package child

import (
	"fmt"
	"os/exec"
	"syscall"
)

// guard runs its arguments and kills them when its standard input closes, which it does when the parent is gone.
const guard = `exec 3<&0
"$@" </dev/null 3<&- & child=$!
{ read -r _ <&3; kill -9 "$child"; } >/dev/null 2>&1 & watch=$!
exec 3<&-
wait "$child"; status=$?
kill -9 "$watch"
exit "$status"`

// Start starts cmd under a shell that notices when this process is gone. cmd has no standard input, and somebody must
// Wait for it.
func Start(cmd *exec.Cmd) error {
	if cmd.Err != nil {
		return cmd.Err
	}
	if _, err := cmd.StdinPipe(); err != nil { // held open until Wait returns, or this process ends
		return fmt.Errorf("tie a child to this process: %w", err)
	}
	cmd.Args = append([]string{"/bin/sh", "-c", guard, "sh", cmd.Path}, cmd.Args[1:]...)
	cmd.Path = "/bin/sh"
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	return cmd.Start()
}
