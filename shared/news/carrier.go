package news

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/carrier"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
)

// mostScans is how many scans of a report are kept: what is older was told before, or is of little use.
const mostScans = 20

// OfCarrier applies what a shipping provider tells of a parcel to every sample in it (feature H9), or keeps it for the label
// that is to come. For receive-carrier-event.
func OfCarrier(ctx context.Context, t *table.Table, provider string, told carrier.Event, now time.Time) (Result, error) {
	switch {
	case told.TrackingNumber == "":
		return Ignored, nil
	case told.Carrier == "":
		return Unknown, nil
	}
	p, ordered, err := samples.Parcel(ctx, t, told.Carrier, told.TrackingNumber, "")
	switch {
	case err != nil:
		return "", err
	case !p.Held(now) || len(ordered) == 0:
		return keep(ctx, t, p, provider, told, now)
	}
	parcel, result := parcelOf{t, p, now}, Ignored
	for _, s := range ordered {
		one, err := parcel.tell(ctx, s, heard{provider, told})
		if err != nil {
			return "", err
		}
		if one == Recorded || result == Ignored {
			result = one
		}
	}
	return result, nil
}

// keep stores news of a number that is on no label.
func keep(ctx context.Context, t *table.Table, p sample.Parcel, provider string, told carrier.Event, now time.Time) (Result, error) {
	n, err := kept(provider, told)
	if err != nil {
		return "", err
	}
	next, added := p.Keep(n, now)
	if !added {
		return Duplicate, nil
	}
	return Kept, t.Commit(ctx, samples.ParcelChanged(p, next))
}

func kept(provider string, told carrier.Event) (sample.News, error) {
	told.ID, told.Scans = known(told.ID), told.Scans[max(0, len(told.Scans)-mostScans):]
	body, err := json.Marshal(told)
	if err != nil {
		return sample.News{}, fmt.Errorf("keep news: %w", err)
	}
	return sample.News{ID: told.ID, Source: provider, At: told.News.At, Body: string(body)}, nil
}

// CatchUpParcel applies to a sample what was kept for its label, or for its dispatch, and what those who were in the parcel
// before have heard. For apply-kept-news.
func CatchUpParcel(ctx context.Context, t *table.Table, sampleID string, now time.Time) error {
	s, err := samples.Get(ctx, t, sampleID)
	if err != nil || s.Shipment == nil {
		return err
	}
	p, others, err := samples.Parcel(ctx, t, s.Shipment.Carrier, s.Shipment.TrackingNumber, s.ID)
	if err != nil || !slices.Contains(p.Samples, s.ID) {
		return err // the number is another seller's by now
	}
	list, err := keptWith(p, s, now)
	if err != nil {
		return err
	}
	heardBefore, err := ofOthers(ctx, t, others, s)
	if err != nil {
		return err
	}
	list = append(list, heardBefore...)
	slices.SortStableFunc(list, func(a, b heard) int { return a.told.News.At.Compare(b.told.News.At) })
	parcel := parcelOf{t, p, now}
	for _, h := range list {
		if s, err = samples.Get(ctx, t, sampleID); err != nil { // the news before has moved it
			return err
		}
		if _, err := parcel.tell(ctx, s, h); err != nil {
			return err
		}
	}
	return nil
}

// keptWith is what was kept with a parcel and can be of a sample in it.
func keptWith(p sample.Parcel, s sample.Sample, now time.Time) ([]heard, error) {
	var out []heard
	for _, n := range p.News {
		var told carrier.Event
		if err := json.Unmarshal([]byte(n.Body), &told); err != nil {
			return nil, fmt.Errorf("read kept news: %w", err)
		}
		its := strings.HasPrefix(n.ID, s.ID+".") // kept for another sample, from this one's timeline
		if n.Concerns(s, now) && !its {
			out = append(out, heard{n.Source, told})
		}
	}
	return out, nil
}

// ofOthers is what another sample in the parcel has heard since this one heard last. One that was put into the parcel later has
// heard nothing yet, and what comes for a number that is on a label is kept nowhere but on the timelines.
func ofOthers(ctx context.Context, t *table.Table, others []sample.Sample, s sample.Sample) ([]heard, error) {
	news := func(at *time.Time) bool {
		return at != nil && (s.Shipment.CarrierAt == nil || at.After(*s.Shipment.CarrierAt))
	}
	first := slices.IndexFunc(others, func(other sample.Sample) bool { return news(other.Shipment.CarrierAt) })
	if first < 0 {
		return nil, nil
	}
	_, events, err := samples.WithEvents(ctx, t, others[first].ID)
	if err != nil {
		return nil, err
	}
	var out []heard
	for _, told := range sample.Tellings(events) {
		if news(&told.News.At) {
			out = append(out, heard{told.Provider, carrier.Event{
				ID: told.EventID, Carrier: told.Carrier, TrackingNumber: s.Shipment.TrackingNumber, News: told.News, Scans: told.Scans,
			}})
		}
	}
	return out, nil
}

// heard is what a provider told.
type heard struct {
	provider string
	told     carrier.Event
}

// parcelOf is a parcel whose samples are told.
type parcelOf struct {
	table  *table.Table
	parcel sample.Parcel
	now    time.Time
}

// tell applies news to one sample, if it can be of the parcel that the sample travels in. A delivery that is told before the
// dispatch is recorded counts from the dispatch on: it stands on the timeline, and is kept with the parcel until then.
func (p *parcelOf) tell(ctx context.Context, before sample.Sample, h heard) (Result, error) {
	if !p.parcel.Tells(before, h.told.News.At) {
		return Ignored, nil
	}
	after, kind, err := sample.Report(before, h.told.News, p.now)
	if err != nil {
		return "", err
	}
	e := event.Changed(before, after, kind, event.Party{Actor: actor.Platform, ID: h.provider}, p.now)
	e = sample.WithScans(e, before.Shipment, h.told.Carrier, h.told.Scans)
	key, parcel := known(h.told.ID)+"#"+before.ID, p.parcel
	var change table.Change
	if sample.Premature(before, h.told.News) {
		key += "#before_dispatch"
		n, err := kept(h.provider, h.told)
		if err != nil {
			return "", err
		}
		if next, added := parcel.Keep(n, p.now); added {
			change, parcel = samples.ParcelChanged(parcel, next), next
		}
	}
	change = samples.Changed(before, after, e).And(change).Remember(table.Idempotency{
		Caller: h.provider, Key: key, Until: p.now.Add(rememberFor),
	}, p.now)
	err = p.table.Commit(ctx, change)
	if _, twice := errors.AsType[*table.Recorded](err); twice {
		return Duplicate, nil
	}
	if err == nil {
		p.parcel = parcel
	}
	return Recorded, err
}
