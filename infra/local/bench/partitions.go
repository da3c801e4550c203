package bench

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/notice"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table/inbox"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
)

// The load that is simulated: a million samples a day, at three times the mean rate, all in one campaign of one agency
// and one seller, every sample reminded five times. Samples ordered on different days are at every stage of their lives
// in the same seconds.
const (
	samplesADay    = 1_000_000
	peak           = 3
	window         = 5 * time.Minute // between two runs of the reminders' job, which finds what fell due meanwhile
	claimTime      = 5 * time.Millisecond
	partitionLimit = 500 // write units a second
)

// stage is one change of a sample's life, some days after the order.
type stage struct {
	day  int
	kind event.Type
	do   func(sample.Sample, time.Time) (sample.Sample, error)
}

func stages() []stage {
	remind := func(s sample.Sample, at time.Time) (sample.Sample, error) {
		return sample.Remind(s, at)
	}
	report := func(means sample.Status) func(sample.Sample, time.Time) (sample.Sample, error) {
		return func(s sample.Sample, at time.Time) (sample.Sample, error) {
			next, _, err := sample.Report(s, sample.CarrierNews{Means: means, Status: string(means), At: at}, at)
			return next, err
		}
	}
	const delivered = 4
	p := policy.Default
	return []stage{
		{1, sample.EventLabelled, func(s sample.Sample, at time.Time) (sample.Sample, error) {
			next, _, err := sample.Label(s, sample.Shipment{Carrier: "USPS", TrackingNumber: tracking}, at)
			return next, err
		}},
		{1, sample.EventDispatched, func(s sample.Sample, at time.Time) (sample.Sample, error) {
			return sample.Dispatch(s, "Dock 4", []string{"Glow Serum"}, at)
		}},
		{2, sample.EventCarrier, report(sample.StatusShipped)},
		{delivered, sample.EventDelivered, report(sample.StatusDelivered)},
		{delivered + p.ReceiptReminderDays, sample.EventReminded, remind},
		{delivered + p.FollowUpDays, sample.EventReminded, remind},
		{delivered + p.FollowUpDays, sample.EventReceived, func(s sample.Sample, at time.Time) (sample.Sample, error) {
			return sample.Receive(s, "intact", at)
		}},
		{delivered + p.ContentDays - p.DueSoonDays, sample.EventReminded, remind},
		{delivered + p.ContentDays, sample.EventReminded, remind},
		{delivered + p.ContentDays + p.FinalReminderDays, sample.EventReminded, remind},
		{delivered + p.ContentDays + p.FinalReminderDays, sample.EventPosted, func(s sample.Sample, at time.Time) (sample.Sample, error) {
			return sample.Post(s, sample.Content{Kind: "VIDEO", PublishedAt: at}, at)
		}},
		{delivered + p.ContentDays + p.FinalReminderDays, sample.EventCompleted, func(s sample.Sample, _ time.Time) (sample.Sample, error) {
			return sample.Complete(s)
		}},
	}
}

// load counts the write units of each partition in each second.
type load struct {
	units  map[string]map[int64]int
	claims map[string]int // by partition of the due index: how many of a run's claims have been made there
	told   map[int64]int  // by run: how many claims have been made in it
}

// measurePartitions simulates five minutes of the peak, and shows the hottest second of the hottest partition of each
// kind.
func measurePartitions(ctx context.Context) (*section, error) {
	l, err := simulate(ctx)
	if err != nil {
		return nil, err
	}
	s := newSection("Partitions at 1,000,000 samples a day")
	hottest := map[string]int{}
	for partition, seconds := range l.units {
		kind := partitionKind(partition)
		hottest[kind] = max(hottest[kind], slices.Max(slices.Collect(maps.Values(seconds))))
	}
	for _, kind := range slices.Sorted(maps.Keys(hottest)) {
		s.most(kind, float64(hottest[kind]), partitionLimit, " units/s")
	}
	s.note("Simulated with the key constructors and the rules of a sample's life: the hottest second of %s at %d times the mean rate, all samples in one campaign of one agency and one seller, each reminded five times. The reminders' job claims what fell due in %s, some shards side by side, in each of them a claim every %s.",
		window, peak, window, claimTime)
	return s, nil
}

func simulate(ctx context.Context) (*load, error) {
	l := &load{units: map[string]map[int64]int{}, claims: map[string]int{}, told: map[int64]int{}}
	start := time.Date(2030, time.June, 14, 18, 0, 0, 0, time.UTC)
	count := int(window.Seconds() * samplesADay * peak / (24 * time.Hour).Seconds())
	all := stages()
	for i := range count {
		at := start.Add(window * time.Duration(i) / time.Duration(count))
		ordered := born(ctx, at)
		if err := l.add(sample.Sample{}, ordered, sample.EventOrdered, at); err != nil {
			return nil, err
		}
		l.count(samples.AllocationPartition(ordered.CampaignID()), at, 2)
		for n := range all { // one cohort for each stage, ordered as many days before
			if err := l.live(born(ctx, at.AddDate(0, 0, -all[n].day)), all[:n+1]); err != nil {
				return nil, err
			}
		}
	}
	return l, nil
}

// born is a sample that has just been ordered.
func born(ctx context.Context, at time.Time) sample.Sample {
	return sample.Sample{
		ID: id.New(ctx, id.Sample), RegistrationID: id.NewWithin(ctx, id.Registration, "cmp_01JD5W0G4Z8QX6T3M9V7K2B1CY"), AgencyID: "agn_1", SellerID: "sel_1", CreatorID: id.New(ctx, id.Creator),
		Status: sample.StatusReadyToShip, OrderedAt: at, Version: 1,
	}
}

// live takes a sample through some stages and counts the writes of the last one.
func (l *load) live(s sample.Sample, stages []stage) error {
	ordered := s.OrderedAt
	for i, stage := range stages {
		at := ordered.AddDate(0, 0, stage.day)
		next, err := stage.do(s, at)
		if err != nil {
			return fmt.Errorf("simulate %s: %w", stage.kind, err)
		}
		if i == len(stages)-1 {
			return l.add(s, next, stage.kind, at)
		}
		s = next
	}
	return nil
}

// add counts what one change writes to partitions that many samples share.
func (l *load) add(before, after sample.Sample, kind event.Type, at time.Time) error {
	partitions := samples.IndexWrites(before, after)
	claimed := at
	if kind == sample.EventReminded { // not when it falls due, but when the job comes to it
		at, claimed = l.claim(partitions[0], at), l.inRun(at)
	}
	for _, partition := range partitions {
		l.count(partition, at, 1)
	}
	e := event.Changed(before, after, kind, event.Party{Actor: actor.System}, at)
	for _, n := range notice.For(e, notice.About{}, notice.Audience{}) {
		if n.Inbox != after.CreatorID {
			l.count(inbox.Partition(n.Inbox), claimed, 2) // in a transaction
		}
	}
	return nil
}

// claim is when the job claims an entry: in its next run, one after the other in each shard.
func (l *load) claim(shard string, due time.Time) time.Time {
	run := due.Truncate(window).Add(window)
	l.claims[shard]++
	return run.Add(time.Duration(l.claims[shard]) * claimTime)
}

// inRun is when the job claims an entry as all of its shards together see it: some of them are worked off side by side.
func (l *load) inRun(due time.Time) time.Time {
	run := due.Truncate(window).Add(window)
	l.told[run.Unix()]++
	return run.Add(time.Duration(l.told[run.Unix()]) * claimTime / pending.DueShardsAtOnce)
}

func (l *load) count(partition string, at time.Time, units int) {
	if l.units[partition] == nil {
		l.units[partition] = map[int64]int{}
	}
	l.units[partition][at.Unix()] += units
}

// partitionKind is what a partition is for.
func partitionKind(partition string) string {
	parts := strings.Split(partition, "#")
	switch parts[0] {
	case "DUE":
		return fmt.Sprintf("due index, 1 of %d shards of a day", keys.DueShards)
	case "OPEN":
		return fmt.Sprintf("open samples, 1 of %d shards", keys.OpenShards)
	case "SAMPLES":
		return "a campaign's samples, tab " + parts[2]
	case "SELLER":
		return "a seller's parcels, " + parts[3]
	case "INBOX":
		return "an inbox"
	default:
		return "a campaign's allocation counters"
	}
}
