package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// withField is the order with one more field.
func withField(e apitest.Request, field string) apitest.Request {
	e = apitest.WithKey(e, "")
	e.Body = strings.Replace(e.Body, "{", "{"+field+",", 1)
	return e
}

const again = `"repeatReason":"The first one was for the studio."`

// Feature F5: a product goes to the same creator again only with a reason, only where the policy allows it, and only once the
// earlier sample has left. The new one says which it repeats.
func TestRepeats(t *testing.T) {
	allow := func(s *policy.Settings) { s.Repeat = policy.RepeatWithReason }
	for name, test := range map[string]struct {
		world   func(*tabletest.World)
		field   string
		refused bool
	}{
		"by the standard policy": {func(w *tabletest.World) { w.Authorized().Order().Label().Dispatch() }, again, true},
		"without a reason":       {func(w *tabletest.World) { w.Authorized().Order().Label().Dispatch(); w.SetPolicy("", allow) }, `"variant":"50 ml"`, true},
		"before it has left":     {func(w *tabletest.World) { w.Authorized().Order().Label(); w.SetPolicy("", allow) }, again, true},
		"with a reason":          {func(w *tabletest.World) { w.Authorized().Order().Label().Dispatch(); w.SetPolicy("", allow) }, again, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			test.world(w)
			e := withField(apitest.At(apitest.Event(t, "order-sample/order-sample"), tabletest.Day(13, 9)), test.field)
			e.Body = strings.Replace(e.Body, `,"variant":"30 ml"`, "", 1)
			answer := apitest.Server(contract.OrderSample, w.Table, handle)(t, e)
			if test.refused {
				if p := apitest.Refused(t, answer, http.StatusConflict, "already_sampled"); p.Details["sampleId"] != tabletest.SampleID {
					t.Errorf("refused for %v", p.Details)
				}
				return
			}
			s := apitest.Decode[contract.AgencySample](t, answer, http.StatusCreated)
			if s.Repeats != tabletest.SampleID || s.RepeatReason != "The first one was for the studio." {
				t.Errorf("%+v", s)
			}
			_, events, err := samples.WithEvents(t.Context(), w.Table, s.ID)
			if err != nil || events[0].Change["repeatReason"] != s.RepeatReason || events[0].Change["repeats"] != tabletest.SampleID {
				t.Errorf("the timeline says %+v, %v", events, err)
			}
			if answer := apitest.Server(contract.OrderSample, w.Table, handle)(t, e); apitest.Refused(t, answer, http.StatusConflict, "already_sampled").Details["sampleId"] != s.ID {
				t.Errorf("a third one is refused for another sample: %s", answer.Body)
			}
		})
	}
}

// Feature F10: a repeat that is cancelled leaves the sample before it as the one that was sent.
func TestACancelledRepeatLeavesTheEarlierSample(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	w.SetPolicy("", func(s *policy.Settings) { s.Repeat = policy.RepeatWithReason })
	e := withField(apitest.At(apitest.Event(t, "order-sample/order-sample"), tabletest.Day(13, 9)), again)
	made := apitest.Decode[contract.AgencySample](t, apitest.Server(contract.OrderSample, w.Table, handle)(t, e), http.StatusCreated)
	repeat, err := samples.Get(t.Context(), w.Table, made.ID)
	if err != nil {
		t.Fatal(err)
	}
	w.Sample = repeat
	w.Cancel()
	row := samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID, Repeats: true}
	facts, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, row)
	if err != nil || facts.Earlier != tabletest.SampleID || !facts.Repeatable() {
		t.Errorf("the earlier sample is %s, repeatable %v: %v", facts.Earlier, facts.Repeatable(), err)
	}
}

// Seed 003, sample limits: a bundle is what is ordered within a day of each other.
func TestABundleIsOrderedTogether(t *testing.T) {
	for hours, status := range map[int]int{23: http.StatusCreated, 25: http.StatusConflict} {
		w := tabletest.NewWorld(t)
		w.SetPolicy(tabletest.CampaignID, func(s *policy.Settings) { s.SampleLimit = policy.OneBundle })
		other := w.Authorized().Decide(w.Offer(tabletest.UnapprovedID, "1729384756002", "Night Cream"), registration.Approve, "")
		serve := apitest.Server(contract.OrderSample, w.Table, handle)
		e := apitest.WithKey(apitest.At(apitest.Event(t, "order-sample/order-sample"), tabletest.Day(13, 9)), "")
		apitest.Decode[contract.AgencySample](t, serve(t, e), http.StatusCreated)
		e = apitest.At(e, tabletest.Day(13, 9).Add(time.Duration(hours)*time.Hour))
		e.Body = strings.Replace(e.Body, tabletest.RegistrationID, other.ID, 1)
		if answer := serve(t, e); answer.Status != status {
			t.Errorf("after %d hours: %d %s", hours, answer.Status, answer.Body)
		}
	}
}

// Feature I7: after a sample without content, the policy of that sample says what follows: the next order needs a note, once; or the
// creator only comes after others.
func TestWhatFollowsFromNoContent(t *testing.T) {
	miss := func(t *testing.T, action policy.NonPosting) *tabletest.World {
		w := tabletest.NewWorld(t)
		w.SetPolicy("", func(s *policy.Settings) { s.NonPosting, s.Repeat = action, policy.RepeatWithReason })
		return w.Authorized().Order().Label().Dispatch().Deliver().Miss()
	}
	e := withField(apitest.At(apitest.Event(t, "order-sample/order-sample"), tabletest.Day(30, 9).AddDate(0, 0, 5)), again)

	w := miss(t, policy.Review)
	serve := apitest.Server(contract.OrderSample, w.Table, handle)
	if p := apitest.Refused(t, serve(t, e), http.StatusConflict, "review_required"); p.Details["sampleId"] != tabletest.SampleID {
		t.Errorf("refused for %v", p.Details)
	}
	s := apitest.Decode[contract.AgencySample](t, serve(t, withField(e, `"reviewNote":"Was ill, and told us."`)), http.StatusCreated)
	if s.ReviewNote != "Was ill, and told us." {
		t.Errorf("%+v", s)
	}
	if r, err := creators.Restriction(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID); err != nil || r.ReviewFor != "" || r.RestrictedSince != nil {
		t.Errorf("after the review %+v %v", r, err)
	}

	w = miss(t, policy.LowerPriority)
	if r, err := creators.Restriction(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID); err != nil || r.LowerPriorityFor != tabletest.SampleID || r.RestrictedSince != nil {
		t.Errorf("%+v %v", r, err)
	}
	if s := apitest.Decode[contract.AgencySample](t, apitest.Server(contract.OrderSample, w.Table, handle)(t, e), http.StatusCreated); s.Status != sample.StatusReadyToShip {
		t.Errorf("%+v", s)
	}
}
