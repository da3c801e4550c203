package pending

import (
	"context"
	"errors"
	"strings"

	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/workflow"
)

// Wait is a registered wait of an execution: its token is what completes it.
type Wait struct {
	Wait     workflow.Wait
	Token    string
	SampleID string // of a sample that waits for the answer to a request; else empty
	key      keys.Key
}

// subjectKey is where the wait of an input is kept: beside the sample, or under the request whose answer ends it.
func subjectKey(in workflow.AwaitSignalInput) keys.Key {
	switch {
	case in.SampleID != "" && in.RequestID != "":
		return keys.ReservationWait(in.RequestID, in.SampleID)
	case in.SampleID != "":
		return keys.SampleWait(in.SampleID, in.Wait)
	}
	return keys.RequestWait(in.RequestID, in.Wait)
}

// ErrNewerWait is the answer to an attempt of a wait that is carried out after a newer one: its token is stale.
var ErrNewerWait = errors.New("a newer attempt of this wait is registered")

// RegisterWait keeps the token of a wait. A wait that is retried, or entered again, has a new token, which takes the place of
// the one before; an attempt that comes later than a newer one answers ErrNewerWait and changes nothing. For await-signal.
func RegisterWait(ctx context.Context, t *table.Table, in workflow.AwaitSignalInput) (Wait, error) {
	key := subjectKey(in)
	w := Wait{in.Wait, in.Token, "", key}
	entered, err := table.EncodeTime(in.EnteredAt)
	if err != nil {
		return w, err
	}
	var c table.Change
	c.Put(table.Place(table.Item{"token": table.Text(in.Token), "enteredAt": entered, "retry": table.Number(in.Retry)}, key, table.Places{}),
		table.NotThere+" OR attribute_not_exists(enteredAt) OR enteredAt < :entered OR (enteredAt = :entered AND retry <= :retry)",
		table.Item{":entered": entered, ":retry": table.Number(in.Retry)}, table.Always(ErrNewerWait))
	return w, t.CommitOne(ctx, c)
}

// SampleWaits lists the registered waits of a sample, up to date. For signal-lifecycle.
func SampleWaits(ctx context.Context, t *table.Table, sampleID string) ([]Wait, error) {
	return waits(ctx, t, keys.Sample(sampleID).PK)
}

// RequestWaits lists the registered waits for the answer to an authorization request, up to date: the request's own, and
// those of the samples that were ordered ahead of it. For signal-lifecycle.
func RequestWaits(ctx context.Context, t *table.Table, requestID string) ([]Wait, error) {
	return waits(ctx, t, keys.RequestWait(requestID, "").PK)
}

func waits(ctx context.Context, t *table.Table, partition string) ([]Wait, error) {
	items, err := t.All(ctx, table.Query{Partition: partition, Prefix: "WAIT#"})
	if err != nil {
		return nil, err
	}
	out := make([]Wait, 0, len(items))
	for _, item := range items {
		key := table.KeyOf(item)
		wait, sampleID, _ := strings.Cut(strings.TrimPrefix(key.SK, "WAIT#"), "#")
		out = append(out, Wait{workflow.Wait(wait), table.TextOf(item, "token"), sampleID, key})
	}
	return out, nil
}

// ForgetWait removes a completed wait, unless it was registered anew meanwhile.
func ForgetWait(ctx context.Context, t *table.Table, w Wait) error {
	var c table.Change
	c.Remove(w.key, "#token = :token", map[string]string{"#token": "token"}, table.Item{":token": table.Text(w.Token)}, table.Always(nil))
	return t.CommitOne(ctx, c)
}
