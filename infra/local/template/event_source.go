package template

import (
	"errors"
	"fmt"
	"time"
)

// EventSource hands the records of a table's stream, or the messages of a queue, to a function.
type EventSource struct {
	ID               string // deterministic, in place of the mapping's UUID
	Function         string // ARN
	Queue            string // ARN; "" where the source is a table's stream
	Table            string // name
	StreamARN        string
	StartingPosition string // TRIM_HORIZON or LATEST
	BatchSize        int
	Filters          []string // event patterns; a record has to match one of them, if there are any
	Retries          int      // -1: until the record expires
	MaximumAge       time.Duration
	Bisect           bool   // split a failed batch in two
	ReportFailures   bool   // the function answers which records of a batch failed
	OnFailure        string // ARN of the queue that gets a record of the batch given up; "" for none
}

// streamRetention is how long DynamoDB keeps stream records, and so the longest that they can be retried.
const streamRetention = 24 * time.Hour

func (l *loader) readEventSource(r *resource) error {
	var p struct {
		FunctionName, EventSourceArn, StartingPosition string
		BatchSize                                      int
		MaximumRetryAttempts                           *int
		MaximumRecordAgeInSeconds                      int
		BisectBatchOnFunctionError                     bool
		FunctionResponseTypes                          []string
		ScalingConfig                                  struct{ MaximumConcurrency int }
		FilterCriteria                                 struct{ Filters []struct{ Pattern string } }
		DestinationConfig                              struct{ OnFailure struct{ Destination string } }
	}
	if err := r.decode(&p); err != nil {
		return err
	}
	f, err := l.function(p.FunctionName)
	if err != nil {
		return err
	}
	s := EventSource{ID: opaque(32, r.stack.name, r.id), Function: f.ARN, StreamARN: p.EventSourceArn,
		StartingPosition: p.StartingPosition, BatchSize: 100, Retries: -1,
		MaximumAge: streamRetention, Bisect: p.BisectBatchOnFunctionError, OnFailure: p.DestinationConfig.OnFailure.Destination}
	for _, table := range l.app.Tables {
		if table.StreamARN != "" && table.StreamARN == p.EventSourceArn {
			s.Table = table.Name
		}
	}
	if l.isQueue(p.EventSourceArn) == nil {
		s.Queue, s.StreamARN, s.BatchSize = p.EventSourceArn, "", 10
	}
	if s.Table == "" && s.Queue == "" {
		return fmt.Errorf("the event source %q is neither the stream of a table of the application nor a queue of it", p.EventSourceArn)
	}
	if s.Queue != "" && len(p.FilterCriteria.Filters) > 0 {
		return errors.New("filters of a queue are not supported")
	}
	if p.BatchSize > 0 {
		s.BatchSize = p.BatchSize
	}
	if p.MaximumRetryAttempts != nil {
		s.Retries = *p.MaximumRetryAttempts
	}
	if p.MaximumRecordAgeInSeconds > 0 {
		s.MaximumAge = min(seconds(p.MaximumRecordAgeInSeconds), streamRetention)
	}
	for _, filter := range p.FilterCriteria.Filters {
		s.Filters = append(s.Filters, filter.Pattern)
	}
	for _, kind := range p.FunctionResponseTypes {
		if kind != "ReportBatchItemFailures" {
			return fmt.Errorf("the response type %q is not supported", kind)
		}
		s.ReportFailures = true
	}
	l.app.EventSources = append(l.app.EventSources, s)
	return l.isQueue(s.OnFailure)
}
