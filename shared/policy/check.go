package policy

import (
	"samplepath/shared/fault"
)

// bound is what a setting may be by itself.
type bound struct {
	name        string
	value       func(*Settings) *int
	least, most int
}

// bounds are those of every number. The most keep a whole life within the year that an execution of Step Functions may take.
var bounds = []bound{
	{"answerDays", func(s *Settings) *int { return &s.AnswerDays }, 2, 30},
	{"answerReminderDays", func(s *Settings) *int { return &s.AnswerReminderDays }, 1, 29},
	{"shipByDays", func(s *Settings) *int { return &s.ShipByDays }, 1, 60},
	{"deliverByDays", func(s *Settings) *int { return &s.DeliverByDays }, 1, 90},
	{"openSamples", func(s *Settings) *int { return &s.OpenSamples }, 1, 100},
	{"campaignSamples", func(s *Settings) *int { return &s.CampaignSamples }, 1, 100},
	{"receiptReminderDays", func(s *Settings) *int { return &s.ReceiptReminderDays }, 1, 60},
	{"followUpDays", func(s *Settings) *int { return &s.FollowUpDays }, 2, 60},
	{"contentDays", func(s *Settings) *int { return &s.ContentDays }, 4, 90},
	{"dueSoonDays", func(s *Settings) *int { return &s.DueSoonDays }, 1, 30},
	{"finalReminderDays", func(s *Settings) *int { return &s.FinalReminderDays }, 1, 30},
	{"missedDays", func(s *Settings) *int { return &s.MissedDays }, 2, 60},
	{"extensions", func(s *Settings) *int { return &s.Extensions }, 0, 5},
	{"extensionDays", func(s *Settings) *int { return &s.ExtensionDays }, 1, 30},
	{"reships", func(s *Settings) *int { return &s.Reships }, 0, 5},
	{"resolveDays", func(s *Settings) *int { return &s.ResolveDays }, 1, 60},
}

// Check adds to fields, whose names begin with prefix, what keeps settings from being a policy: a number out of its bounds, and
// one that does not go with another, so that what is due comes in its order.
func (s Settings) Check(prefix string, fields *fault.Fields) {
	for _, b := range bounds {
		n := *b.value(&s)
		fields.Check(n >= b.least, prefix+b.name, "too_small", "least", b.least)
		fields.Check(n <= b.most, prefix+b.name, "too_large", "most", b.most)
	}
	fields.Check(s.AnswerReminderDays < s.AnswerDays, prefix+"answerReminderDays", "not_before/answer_reminder")
	fields.Check(s.ReceiptReminderDays < s.FollowUpDays, prefix+"receiptReminderDays", "not_before/receipt_reminder")
	fields.Check(s.DueSoonDays < s.ContentDays, prefix+"dueSoonDays", "not_before/due_soon")
	fields.Check(s.FollowUpDays < max(s.ContentDays-s.DueSoonDays, 1), prefix+"followUpDays", "not_before/follow_up")
	fields.Check(s.FinalReminderDays < s.MissedDays, prefix+"finalReminderDays", "not_before/final_reminder")
}
