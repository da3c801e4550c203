package lifecycle

import (
	"samplepath/shared/authorization"
	"samplepath/shared/sample"
	"samplepath/shared/workflow"
)

// Outcome is how a wait ends: well, or with a named error that the state machine catches.
type Outcome struct {
	Over    bool
	Error   string // empty when it ended well
	Seconds int    // that the next wait may take, where the state machine asks; see NextSeconds
}

// ended are the ways in which a wait can be over.
var (
	still = Outcome{}
	well  = Outcome{Over: true}
)

func badly(name string) Outcome { return Outcome{Over: true, Error: name} }

// past is the status from which on a wait of a sample is over.
var past = map[workflow.Wait]sample.Status{
	workflow.WaitShipment: sample.StatusShipped,
	workflow.WaitDelivery: sample.StatusDelivered,
	workflow.WaitReceipt:  sample.StatusReceived,
	workflow.WaitContent:  sample.StatusPosted,
}

// OfSample says whether a sample's wait is over. It is the one place that decides it: await-signal asks it when a wait
// is registered, signal-lifecycle when something has happened, and whichever comes second sees what the other did.
func OfSample(wait workflow.Wait, s sample.Sample) Outcome {
	switch {
	case s.Status == sample.StatusCancelled || s.Status == sample.StatusLost || s.Status == sample.StatusMissed || s.Status == sample.StatusWrittenOff:
		return badly(workflow.ErrorCancelled)
	case wait == workflow.WaitAuthorization:
		return Outcome{Over: s.Status != sample.StatusAwaitingAuthorization}
	case wait == workflow.WaitShipment && s.Status == sample.StatusAwaitingAuthorization:
		return badly(workflow.ErrorUnauthorized)
	case wait == workflow.WaitResolution:
		return ofResolution(s)
	case s.Status == sample.StatusDeliveryException || s.Status.Rank() < entered[wait].Rank():
		return badly(workflow.ErrorException)
	case s.Status == sample.StatusProblemReported:
		return badly(workflow.ErrorProblem)
	case s.Status.Rank() >= past[wait].Rank():
		return well
	}
	return still
}

// entered is the least status in which a wait can be entered. A sample that is behind it was sent again so quickly that
// nobody saw the exception: its wait is over all the same.
var entered = map[workflow.Wait]sample.Status{
	workflow.WaitDelivery: sample.StatusShipped,
	workflow.WaitReceipt:  sample.StatusDelivered,
	workflow.WaitContent:  sample.StatusDelivered,
}

// ofResolution is OfSample for the wait after an exception: it ends well when the sample is sent again.
func ofResolution(s sample.Sample) Outcome {
	switch {
	case s.Status == sample.StatusDeliveryException || s.Status == sample.StatusProblemReported:
		return still
	case s.Status.Rank() >= sample.StatusDelivered.Rank():
		return badly(workflow.ErrorArrived)
	}
	return well
}

// OfReservation says whether the wait of a sample for its creator's authorization is over (feature F9): the sample or the
// request that it waits for has gone on.
func OfReservation(s sample.Sample, a authorization.Authorization) Outcome {
	if outcome := OfSample(workflow.WaitAuthorization, s); outcome.Over {
		return outcome
	}
	return OfAuthorization(s.RequestID, a)
}

// OfAuthorization says whether the wait for the answer to a request is over. A newer request ends it, too.
func OfAuthorization(requestID string, a authorization.Authorization) Outcome {
	switch {
	case a.RequestID != requestID:
		return badly(workflow.ErrorEnded)
	case a.Status == authorization.StatusAuthorized:
		return well
	case a.Status == authorization.StatusRejected:
		return badly(workflow.ErrorDeclined)
	case a.Status == authorization.StatusEnded || a.Status == authorization.StatusExpired:
		return badly(workflow.ErrorEnded)
	}
	return still
}
