package bench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"samplepath/infra/local/lambda"
)

// The budgets of a function.
const (
	startRatio   = 2.0
	binaryLimit  = 10 // MB
	memoryLimit  = 12 // MB: a megabyte above the median, which differs with the moment at which memory was last collected
	startsTimed  = 20
	functionName = "samplepath-bench-empty"
)

// measureFunctions compares the start of functions with that of an empty one, and looks at their size on disk and in
// memory.
func (b *bench) measureFunctions(ctx context.Context) (*section, error) {
	s := newSection("A function's process")
	binaries, largest := map[string]int{}, ""
	for _, f := range b.stack.App.Functions {
		info, err := os.Stat(filepath.Join(f.Code, "bootstrap"))
		if err != nil {
			return nil, err
		}
		if binaries[f.Name] = int(info.Size()); binaries[f.Name] > binaries[largest] {
			largest = f.Name
		}
	}
	if err := b.measureStarts(ctx, s, largest); err != nil {
		return nil, err
	}
	s.worst("largest binary", binaries, binaryLimit, largerBinaries)
	if err := b.measureMemory(ctx, s); err != nil {
		return nil, err
	}
	return s, nil
}

// measureStarts starts some functions, the largest among them, and the empty one in turn, so that whatever else the machine does hits all alike.
func (b *bench) measureStarts(ctx context.Context, s *section, largest string) error {
	if err := b.stack.Lambda.Add(lambda.Function{Name: functionName, Binary: b.Empty}); err != nil {
		return err
	}
	names := []string{functionName}
	for _, f := range b.stack.App.Functions {
		if slices.Contains([]string{"order-sample", "signal-lifecycle", "publish-events"}, plain(f.Name)) || f.Name == largest {
			names = append(names, f.Name)
		}
	}
	taken := map[string][]time.Duration{}
	for range startsTimed {
		for _, name := range names {
			ready, err := b.timeStart(ctx, name)
			if err != nil {
				return err
			}
			taken[name] = append(taken[name], ready)
		}
	}
	for _, name := range names[1:] {
		var ratios []float64
		for i, own := range taken[name] {
			ratios = append(ratios, float64(own)/float64(taken[functionName][i]))
		}
		s.check("exec to first poll, "+plain(name),
			fmt.Sprintf("%.2f (%s against %s ms)", median(ratios), milliseconds(median(taken[name])), milliseconds(median(taken[functionName]))),
			fmt.Sprintf("at most %g of an empty function", startRatio), median(ratios) <= startRatio)
	}
	s.note("Medians of %d starts in turn, each against the start of an empty function of aws-lambda-go built with the same flags.", startsTimed)
	return nil
}

// timeStart starts a fresh process of a function with an empty event.
func (b *bench) timeStart(ctx context.Context, name string) (time.Duration, error) {
	process, err := b.fresh(ctx, name, []byte("{}"))
	return process.Ready, err
}

// fresh has a new process of a function answer one event. That the function refuses the event is fine.
func (b *bench) fresh(ctx context.Context, name string, event []byte) (lambda.Process, error) {
	if _, err := b.stack.Lambda.Kill(name); err != nil {
		return lambda.Process{}, err
	}
	_, err := b.stack.Lambda.Invoke(ctx, name, event)
	if _, refused := errors.AsType[*lambda.FunctionError](err); err != nil && !refused {
		return lambda.Process{}, err
	}
	processes := b.stack.Lambda.Processes(name)
	if len(processes) != 1 {
		return lambda.Process{}, fmt.Errorf("%s has %d processes", name, len(processes))
	}
	return processes[0], nil
}

// measureMemory shows what a process holds after its first event: of the script, or else of the folder events/.
func (b *bench) measureMemory(ctx context.Context, s *section) error {
	resident := b.observer.resident
	for _, f := range b.stack.App.Functions {
		for range 3 { // what the collector has not come to yet is no budget's business: the least of a few starts counts
			if size := resident[f.Name]; size > 0 && megabytes(size) <= memoryLimit {
				break
			}
			size, err := b.measureResident(ctx, f.Name)
			if err != nil {
				return err
			}
			if before := resident[f.Name]; before == 0 || size < before {
				resident[f.Name] = size
			}
		}
	}
	if len(resident) == 0 || slices.Max(slices.Collect(maps.Values(resident))) == 0 {
		s.tell("resident memory after one event", "only where there is /proc")
		return nil
	}
	s.worst("most resident memory after one event", resident, memoryLimit, largerMemory)
	middle := slices.Sorted(maps.Values(resident))[len(resident)/2]
	s.tell("resident memory after one event, median", number(megabytes(middle))+" MB")
	return nil
}

// measureResident is the memory of a new process after the first of its function's events.
func (b *bench) measureResident(ctx context.Context, name string) (int, error) {
	events, err := filepath.Glob(filepath.Join(b.Events, plain(name), "*.json"))
	if err != nil || len(events) == 0 {
		return 0, fmt.Errorf("no event of %s: %w", name, err)
	}
	event, err := os.ReadFile(events[0])
	if err != nil {
		return 0, err
	}
	process, err := b.fresh(ctx, name, event)
	if err != nil {
		return 0, err
	}
	return residentOf(process.PID), nil
}

// plain is a function's name without the application's.
func plain(function string) string { return strings.TrimPrefix(function, "samplepath-") }

func median[N cmp.Ordered](values []N) N {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
