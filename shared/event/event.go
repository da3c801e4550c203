// Package event is the record of a change: who changed what, when, from which status to which. One is written with
// every change, in the same transaction, and never altered. It is at once the audit trail, the outbox from which the
// event bus is fed, and the source of notifications.
//
// It imports no AWS package and holds no personal data: states that do are not recorded field by field.
package event

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"time"

	"samplepath/shared/actor"
)

// Source is the source of all events on the bus.
const Source = "samplepath"

// Type names what happened: the noun it happened to, a dot, and a verb in the past tense.
type Type string

// Party is who did something: an actor and its id. The system's id is the function's name. CallID is the id of the request
// that the change was one row of, for a row of a bulk call.
type Party struct {
	Actor  actor.Kind `json:"actor"`
	ID     string     `json:"id"`
	CallID string     `json:"callId,omitempty"`
}

// Event is one immutable entry of an aggregate's timeline, in the form in which it is stored and published.
type Event struct {
	ID      string    `json:"id"`
	Type    Type      `json:"type"`
	Subject string    `json:"subject"`
	Version int       `json:"version"`
	At      time.Time `json:"at"`
	By      Party     `json:"by"`
	From    string    `json:"from,omitempty"`
	To      string    `json:"to"`

	Parties Parties           `json:"parties"`
	Details map[string]string `json:"details,omitempty"`
	// Change is the JSON merge patch (RFC 7386) from the state before to the state after, less what stands above: id,
	// version, status and the parties.
	Change map[string]any `json:"change,omitempty"`
}

// Parties are the ids that a change concerns: consumers route by them.
type Parties struct {
	AgencyID       string `json:"agencyId,omitempty"`
	SellerID       string `json:"sellerId,omitempty"`
	CreatorID      string `json:"creatorId,omitempty"`
	CampaignID     string `json:"campaignId,omitempty"`
	RegistrationID string `json:"registrationId,omitempty"`
}

// Aggregate is a state whose changes are recorded.
type Aggregate interface {
	Identity() (subject string, version int) // version counts changes, from 1
	State() string                           // the status
	Involved() Parties
}

// Private is an aggregate with fields that hold personal data. They are left out of its events.
type Private interface {
	Private() []string // JSON names
}

// Detailed is an aggregate whose consumers need more of an event than its change says. It gives that with every event of a kind,
// so that nobody who records one has to remember it.
type Detailed interface {
	Details(Type) map[string]string // of the event that led to this state; nil for none
}

// With returns e with one more detail.
func (e Event) With(name, value string) Event {
	e.Details = maps.Clone(e.Details)
	if e.Details == nil {
		e.Details = map[string]string{}
	}
	e.Details[name] = value
	return e
}

// ID is the id of the event that brought subject to version.
func ID(subject string, version int) string { return fmt.Sprintf("%s.%06d", subject, version) }

// First records the change that made an aggregate.
func First[A Aggregate](made A, kind Type, by Party, at time.Time) Event {
	return record(nil, "", made, kind, by, at)
}

// Changed records the change from before to after.
func Changed[A Aggregate](before, after A, kind Type, by Party, at time.Time) Event {
	return record(document(before), before.State(), after, kind, by, at)
}

func record[A Aggregate](old map[string]any, from string, after A, kind Type, by Party, at time.Time) Event {
	subject, version := after.Identity()
	e := Event{
		ID: ID(subject, version), Type: kind, Subject: subject, Version: version, At: at, By: by,
		From: from, To: after.State(), Parties: after.Involved(), Change: patch(old, document(after)),
	}
	if detailed, ok := any(after).(Detailed); ok {
		e.Details = detailed.Details(kind)
	}
	return e
}

// Replay rebuilds an aggregate's state from all events of its timeline, oldest first (feature O3).
func Replay[A any](events []Event) (out A, err error) {
	var state map[string]any
	for i, e := range events {
		if state, err = after(state, e, i+1); err != nil {
			return out, err
		}
	}
	return stateOf[A](state)
}

// Each is Replay, stopping after each event: visit is given the event and the state that it led to.
func Each[A any](events []Event, visit func(Event, A)) (err error) {
	var state map[string]any
	for i, e := range events {
		if state, err = after(state, e, i+1); err != nil {
			return err
		}
		reached, err := stateOf[A](state)
		if err != nil {
			return err
		}
		visit(e, reached)
	}
	return nil
}

// after is the state that an event leads to, which has to be the one of that version.
func after(state map[string]any, e Event, version int) (map[string]any, error) {
	if e.Version != version {
		return nil, fmt.Errorf("timeline of %s: entry %d has version %d", e.Subject, version, e.Version)
	}
	if state == nil {
		state = map[string]any{}
	}
	state = merge(state, e.Change)
	state["id"], state["version"], state["status"] = e.Subject, e.Version, e.To
	for name, id := range e.Parties.byName() {
		state[name] = id
	}
	return state, nil
}

func stateOf[A any](state map[string]any) (out A, err error) {
	encoded, err := json.Marshal(state)
	if err == nil {
		err = json.Unmarshal(encoded, &out)
	}
	if err != nil {
		err = fmt.Errorf("replay: %w", err)
	}
	return out, err
}

// merge applies a merge patch. It changes neither of the two.
func merge(state, patch map[string]any) map[string]any {
	out := maps.Clone(state)
	for name, value := range patch {
		was, wasObject := state[name].(map[string]any)
		is, isObject := value.(map[string]any)
		switch {
		case value == nil:
			delete(out, name)
		case wasObject && isObject:
			out[name] = merge(was, is)
		default:
			out[name] = value
		}
	}
	return out
}

// byName lists the parties under their JSON names, absent ones too, as empty.
func (p Parties) byName() map[string]string {
	return map[string]string{
		"agencyId": p.AgencyID, "sellerId": p.SellerID, "creatorId": p.CreatorID,
		"campaignId": p.CampaignID, "registrationId": p.RegistrationID,
	}
}

// document is the JSON form of a state, without what every event holds anyway. A state that has none is a mistake in the
// program.
func document(state any) map[string]any {
	var out map[string]any
	encoded, err := json.Marshal(state)
	if err == nil {
		err = json.Unmarshal(encoded, &out)
	}
	if err != nil {
		panic(fmt.Sprintf("event: %T is no aggregate: %v", state, err))
	}
	for _, name := range []string{"id", "version", "status"} {
		delete(out, name)
	}
	for name := range (Parties{}).byName() {
		delete(out, name)
	}
	if private, ok := state.(Private); ok {
		for _, name := range private.Private() {
			delete(out, name)
		}
	}
	return out
}

// patch is the merge patch (RFC 7396) from before to after: of an object that changes, only the members that do.
func patch(before, after map[string]any) map[string]any {
	out := map[string]any{}
	for name, value := range after {
		old, had := before[name]
		was, wasObject := old.(map[string]any)
		is, isObject := value.(map[string]any)
		switch {
		case had && reflect.DeepEqual(old, value):
		case wasObject && isObject:
			out[name] = patch(was, is)
		default:
			out[name] = value
		}
	}
	for name := range before {
		if _, has := after[name]; !has {
			out[name] = nil
		}
	}
	return out
}

// Noun is the part of a type before the dot: what the event happened to.
func (t Type) Noun() string {
	noun, _, _ := strings.Cut(string(t), ".")
	return noun
}
