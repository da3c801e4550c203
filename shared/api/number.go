package api

import (
	"regexp"
	"strconv"
	"strings"
)

// number is a number as JSON writes it: sign, digits, fraction, exponent.
var number = regexp.MustCompile(`^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,9}))?$`)

// longestNumber is the most digits that a 64-bit integer has.
const longestNumber = 19

// wholeNumber reads an integer in any form that JSON Schema takes for one: 100, 100.0 and 1e2 are the same. It is exact,
// and false for what is no integer or does not fit 64 bits.
func wholeNumber(text string) (n int64, ok bool) {
	part := number.FindStringSubmatch(text)
	if part == nil {
		return 0, false
	}
	exponent, _ := strconv.Atoi(part[4]) // at most nine digits; none is 0
	digits, zeros := part[2]+part[3], exponent-len(part[3])
	digits = strings.TrimLeft(digits, "0")
	if digits == "" {
		return 0, true
	}
	whole := strings.TrimRight(digits, "0")
	zeros += len(digits) - len(whole)
	if zeros < 0 || len(whole)+zeros > longestNumber {
		return 0, false
	}
	n, err := strconv.ParseInt(part[1]+whole+strings.Repeat("0", zeros), 10, 64)
	return n, err == nil
}
