package bench

import (
	"context"
	"fmt"
	"io"
	"time"

	"samplepath/infra/local"
	"samplepath/infra/local/clock"
	"samplepath/infra/local/demo"
)

// Options say where things are that make has built.
type Options struct {
	App      string    // the synthesized application
	Events   string    // the folder events/
	Empty    string    // the executable of bench/empty
	Out      io.Writer // gets the table
	Progress io.Writer // hears of each part as it begins
}

// bench is one run. The local stack is shared by the parts that need it.
type bench struct {
	Options
	stack    *local.Stack
	observer *observer
	campaign *demo.Campaign
	items    *items
	life     life
	refused  map[string]string // by action: why a call of the script failed
	sections []*section

	firstAnswer time.Duration // of the stack, from its start
}

// Run measures every budget and prints the table. Its error names what is over.
func Run(ctx context.Context, options Options) error {
	b := &bench{Options: options, items: newItems(), refused: map[string]string{}}
	if err := b.start(ctx); err != nil {
		return err
	}
	defer b.stack.Close()
	for _, part := range []struct {
		name    string
		measure func(context.Context) (*section, error)
	}{
		{"the commands and queries of the API", b.measureCalls},
		{"items", b.measureItems},
		{"partitions", measurePartitions},
		{"a lifecycle", b.measureLife},
		{"lists", b.measureLists},
		{"functions", b.measureFunctions},
		{"the local stack", b.measureStack},
	} {
		_, _ = fmt.Fprintf(options.Progress, "Measuring %s ...", part.name)
		took := clock.Stopwatch()
		measured, err := part.measure(ctx)
		if err != nil {
			return fmt.Errorf("measure %s: %w", part.name, err)
		}
		_, _ = fmt.Fprintf(options.Progress, " %.1f s\n", took().Seconds())
		b.sections = append(b.sections, measured)
	}
	_, _ = fmt.Fprintln(options.Progress)
	if err := print(options.Out, b.sections); err != nil {
		return err
	}
	return failure(b.sections)
}
