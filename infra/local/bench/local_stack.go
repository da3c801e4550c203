package bench

import (
	"context"
	"os"
)

// The budgets of the local stack.
const (
	firstAnswerLimit = 20 // seconds
	workflowRate     = 35 // lives a second
	workflowSerial   = 50 // milliseconds
)

// measureStack shows what the local stack itself takes.
func (b *bench) measureStack(ctx context.Context) (*section, error) {
	s := newSection("The local stack")
	s.most("start to first answer", b.firstAnswer.Seconds(), firstAnswerLimit, " s")
	w, err := startWorkflows(ctx, b.Empty)
	if err != nil {
		return nil, err
	}
	defer w.close()
	serial, err := w.serial(ctx, 100)
	if err != nil {
		return nil, err
	}
	rate, err := w.parallel(ctx, 1000, 64)
	if err != nil {
		return nil, err
	}
	s.least("workflows of four waits, 64 at once", rate, workflowRate, " a second")
	s.most("one after the other, median", float64(serial.Microseconds())/1000, workflowSerial, " ms")
	s.note("A workflow is a start, four waits and an end, over the Step Functions API; the task of each wait is a real Lambda process, of the empty function, without a database behind it.")
	own, functions := residentOf(os.Getpid()), 0
	for _, f := range b.stack.App.Functions {
		for _, p := range b.stack.Lambda.Processes(f.Name) {
			functions += residentOf(p.PID)
		}
	}
	if own > 0 {
		s.tell("memory: the stack, with this bench in it", number(megabytes(own))+" MB")
		s.tell("memory: the functions' processes", number(megabytes(functions))+" MB")
	}
	return s, nil
}
