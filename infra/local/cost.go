package local

import "fmt"

// Cost is what the stack has used since it started, as AWS would count it.
type Cost struct {
	Requests    int64 // to the API
	RoundTrips  int   // to DynamoDB
	ReadUnits   float64
	WriteUnits  float64
	Transitions int64 // of Step Functions
	Events      int64 // on the bus
	Invocations int   // of functions
}

// Cost reads the counters: of what was asked for, and apart from it of the scheduled jobs, which cost the same however
// much is asked for. Units are 0 unless the stack was started to count them.
func (s *Stack) Cost() (asked, jobs Cost) {
	database, invocations := s.Meter.Counts(), s.Lambda.Invocations()
	asked = Cost{
		Requests: s.Gateway.Requests(), RoundTrips: database.RoundTrips, ReadUnits: database.ReadUnits, WriteUnits: database.WriteUnits,
		Transitions: s.States.Transitions(), Events: s.Bus.Count(), Invocations: invocations.Total,
	}
	for _, f := range s.App.Functions {
		if !s.scheduled(f.ARN) {
			continue
		}
		used := database.ByApp[f.Name]
		jobs.RoundTrips += used.RoundTrips
		jobs.ReadUnits += used.ReadUnits
		jobs.WriteUnits += used.WriteUnits
		jobs.Invocations += invocations.ByFunction[f.Name]
	}
	asked.RoundTrips -= jobs.RoundTrips
	asked.ReadUnits -= jobs.ReadUnits
	asked.WriteUnits -= jobs.WriteUnits
	asked.Invocations -= jobs.Invocations
	return asked, jobs
}

// Since is what was used between an earlier reading and this one.
func (c Cost) Since(before Cost) Cost {
	return Cost{
		Requests: c.Requests - before.Requests, RoundTrips: c.RoundTrips - before.RoundTrips,
		ReadUnits: c.ReadUnits - before.ReadUnits, WriteUnits: c.WriteUnits - before.WriteUnits,
		Transitions: c.Transitions - before.Transitions, Events: c.Events - before.Events, Invocations: c.Invocations - before.Invocations,
	}
}

func (s *Stack) scheduled(functionARN string) bool {
	for _, schedule := range s.App.Schedules {
		if schedule.Target.Function == functionARN {
			return true
		}
	}
	return false
}

// String is the cost in one line.
func (c Cost) String() string {
	return fmt.Sprintf("%d API calls, %d DynamoDB round trips, %.1f read and %.0f write units, %d state transitions, %d events, %d Lambda invocations",
		c.Requests, c.RoundTrips, c.ReadUnits, c.WriteUnits, c.Transitions, c.Events, c.Invocations)
}
