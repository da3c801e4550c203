package tabletest

import (
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/table/campaigns"
)

// SetPolicy sets a new version of the policy of all the agency's campaigns, or of one, with other settings than those that hold.
func (w *World) SetPolicy(campaignID string, change func(*policy.Settings)) policy.Document {
	w.t.Helper()
	h, latest, err := campaigns.ForPolicy(w.t.Context(), w.Table, AgencyID, campaignID)
	w.must(err)
	d := policy.StandardOf(AgencyID)
	d.CampaignID, d.Settings = campaignID, h.Policy().Settings
	change(&d.Settings)
	before, after, d, err := policy.Set(h, d, h.Policy().Version, latest, Day(5, 8))
	w.must(err)
	e := event.Changed(before, after, policy.EventSet, agency, Day(5, 8))
	w.commit("set-sample-policy", campaigns.PolicySet(before, after, d, latest, e), e)
	return d
}
