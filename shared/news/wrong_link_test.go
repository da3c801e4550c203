package news_test

import (
	"cmp"
	"strings"
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/news"
	"samplepath/shared/platform"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// named is an event of the world's application that names whom and what it is about.
func named(as sample.Named, means sample.Status, at time.Time) platform.Event {
	e := ofPlatform(means, at)
	e.Named = as
	return e
}

// Feature H8: an agency has linked its sample to an application that is another's. The platform's first word of it, which names
// another product, creator or shop, moves nothing there, ends the link and says so; the application is free, and the sample
// whose it is hears the same word once it is linked.
func TestAWrongLinkEndsWithThePlatformsFirstWord(t *testing.T) {
	for reason, as := range map[string]sample.Named{
		"other_product": {ProductID: "1729384756999", CreatorOpenID: tabletest.CreatorOpenID},
		"other_creator": {CreatorOpenID: "somebody-else"},
		"other_shop":    {ShopID: "2"},
	} {
		t.Run(reason, func(t *testing.T) {
			w := tabletest.NewWorld(t).Authorized().Order().Link()
			shipped := named(as, sample.StatusShipped, tabletest.Day(7, 18))
			hearPlatform(t, w.Table, shipped, news.Kept)
			hearPlatform(t, w.Table, shipped, news.Duplicate)
			s, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
			if err != nil || s.Status != sample.StatusReadyToShip || s.ApplicationID != "" || s.Version != 3 {
				t.Fatalf("%s, application %q, version %d, %v", s.Status, s.ApplicationID, s.Version, err)
			}
			if last := events[len(events)-1]; last.Type != sample.EventUnlinked || last.Details["reason"] != reason || last.By.Actor != actor.Platform {
				t.Errorf("the timeline says %+v", last)
			}
			w.Sample.ApplicationID, w.Sample.ProductID = "", cmp.Or(as.ProductID, w.Sample.ProductID)
			its := beside(t, w, tabletest.SellerID)
			after, err := sample.Link(its, tabletest.ApplicationID)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Table.Commit(t.Context(), linkedAs(its, after, as)); err != nil {
				t.Fatalf("the application is not free: %v", err)
			}
			if err := news.CatchUpLink(t.Context(), w.Table, its.ID, tabletest.Day(12, 9)); err != nil {
				t.Fatal(err)
			}
			if got := now(t, w.Table, its.ID); got.Status != sample.StatusShipped {
				t.Errorf("the sample whose application it is: %s", got.Status)
			}
			if s := now(t, w.Table, tabletest.SampleID); s.Version != 3 {
				t.Errorf("the other has heard more: %s, version %d", s.Status, s.Version)
			}
		})
	}
}

func linkedAs(before, after sample.Sample, as sample.Named) table.Change {
	e := event.Changed(before, after, sample.EventLinked, event.Party{Actor: actor.Agency, ID: before.AgencyID}, tabletest.Day(8, 9))
	return samples.Linked(before, after, as, e)
}

// Features H8, H10: news that was kept for an application shows that the link to it is wrong, too.
func TestAWrongLinkEndsWithWhatWasKept(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	hearPlatform(t, w.Table, named(sample.Named{ProductID: "1729384756999"}, sample.StatusShipped, tabletest.Day(7, 18)), news.Kept)
	w.Link()
	for range 2 {
		if err := news.CatchUpLink(t.Context(), w.Table, tabletest.SampleID, tabletest.Day(12, 9)); err != nil {
			t.Fatal(err)
		}
	}
	if s := now(t, w.Table, tabletest.SampleID); s.Status != sample.StatusReadyToShip || s.ApplicationID != "" || s.Version != 3 {
		t.Errorf("%s, application %q, version %d", s.Status, s.ApplicationID, s.Version)
	}
	if _, u, linked, err := samples.ByApplication(t.Context(), w.Table, tabletest.ApplicationID); err != nil || linked || len(u.News) != 1 {
		t.Errorf("linked %t, %d reports kept, %v", linked, len(u.News), err)
	}
}

// Feature H8: a word that we do not know ends a wrong link, too, and is not kept.
func TestAWrongLinkEndsWithAWordThatWeDoNotKnow(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Link()
	told := platform.Event{ID: "?", ApplicationID: tabletest.ApplicationID, Word: "W", Named: sample.Named{ProductID: "1729384756999"}}
	hearPlatform(t, w.Table, told, news.UnknownStatus)
	if s := now(t, w.Table, tabletest.SampleID); s.ApplicationID != "" {
		t.Errorf("still linked to %s", s.ApplicationID)
	}
	if _, u, _, err := samples.ByApplication(t.Context(), w.Table, tabletest.ApplicationID); err != nil || len(u.News) != 0 {
		t.Errorf("%d reports kept, %v", len(u.News), err)
	}
}

// Feature H8: what a sample has heard that ended early is not told to the next one that is linked to its application.
func TestTheNextSampleHearsNothingOfTheOneBefore(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	hearPlatform(t, w.Table, ofPlatform(sample.StatusShipped, tabletest.Day(7, 18)), news.Kept)
	w.Link().Follow(sample.StatusCancelled, tabletest.Day(7, 9))
	if _, u, linked, err := samples.ByApplication(t.Context(), w.Table, tabletest.ApplicationID); err != nil || linked || len(u.News) != 0 {
		t.Errorf("linked %t, %d reports kept, %v", linked, len(u.News), err)
	}
}

// No link has such long ids, and what is kept for one must stay small: what names somebody by a long one is about no sample.
func TestNobodyIsNamedByALongId(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	long := strings.Repeat("7", 600)
	for _, as := range []sample.Named{{ShopID: long}, {CreatorOpenID: long}, {ProductID: long}} {
		hearPlatform(t, w.Table, named(as, sample.StatusShipped, tabletest.Day(7, 18)), news.Ignored)
	}
}

// Feature H8: what names nobody, or whom the sample is known by, is believed.
func TestWhatNamesTheSamplesOwnIsBelieved(t *testing.T) {
	for name, as := range map[string]sample.Named{
		"nobody": {}, "a shop that the agency did not name": {ShopID: "1"},
		"the product and the creator": {ProductID: "1729384756001", CreatorOpenID: tabletest.CreatorOpenID},
	} {
		w := tabletest.NewWorld(t).Authorized().Order()
		after, err := sample.Link(w.Sample, tabletest.ApplicationID)
		if err != nil {
			t.Fatal(err)
		}
		link := sample.Named{CreatorOpenID: tabletest.CreatorOpenID}
		if as.ProductID != "" {
			link.ShopID = "1"
			as.ShopID = "1"
		}
		if err := w.Table.Commit(t.Context(), linkedAs(w.Sample, after, link)); err != nil {
			t.Fatal(err)
		}
		hearPlatform(t, w.Table, named(as, sample.StatusShipped, tabletest.Day(7, 18)), news.Recorded)
		if s := now(t, w.Table, tabletest.SampleID); s.Status != sample.StatusShipped {
			t.Errorf("%s: %s", name, s.Status)
		}
	}
}

// Feature I3: an agency's word on who the creator is takes no posting from another agency: the newest sample of each hears of it.
func TestAPostingReachesASampleOfEachAgency(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Link().Label().Dispatch()
	others := w.Sample
	others.ID, others.AgencyID, others.CreatorID, others.ApplicationID = id.New(t.Context(), id.Sample), "agn_01Q3XXS8MRKP7ES1X6MXWR9V83", id.New(t.Context(), id.Creator), ""
	others.Version = 1
	e := event.First(others, sample.EventOrdered, event.Party{Actor: actor.Agency, ID: others.AgencyID}, others.OrderedAt)
	if err := w.Table.Commit(t.Context(), samples.Ordered(others, e, policy.Default)); err != nil {
		t.Fatal(err)
	}
	posted := platform.Event{
		ID: "posting", CreatorOpenID: tabletest.CreatorOpenID, ProductID: w.Product.ProductID, VideoID: "7300000000000000001",
		Content: &sample.Content{Kind: sample.Video, PublishedAt: tabletest.Day(11, 18)},
	}
	hearPlatform(t, w.Table, posted, news.Recorded) // by the one that is linked
	after, err := sample.Link(others, "7301948573620190000")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Table.Commit(t.Context(), linkedAs(others, after, sample.Named{CreatorOpenID: tabletest.CreatorOpenID})); err != nil {
		t.Fatal(err)
	}
	hearPlatform(t, w.Table, posted, news.Recorded) // by the other, too, though the first has heard it
	hearPlatform(t, w.Table, posted, news.Duplicate)
	for _, sampleID := range []string{tabletest.SampleID, others.ID} {
		if s := now(t, w.Table, sampleID); s.Status != sample.StatusPosted {
			t.Errorf("%s is %s", sampleID, s.Status)
		}
	}
}
