package lambda

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"slices"
	"sync"
)

const (
	linesKept = 1000
	lineSize  = 256 << 10 // a longer line is cut there, as CloudWatch does
)

// lines keeps the last lines of a function's output. Safe for concurrent use.
type lines struct {
	mu   sync.Mutex
	ring []string
	next int
}

func (l *lines) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.ring) < linesKept {
		l.ring = append(l.ring, line)
		return
	}
	l.ring[l.next] = line
	l.next = (l.next + 1) % linesKept
}

func (l *lines) snapshot() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Concat(l.ring[l.next:], l.ring[:l.next])
}

// output takes what one process prints and passes it on line by line. Used by one goroutine.
type output struct {
	function string
	lines    *lines
	all      *lineWriter
	log      *slog.Logger
	partial  []byte
}

// Write is for the process's standard output and error.
func (o *output) Write(p []byte) (int, error) {
	o.partial = append(o.partial, p...)
	for {
		end := bytes.IndexByte(o.partial, '\n')
		if end < 0 && len(o.partial) < lineSize {
			return len(p), nil
		}
		if end < 0 {
			end = lineSize - 1
		}
		o.pass(o.partial[:end+1])
		o.partial = append(o.partial[:0], o.partial[end+1:]...)
	}
}

// flush passes on a last line that was not ended.
func (o *output) flush() {
	if len(o.partial) > 0 {
		o.pass(o.partial)
		o.partial = nil
	}
}

func (o *output) pass(line []byte) {
	text := string(bytes.TrimRight(line, "\r\n"))
	o.lines.add(text)
	if err := o.all.write(text + "\n"); err != nil {
		o.log.Error("pass a function's output on", "function", o.function, "error", err)
	}
	o.log.LogAttrs(context.Background(), slog.LevelDebug, "function output",
		slog.String("function", o.function), slog.String("line", text))
}

// lineWriter lets many processes write to one place. Safe for concurrent use.
type lineWriter struct {
	mu sync.Mutex
	to io.Writer // may be nil
}

func (l *lineWriter) write(line string) error {
	if l.to == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := io.WriteString(l.to, line)
	return err
}
