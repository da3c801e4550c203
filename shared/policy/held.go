package policy

import (
	"slices"
	"strconv"
	"strings"
)

// Held is the policy under which a sample runs, as the sample itself keeps it, so that no rule has to read the policy and no
// later version moves a deadline: the number of the version, and each setting that differs from Default's, as a letter and its
// number ("3c21m9"). It is short because a sample fits one write unit. Default is empty.
//
// Only what rules use after the order is in it: of the other settings Settings has Default's.
type Held string

// kept are the settings that Held has, by their letters. A letter is never used again for something else.
var kept = []struct {
	letter byte
	value  func(*Settings) *int
}{
	{'a', func(s *Settings) *int { return &s.AnswerDays }},
	{'c', func(s *Settings) *int { return &s.ContentDays }},
	{'d', func(s *Settings) *int { return &s.DeliverByDays }},
	{'e', func(s *Settings) *int { return &s.Extensions }},
	{'f', func(s *Settings) *int { return &s.FollowUpDays }},
	{'l', func(s *Settings) *int { return &s.FinalReminderDays }},
	{'m', func(s *Settings) *int { return &s.MissedDays }},
	{'p', func(s *Settings) *int { return &s.Reships }},
	{'r', func(s *Settings) *int { return &s.ReceiptReminderDays }},
	{'s', func(s *Settings) *int { return &s.ShipByDays }},
	{'u', func(s *Settings) *int { return &s.DueSoonDays }},
	{'v', func(s *Settings) *int { return &s.ResolveDays }},
	{'x', func(s *Settings) *int { return &s.ExtensionDays }},
}

// nonPosting is the letter of the action, whose number is its place in NonPostings.
const nonPosting = 'n'

// Hold is a policy as a sample keeps it.
func (p Policy) Hold() Held {
	if p.Version == Default.Version {
		return ""
	}
	var out strings.Builder
	out.WriteString(strconv.Itoa(p.Version))
	for _, k := range kept {
		if n := *k.value(&p.Settings); n != *k.value(&Default.Settings) {
			out.WriteByte(k.letter)
			out.WriteString(strconv.Itoa(n))
		}
	}
	if p.NonPosting != Default.NonPosting {
		out.WriteByte(nonPosting)
		out.WriteString(strconv.Itoa(slices.Index(NonPostings, p.NonPosting)))
	}
	return Held(out.String())
}

// Policy is what was held.
func (h Held) Policy() Policy {
	out, rest := Default, string(h)
	if h == "" {
		return out
	}
	out.Version, rest = number(rest)
	for rest != "" {
		letter := rest[0]
		var n int
		n, rest = number(rest[1:])
		if letter == nonPosting && n < len(NonPostings) {
			out.NonPosting = NonPostings[n]
		}
		for _, k := range kept {
			if k.letter == letter {
				*k.value(&out.Settings) = n
			}
		}
	}
	return out
}

// number is the number with which a text begins, and what is behind it.
func number(text string) (n int, rest string) {
	for text != "" && text[0] >= '0' && text[0] <= '9' {
		n, text = n*10+int(text[0]-'0'), text[1:]
	}
	return n, text
}
