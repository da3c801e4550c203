package sample

// OtherStatus stands for a status of a carrier or the platform that has not the form of a code: it may hold anything, the
// name of a person, too.
const OtherStatus = "other"

const (
	longestCode = 32
	mostDigits  = 4 // a code has fewer digits than a telephone number or a postal code
)

// Code is a status in the words of a carrier or the platform, where it has the form of a code: a letter, then letters, digits
// and underscores. Anything else is OtherStatus, and nothing stays nothing.
func Code(status string) string {
	if status == "" {
		return ""
	}
	digits := 0
	for i, r := range status {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' && i > 0:
		case r >= '0' && r <= '9' && i > 0 && digits < mostDigits:
			digits++
		default:
			return OtherStatus
		}
	}
	if len(status) > longestCode {
		return OtherStatus
	}
	return status
}
