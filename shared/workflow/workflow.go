// Package workflow is what the state machines and the application say to each other: what an execution waits for, the payloads
// of its tasks and the names of the errors by which a wait ends. Payloads hold ids, statuses and limits, never personal data.
// Pure: infra defines the state machines from it, lifecycle carries their tasks out, and the table keeps the waits.
package workflow

import "time"

// Wait names what a state machine waits for: part of the key under which its token is kept.
type Wait string

// The waits of both state machines.
const (
	WaitAnswer   Wait = "ANSWER"   // the creator's answer to an authorization request
	WaitShipment Wait = "SHIPMENT" // the seller's dispatch
	WaitDelivery Wait = "DELIVERY" // the carrier's delivery
	WaitReceipt  Wait = "RECEIPT"  // the creator's confirmation
	WaitContent  Wait = "CONTENT"  // the post

	// WaitAuthorization is for the creator's answer, of a sample that was ordered ahead of it (feature F9).
	WaitAuthorization Wait = "AUTHORIZATION"
	WaitResolution    Wait = "RESOLUTION" // the agency's decision after an exception or a problem
)

// AwaitSignalInput is the payload of a wait: exactly one of SampleID and (AgencyID, CreatorID, RequestID) is set.
// await-signal adds the RequestID of a sample that waits for its authorization. EnteredAt and Retry say which of two attempts
// is the newer one, in whatever order they are carried out.
type AwaitSignalInput struct {
	Wait      Wait      `json:"wait"`
	Token     string    `json:"token"`
	EnteredAt time.Time `json:"enteredAt"` // when the execution entered the state
	Retry     int       `json:"retry"`     // how often the state was retried since then
	SampleID  string    `json:"sampleId,omitempty"`
	AgencyID  string    `json:"agencyId,omitempty"`
	CreatorID string    `json:"creatorId,omitempty"`
	RequestID string    `json:"requestId,omitempty"`
}

// CheckDeadlineInput names the wait that timed out: of a sample, or of an authorization request.
type CheckDeadlineInput struct {
	Wait      Wait   `json:"wait"`
	SampleID  string `json:"sampleId,omitempty"`
	AgencyID  string `json:"agencyId,omitempty"`
	CreatorID string `json:"creatorId,omitempty"`
	RequestID string `json:"requestId,omitempty"`
}

// CheckDeadlineAnswer says whether to wait again, and for how long.
type CheckDeadlineAnswer struct {
	WaitAgain bool `json:"waitAgain"`
	Seconds   int  `json:"seconds"` // at least 1
}

// ExpireOverdueInput names what is overdue: a sample, or an authorization request.
type ExpireOverdueInput struct {
	Wait      Wait   `json:"wait"`
	SampleID  string `json:"sampleId,omitempty"`
	AgencyID  string `json:"agencyId,omitempty"`
	CreatorID string `json:"creatorId,omitempty"`
	RequestID string `json:"requestId,omitempty"`
}

// SampleTaskInput names the sample a task is about.
type SampleTaskInput struct {
	SampleID string `json:"sampleId"`
}

// TaskAnswer is the status that a task left its subject in.
type TaskAnswer struct {
	Status string `json:"status"`
}

// SampleLifecycleInput starts the state machine sample-lifecycle. It holds ids and limits, never personal data.
type SampleLifecycleInput struct {
	SampleID             string `json:"sampleId"`
	AuthorizationSeconds int    `json:"authorizationSeconds"` // until a sample ordered ahead of its authorization is released
	ShipmentSeconds      int    `json:"shipmentSeconds"`      // until it must be dispatched
	DeliverySeconds      int    `json:"deliverySeconds"`      // from dispatch until it counts as lost
	ReceiptSeconds       int    `json:"receiptSeconds"`       // from delivery until it goes on without a confirmation
	ContentSeconds       int    `json:"contentSeconds"`       // from receipt until it is asked whether the post is overdue

	ResolutionSeconds int `json:"resolutionSeconds"` // from an exception until it counts as lost
}

// AuthorizationInput starts the state machine creator-authorization.
type AuthorizationInput struct {
	RequestID     string `json:"requestId"`
	AgencyID      string `json:"agencyId"`
	CreatorID     string `json:"creatorId"`
	AnswerSeconds int    `json:"answerSeconds"` // until the request expires
}

// Names of errors that end a wait other than well; the state machines catch them.
const (
	ErrorDeclined     = "AuthorizationDeclined"
	ErrorEnded        = "AuthorizationEnded"
	ErrorCancelled    = "SampleCancelled"
	ErrorUnauthorized = "AwaitingAuthorization" // the sample was ordered ahead of its creator's authorization
	ErrorException    = "DeliveryException"     // the carrier failed, or the sample is sent again
	ErrorProblem      = "ProblemReported"       // the creator misses it, or found it damaged or wrong
	ErrorArrived      = "ArrivedAfterAll"       // what was waited to be resolved has resolved itself
)

// ReconcilerParts is how many runs share the open samples: so many that a million of them are looked at within the hour, in
// runs that hardly overlap.
const ReconcilerParts = 8
