package streams

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// StartingPosition says where in a stream a mapping begins.
type StartingPosition string

const (
	TrimHorizon StartingPosition = "TRIM_HORIZON" // at the oldest record there is
	Latest      StartingPosition = "LATEST"       // after what is there when the mapping is added
)

// Unlimited is the MaximumRetryAttempts of a batch that is tried again until its records expire.
const Unlimited = -1

// retention is how long DynamoDB Streams keeps a record.
const retention = 24 * time.Hour

// Matcher is one pattern of FilterCriteria. The event is a stream record as a function sees it, as decoded JSON.
type Matcher interface {
	Match(event any) bool
}

// Mapping is an AWS::Lambda::EventSourceMapping on a DynamoDB stream.
type Mapping struct {
	Function                   string // name or ARN
	StreamARN                  string // as DynamoDB Local names the stream
	EventSourceARN             string // as functions see it; derived from StreamARN if empty
	StartingPosition           StartingPosition
	BatchSize                  int           // records at most in an invocation, up to 10,000; Lambda's 100 if zero
	Filters                    []Matcher     // a record is delivered if any matches, or if there are none
	MaximumRetryAttempts       int           // after the first attempt; Unlimited is Lambda's default, 0 means none
	MaximumRecordAge           time.Duration // virtual time from when it was read; zero means the stream's 24 hours
	BisectBatchOnFunctionError bool
	ReportBatchItemFailures    bool
	OnFailure                  string // ARN of the queue for batches that are given up; may be empty
}

const (
	region       = "us-east-1"
	maximumBatch = 10_000
)

// completed returns the mapping with its defaults, or says what is wrong with it.
func (m Mapping) completed() (Mapping, error) {
	var wrong []error
	if m.Function == "" || m.StreamARN == "" {
		wrong = append(wrong, errors.New("it needs a function and a stream"))
	}
	if m.StartingPosition != TrimHorizon && m.StartingPosition != Latest {
		wrong = append(wrong, fmt.Errorf("starting position %q is neither %s nor %s", m.StartingPosition, TrimHorizon, Latest))
	}
	if m.BatchSize < 0 || m.BatchSize > maximumBatch {
		wrong = append(wrong, fmt.Errorf("batch size %d is not between 1 and %d", m.BatchSize, maximumBatch))
	}
	if m.MaximumRetryAttempts < Unlimited || m.MaximumRetryAttempts > 10_000 {
		wrong = append(wrong, fmt.Errorf("%d retries are not between -1 and 10,000", m.MaximumRetryAttempts))
	}
	if m.BatchSize == 0 {
		m.BatchSize = 100
	}
	if m.MaximumRecordAge <= 0 || m.MaximumRecordAge > retention {
		m.MaximumRecordAge = retention
	}
	if m.EventSourceARN == "" {
		m.EventSourceARN = strings.Replace(m.StreamARN, ":ddblocal:", ":"+region+":", 1)
	}
	return m, errors.Join(wrong...)
}

// wants reports whether the filters let a record through.
func (m Mapping) wants(event any) bool {
	for _, filter := range m.Filters {
		if filter.Match(event) {
			return true
		}
	}
	return len(m.Filters) == 0
}
