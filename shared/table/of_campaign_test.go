package table_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
)

// Feature I4: a campaign's samples of a creator, of a product and of a time, by the time of their order and in both directions;
// nothing of another campaign, product or creator is among them.
func TestCampaignSamplesOfACreatorAProductAndATime(t *testing.T) {
	w := newWorld(t, 100, 0)
	first, other := w.product, w.register("1729384756099")
	const creator = "crt_01Q9NFMXJ05ME8ENRWQP132E4Q"
	var made []sample.Sample
	for hours := range 8 {
		made = append(made, w.put(hours, sample.StatusReadyToShip, func(s *sample.Sample) {
			if hours%2 == 1 {
				s.RegistrationID, s.ProductID = other.ID, other.ProductID
			}
			if hours < 2 {
				s.CreatorID = creator
			}
			if hours == 3 {
				s.Status = sample.StatusMissed
			}
		}))
	}
	elsewhere := w.otherProduct()
	w.put(9, sample.StatusReadyToShip, func(s *sample.Sample) {
		s.CreatorID, s.RegistrationID, s.ProductID = creator, elsewhere, elsewhere
	})
	at := func(hours int) *time.Time {
		then := start.Add(time.Duration(hours) * time.Hour)
		return &then
	}
	for name, test := range map[string]struct {
		wanted samples.Wanted
		hours  []int
	}{
		"of a creator":                {samples.Wanted{CreatorID: creator}, []int{0, 1}},
		"of a creator and a product":  {samples.Wanted{CreatorID: creator, RegistrationID: other.ID}, []int{1}},
		"of a creator since":          {samples.Wanted{CreatorID: creator, From: at(1)}, []int{1}},
		"of a product":                {samples.Wanted{RegistrationID: first.ID}, []int{0, 2, 4, 6}},
		"of a product and a time":     {samples.Wanted{RegistrationID: first.ID, From: at(2), Before: at(6)}, []int{2, 4}},
		"since":                       {samples.Wanted{From: at(5)}, []int{5, 6, 7}},
		"before":                      {samples.Wanted{Before: at(2)}, []int{0, 1}},
		"since, on a tab":             {samples.Wanted{From: at(2), Tab: sample.Closed}, []int{3}},
		"since, of a status":          {samples.Wanted{From: at(2), Before: at(5), Tab: sample.NotYetPosted, Status: sample.StatusReadyToShip}, []int{2, 4}},
		"of a product of nobody's":    {samples.Wanted{RegistrationID: elsewhere, From: at(100)}, nil},
		"of a creator without any":    {samples.Wanted{CreatorID: "crt_01Q9NFMXJ05ME8ENRWQP132E4R"}, nil},
		"before there was any sample": {samples.Wanted{Before: at(0)}, nil},
	} {
		var want []string
		for _, hours := range test.hours {
			want = append(want, made[hours].ID)
		}
		for _, newest := range []bool{false, true} {
			test.wanted.Newest = newest
			got := names(t, func(ctx context.Context, p table.Page) ([]sample.Sample, string, error) {
				return samples.OfCampaign(ctx, w.table, w.campaign.AgencyID, w.campaign.ID, test.wanted, p)
			}, func(s sample.Sample) string { return s.ID })
			if newest {
				slices.Reverse(got)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, newest %t (-want +got):\n%s", name, newest, diff)
			}
		}
	}
	if _, _, err := samples.OfCampaign(t.Context(), w.table, "agn_other", w.campaign.ID, samples.Wanted{RegistrationID: first.ID}, table.Page{Limit: 1}); !errors.Is(err, campaign.ErrNotFound) {
		t.Errorf("another agency: %v", err)
	}
}

// A product of another campaign has no samples in this one, although its entries are found by its id.
func TestAProductOfAnotherCampaignHasNoSamplesHere(t *testing.T) {
	w := newWorld(t, 100, 0)
	elsewhere := w.otherProduct()
	w.put(1, sample.StatusReadyToShip, func(s *sample.Sample) { s.RegistrationID, s.ProductID = elsewhere, elsewhere })
	got, _, err := samples.OfCampaign(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, samples.Wanted{RegistrationID: elsewhere}, table.Page{Limit: 10})
	if err != nil || len(got) != 0 {
		t.Errorf("%d samples, %v", len(got), err)
	}
}

// A cursor of one time is none of another.
func TestACursorIsBoundToTheTime(t *testing.T) {
	w := newWorld(t, 100, 0)
	for hours := range 4 {
		w.put(hours, sample.StatusReadyToShip, nil)
	}
	from, later := start, start.Add(time.Hour)
	_, cursor, err := samples.OfCampaign(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, samples.Wanted{From: &from}, table.Page{Limit: 2})
	if err != nil || cursor == "" {
		t.Fatalf("%q, %v", cursor, err)
	}
	if _, _, err := samples.OfCampaign(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, samples.Wanted{From: &later}, table.Page{Limit: 2, Cursor: cursor}); !errors.Is(err, table.ErrCursor) {
		t.Errorf("another time: %v", err)
	}
}

// Feature I4: of any list, those that changed at a time or later, however long ago they were ordered.
func TestCampaignSamplesThatChangedSinceATime(t *testing.T) {
	w := newWorld(t, 100, 0)
	at := func(hours int) time.Time { return start.Add(time.Duration(hours) * time.Hour) }
	a, b := w.put(1, sample.StatusReadyToShip, nil), w.put(2, sample.StatusReadyToShip, nil)
	after := a
	after.Status, after.Version = sample.StatusShipped, a.Version+1
	w.commit(samples.Changed(a, after, event.Changed(a, after, sample.EventShipped, event.Party{}, at(5))))
	for name, test := range map[string]struct {
		since  time.Time
		wanted samples.Wanted
		want   []string
	}{
		"both":          {start, samples.Wanted{Tab: sample.NotYetPosted}, []string{b.ID, a.ID}}, // by status
		"at this time":  {at(5), samples.Wanted{Tab: sample.NotYetPosted}, []string{a.ID}},
		"later":         {at(5).Add(time.Millisecond), samples.Wanted{Tab: sample.NotYetPosted}, nil},
		"of a product":  {at(5), samples.Wanted{RegistrationID: w.product.ID}, []string{a.ID}},
		"of a creator":  {at(5), samples.Wanted{CreatorID: b.CreatorID}, nil},
		"of this order": {at(5), samples.Wanted{From: &b.OrderedAt}, nil},
	} {
		test.wanted.ChangedSince = &test.since
		got := names(t, func(ctx context.Context, p table.Page) ([]sample.Sample, string, error) {
			return samples.OfCampaign(ctx, w.table, w.campaign.AgencyID, w.campaign.ID, test.wanted, p)
		}, func(s sample.Sample) string { return s.ID })
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// The tabs of a campaign are counted by their index, without a read of a sample.
func TestTheTabsOfACampaignAreCounted(t *testing.T) {
	w := newWorld(t, 100, 0)
	for hours, status := range []sample.Status{sample.StatusReadyToShip, sample.StatusShipped, sample.StatusPosted, sample.StatusMissed, sample.StatusReceived} {
		w.put(hours, status, nil)
	}
	got, err := samples.CountTabs(t.Context(), w.table, w.campaign.ID)
	if diff := cmp.Diff(map[sample.TrackingTab]int{sample.NotYetPosted: 3, sample.HasPosted: 1, sample.Closed: 1}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
