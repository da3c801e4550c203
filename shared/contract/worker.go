package contract

import (
	"samplepath/shared/actor"
	"samplepath/shared/workflow"
)

var system = []actor.Kind{actor.System}

// StuckWorkflow is the message of the log line that says that a workflow needs a person: an alarm counts them.
const StuckWorkflow = "a workflow needs a person"

// The functions that no caller reaches: consumers of the stream and the bus, tasks of the state machines, jobs.
var (
	// PublishEventsFromStream puts every new event item of the table's stream on the bus.
	PublishEventsFromStream = define[None, None](Action{
		Name: "publish-events", Area: Lifecycle, Features: "O3",
		Summary: "Puts every new event of the table on the event bus, in order.",
		Actors:  system, Uses: []Use{PublishEvents},
		Trigger: Trigger{Stream: true},
	})
	// SignalLifecycle starts executions and completes the waits that an event ends.
	SignalLifecycle = define[None, None](Action{
		Name: "signal-lifecycle", Area: Lifecycle, Features: "O1",
		Summary: "Starts the execution of a new sample or authorization request, and completes the wait that an event ends.",
		Actors:  system, Uses: []Use{StartLifecycles, AnswerWaits},
		Table:   []Operation{Get, Query, Delete},
		Trigger: Trigger{Events: []string{"sample.*", "authorization.*"}},
	})
	// Notify writes what an event means to each party into their inboxes.
	Notify = define[None, None](Action{
		Name: "notify", Area: Lifecycle, Features: "N1",
		Summary: "Writes what an event means to each party into their inboxes, once.",
		Actors:  system,
		Table:   []Operation{Get, QueryGSI1, Put, Update},
		Trigger: Trigger{Events: []string{"onboarding.*", "campaign.*", "registration.*", "authorization.*", "sample.*", "restriction.*"}},
	})
	// IndexCampaign keeps what sellers find up to date.
	IndexCampaign = define[None, None](Action{
		Name: "index-campaign", Area: Lifecycle, Features: "B5 B6",
		Summary: "Keeps the marketplace and the sellers' lists of campaigns up to date.",
		Actors:  system,
		Table:   []Operation{Get, Put, Update, Delete},
		Trigger: Trigger{Events: []string{"campaign.*", "registration.registered"}},
	})
	// IndexCreators keeps the lists of a campaign's creators up to date.
	IndexCreators = define[None, None](Action{
		Name: "index-creators", Area: Lifecycle, Features: "E1 F1",
		Summary: "Keeps the lists of a campaign's creators by status and handle up to date.",
		Actors:  system,
		Table:   []Operation{Get, Query, Update},
		Trigger: Trigger{Events: []string{"showcase.*", "authorization.*"}},
	})
	// KeepTasks keeps what agencies have to do up to date.
	KeepTasks = define[None, None](Action{
		Name: "keep-tasks", Area: Lifecycle, Features: "N3 H5",
		Summary: "Keeps what agencies have to do equal to what the states of samples and products call for.",
		Actors:  system,
		Table:   []Operation{Get, Query, Put, Delete, Check},
		Trigger: Trigger{Events: []string{"sample.*", "registration.*"}},
	})
	// ApplyKeptNews applies what was told of a sample before anybody knew that it was about it.
	ApplyKeptNews = define[None, None](Action{
		Name: "apply-kept-news", Area: Lifecycle, Features: "H9 H10",
		Summary: "Applies what a carrier or the platform told before the sample's label, dispatch or link was recorded, once and in order.",
		Actors:  system,
		Table:   []Operation{Get, Query, Put, Update, Delete},
		Trigger: Trigger{Events: []string{"sample.labelled", "sample.relabelled", "sample.dispatched", "sample.linked"}},
	})
	// SendReminders claims every reminder that is due.
	SendReminders = define[None, None](Action{
		Name: "send-reminders", Area: Lifecycle, Features: "E5 I1 O2",
		Summary: "Claims what is due, shard by shard, each with one transaction: the reminder's event and the next due time.",
		Actors:  system,
		Table:   []Operation{Get, QueryGSI3, Put, Update},
		Trigger: Trigger{Schedule: "rate(5 minutes)"},
	})
	// ReconcileLifecycles mends samples and requests whose execution is missing, has ended before them, or stands still.
	ReconcileLifecycles = define[PartInput, None](Action{
		Name: "reconcile-lifecycles", Area: Lifecycle, Features: "O2 N3",
		Summary: "Finds open samples and requests whose execution is missing, has ended or stands still, and starts it anew where they stand.",
		Actors:  system, Uses: []Use{MendLifecycles, AnswerWaits},
		Table:   []Operation{Get, Query, QueryGSI4, Put, Update, Delete, Check},
		Trigger: Trigger{Schedule: "rate(1 hour)", Minutes: 14, Parts: workflow.ReconcilerParts},
	})
)

// PartInput says which part of a job's work a scheduled run is for.
type PartInput struct {
	Part int `json:"part"` // from 0
}

// RequireSecondFactor keeps operators without a second factor out.
var RequireSecondFactor = define[None, None](Action{
	Name: "require-second-factor", Area: Open, Features: "O5",
	Summary: "Keeps an operator's token from saying who they are until they have set up an authenticator app.",
	Actors:  system, Uses: []Use{ReadAccounts},
	Trigger: Trigger{SignIn: true},
})

// The tasks of the state machines.
var (
	// AwaitSignal registers the token of a wait, and completes it at once if what it waits for has happened.
	AwaitSignal = define[workflow.AwaitSignalInput, None](Action{
		Name: "await-signal", Area: Lifecycle, Features: "O1",
		Summary: "Registers the token of a wait; completes it at once if what it waits for has happened.",
		Actors:  system, Uses: []Use{AnswerWaits},
		Table:   []Operation{Get, Put, Delete},
		Trigger: Trigger{Task: true},
	})
	// CheckDeadline says whether a wait that timed out was meanwhile given more time.
	CheckDeadline = define[workflow.CheckDeadlineInput, workflow.CheckDeadlineAnswer](Action{
		Name: "check-deadline", Area: Lifecycle, Features: "I2",
		Summary: "Says whether a wait that timed out was given more time meanwhile, and how much is left of it.",
		Actors:  system,
		Table:   []Operation{Get},
		Trigger: Trigger{Task: true},
	})
	// AuthorizeSample makes a sample that waited for its creator's authorization ready to ship.
	AuthorizeSample = define[workflow.SampleTaskInput, workflow.TaskAnswer](Action{
		Name: "authorize-sample", Area: Lifecycle, Features: "F9",
		Summary: "Makes a sample that waited for its creator's authorization ready to ship, to the address accepted with.",
		Actors:  system,
		Table:   []Operation{Get, Put, Update, Check},
		Trigger: Trigger{Task: true},
	})
	// ExpireOverdue ends what was not authorized, answered, shipped or delivered in time.
	ExpireOverdue = define[workflow.ExpireOverdueInput, workflow.TaskAnswer](Action{
		Name: "expire-overdue", Area: Lifecycle, Features: "E5 F9 G7 H7",
		Summary: "Ends what was not authorized, or not answered, shipped, delivered or resolved in time, with its named reason.",
		Actors:  system,
		Table:   []Operation{Get, Put, Update, Delete, Check},
		Trigger: Trigger{Task: true},
	})
	// RecordOutcome completes a sample whose content was posted.
	RecordOutcome = define[workflow.SampleTaskInput, workflow.TaskAnswer](Action{
		Name: "record-outcome", Area: Lifecycle, Features: "I6",
		Summary: "Completes a sample whose content was posted.",
		Actors:  system,
		Table:   []Operation{Get, Put, Update},
		Trigger: Trigger{Task: true},
	})
	// RestrictCreator closes a sample as missed and restricts its creator for future sends.
	RestrictCreator = define[workflow.SampleTaskInput, workflow.TaskAnswer](Action{
		Name: "restrict-creator", Area: Lifecycle, Features: "I7",
		Summary: "Closes a sample without content as missed and restricts its creator for future sends.",
		Actors:  system,
		Table:   []Operation{Get, Put, Update},
		Trigger: Trigger{Task: true},
	})
)
