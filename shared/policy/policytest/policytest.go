// Package policytest draws sample policies for tests with random lives.
package policytest

import (
	"pgregory.net/rapid"

	"samplepath/shared/fault"
	"samplepath/shared/policy"
)

// Valid draws a policy that an agency can set.
func Valid(t *rapid.T) policy.Policy {
	days := func(name string, least, most int) int { return rapid.IntRange(least, most).Draw(t, name) }
	s := policy.Settings{
		AnswerDays: days("answer", 2, 30), ShipByDays: days("ship by", 1, 60), DeliverByDays: days("deliver by", 1, 90),
		SampleLimit: rapid.SampledFrom(policy.SampleLimits).Draw(t, "limit"), OpenSamples: days("open", 1, 100), CampaignSamples: days("of a campaign", 1, 100),
		Repeat:      rapid.SampledFrom(policy.Repeats).Draw(t, "repeat"),
		ContentDays: days("content", 4, 90), MissedDays: days("missed", 2, 60), Extensions: days("extensions", 0, 5), ExtensionDays: days("extension", 1, 30),
		Reships: days("reships", 0, 5), ResolveDays: days("resolve", 1, 60), NonPosting: rapid.SampledFrom(policy.NonPostings).Draw(t, "non-posting"),
	}
	s.AnswerReminderDays = days("answer reminder", 1, s.AnswerDays-1)
	s.FinalReminderDays = days("final", 1, min(30, s.MissedDays-1))
	s.DueSoonDays = days("due soon", 1, min(30, s.ContentDays-3))
	s.FollowUpDays = days("follow up", 2, min(60, s.ContentDays-s.DueSoonDays-1))
	s.ReceiptReminderDays = days("receipt", 1, s.FollowUpDays-1)
	var fields fault.Fields
	s.Check("", &fields)
	if err := fields.Err(); err != nil {
		t.Fatalf("%+v is no policy: %v", s, err)
	}
	return policy.Policy{Version: days("version", 2, 9999), Settings: s}
}
