package child

import (
	"os/exec"
	"runtime"
	"sync"
	"syscall"
)

// Start starts cmd; somebody must Wait for it. The kernel kills the child when the thread that started it ends, so one thread that never ends
// starts them all.
func Start(cmd *exec.Cmd) error {
	launcher.Do(func() { go launch() })
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	started := make(chan error)
	starts <- start{cmd, started}
	return <-started
}

type start struct {
	cmd     *exec.Cmd
	started chan<- error
}

var (
	launcher sync.Once
	starts   = make(chan start)
)

func launch() {
	runtime.LockOSThread()
	for s := range starts {
		s.started <- s.cmd.Start()
	}
}
