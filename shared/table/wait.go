package table

import (
	"context"
	"errors"
	"strings"

	"samplepath/shared/workflow"
)

// Wait is a registered wait of an execution: its token is what completes it.
type Wait struct {
	Wait     workflow.Wait
	Token    string
	SampleID string // of a sample that waits for the answer to a request; else empty
	key      Key
}

// subjectKey is where the wait of an input is kept: beside the sample, or under the request whose answer ends it.
func subjectKey(in workflow.AwaitSignalInput) Key {
	switch {
	case in.SampleID != "" && in.RequestID != "":
		return reservationWaitKey(in.RequestID, in.SampleID)
	case in.SampleID != "":
		return sampleWaitKey(in.SampleID, in.Wait)
	}
	return requestWaitKey(in.RequestID, in.Wait)
}

// ErrNewerWait is the answer to an attempt of a wait that is carried out after a newer one: its token is stale.
var ErrNewerWait = errors.New("a newer attempt of this wait is registered")

// RegisterWait keeps the token of a wait. A wait that is retried, or entered again, has a new token, which takes the place of
// the one before; an attempt that comes later than a newer one answers ErrNewerWait and changes nothing. For await-signal.
func (t *Table) RegisterWait(ctx context.Context, in workflow.AwaitSignalInput) (Wait, error) {
	key := subjectKey(in)
	w := Wait{in.Wait, in.Token, "", key}
	entered, err := encodeTime(in.EnteredAt)
	if err != nil {
		return w, err
	}
	var c Change
	c.put(place(attributes{"token": text(in.Token), "enteredAt": entered, "retry": number(in.Retry)}, key, indexed{}),
		notThere+" OR attribute_not_exists(enteredAt) OR enteredAt < :entered OR (enteredAt = :entered AND retry <= :retry)",
		attributes{":entered": entered, ":retry": number(in.Retry)}, always(ErrNewerWait))
	return w, t.CommitOne(ctx, c)
}

// SampleWaits lists the registered waits of a sample, up to date. For signal-lifecycle.
func (t *Table) SampleWaits(ctx context.Context, sampleID string) ([]Wait, error) {
	return t.waits(ctx, sampleKey(sampleID).PK)
}

// RequestWaits lists the registered waits for the answer to an authorization request, up to date: the request's own, and
// those of the samples that were ordered ahead of it. For signal-lifecycle.
func (t *Table) RequestWaits(ctx context.Context, requestID string) ([]Wait, error) {
	return t.waits(ctx, requestWaitKey(requestID, "").PK)
}

func (t *Table) waits(ctx context.Context, partition string) ([]Wait, error) {
	items, err := t.all(ctx, query{partition: partition, prefix: "WAIT#"})
	if err != nil {
		return nil, err
	}
	out := make([]Wait, 0, len(items))
	for _, item := range items {
		key := keyOf(item)
		wait, sampleID, _ := strings.Cut(strings.TrimPrefix(key.SK, "WAIT#"), "#")
		out = append(out, Wait{workflow.Wait(wait), textOf(item, "token"), sampleID, key})
	}
	return out, nil
}

// ForgetWait removes a completed wait, unless it was registered anew meanwhile.
func (t *Table) ForgetWait(ctx context.Context, w Wait) error {
	var c Change
	c.remove(w.key, "#token = :token", map[string]string{"#token": "token"}, attributes{":token": text(w.Token)}, always(nil))
	return t.CommitOne(ctx, c)
}
