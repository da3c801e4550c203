package tabletest

import (
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

// The application of the platform that the world's sample is, and how the platform knows the creator and the seller's shop.
const (
	ShopID        = "7494049642642441621"
	ApplicationID = "7301948573620194857"
	CreatorOpenID = "ZxQbAAAAADk3Vq1uR0pWm7yTzLc2HsNfEoJg5dXiKaB8Yw"
)

// Link links the sample to its application.
func (w *World) Link() *World {
	w.t.Helper()
	next, err := sample.Link(w.Sample, ApplicationID)
	w.must(err)
	e := event.Changed(w.Sample, next, sample.EventLinked, agency, Day(6, 10))
	w.commit("link-sample", samples.Linked(w.Sample, next, sample.Named{ShopID: ShopID, CreatorOpenID: CreatorOpenID}, e), e)
	w.Sample = next
	return w
}

// Follow is the platform's word of where the sample stands, which it tells at once.
func (w *World) Follow(means sample.Status, at time.Time) *World {
	w.t.Helper()
	steps, err := sample.Follow(w.Sample, sample.PlatformNews{Means: means, Reason: "withdrawn_by_creator", At: at}, at)
	return w.steps("receive-platform-event", steps, err, at)
}

// Measure is the platform's word of the content: a video with its figures.
func (w *World) Measure(views int64, at time.Time) *World {
	w.t.Helper()
	told := sample.Content{
		Kind: sample.Video, URL: "https://www.tiktok.com/@glow.with.ana/video/7300000000000000001", PublishedAt: Day(21, 18),
		Metrics: &sample.Metrics{
			Views: views, Engagements: views / 16, Orders: views / 1500, Commission: registration.Money{Amount: views / 3, Currency: "USD"}, At: at,
		},
	}
	steps, err := sample.ReportContent(w.Sample, told, at)
	return w.steps("receive-platform-event with figures", steps, err, at)
}

func (w *World) steps(name string, steps []sample.Step, err error, at time.Time) *World {
	w.t.Helper()
	w.must(err)
	var events []event.Event
	after := w.Sample
	for _, step := range steps {
		e := event.Changed(after, step.After, step.Kind, event.Party{Actor: actor.Platform, ID: "tiktok-shop"}, at)
		after, events = step.After, append(events, e)
	}
	w.commit(name, samples.Followed(w.Sample, after, events), events[len(events)-1])
	w.Sample = after
	return w
}
