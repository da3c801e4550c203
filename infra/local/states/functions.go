package states

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

type function func(args []any) (any, error)

// functions holds the intrinsic functions of the language that are implemented, with how many arguments they take (max
// -1: any number). States.MathRandom is left out because an execution could not be repeated; States.ArrayPartition,
// ArrayRange, ArrayUnique and Hash because nothing here needs them.
var functions = map[string]struct {
	min, max int
	function function
}{
	"States.Array":         {0, -1, func(args []any) (any, error) { return args, nil }},
	"States.ArrayContains": {2, 2, arrayContains},
	"States.ArrayGetItem":  {2, 2, arrayGetItem},
	"States.ArrayLength":   {1, 1, arrayLength},
	"States.Base64Decode":  {1, 1, base64Decode},
	"States.Base64Encode":  {1, 1, base64Encode},
	"States.Format":        {1, -1, format},
	"States.JsonMerge":     {3, 3, jsonMerge},
	"States.JsonToString":  {1, 1, func(args []any) (any, error) { return encode(args[0]), nil }},
	"States.MathAdd":       {2, 2, mathAdd},
	"States.StringSplit":   {2, 2, stringSplit},
	"States.StringToJson":  {1, 1, stringToJSON},
	"States.UUID":          {0, 0, func([]any) (any, error) { return newUUID(), nil }},
}

// argument reads the i-th argument as a T.
func argument[T any](args []any, i int) (T, error) {
	value, ok := args[i].(T)
	if !ok {
		return value, fmt.Errorf("argument %d is of the wrong type: %s", i+1, kindOf(args[i]))
	}
	return value, nil
}

func integer(args []any, i int) (int, error) {
	number, err := argument[json.Number](args, i)
	if err != nil {
		return 0, err
	}
	f, err := number.Float64()
	if err != nil || math.Abs(f) > math.MaxInt32 {
		return 0, fmt.Errorf("argument %d is out of range: %s", i+1, number)
	}
	return int(math.Round(f)), nil
}

func arrayContains(args []any) (any, error) {
	array, err := argument[[]any](args, 0)
	sought := encode(args[1])
	return slices.ContainsFunc(array, func(element any) bool { return encode(element) == sought }), err
}

func arrayGetItem(args []any) (any, error) {
	array, err := argument[[]any](args, 0)
	if err != nil {
		return nil, err
	}
	i, err := integer(args, 1)
	if err == nil && (i < 0 || i >= len(array)) {
		err = fmt.Errorf("an array of %d has no element %d", len(array), i)
	}
	if err != nil {
		return nil, err
	}
	return array[i], nil
}

func arrayLength(args []any) (any, error) {
	array, err := argument[[]any](args, 0)
	return json.Number(strconv.Itoa(len(array))), err
}

func base64Encode(args []any) (any, error) {
	text, err := argument[string](args, 0)
	return base64.StdEncoding.EncodeToString([]byte(text)), err
}

func base64Decode(args []any) (any, error) {
	text, err := argument[string](args, 0)
	if err != nil {
		return nil, err
	}
	decoded, err := base64.StdEncoding.DecodeString(text)
	return string(decoded), err
}

// format fills each {} of the first argument with the next of the others: strings as they are, the rest as JSON. A
// backslash takes the next character as it is.
func format(args []any) (any, error) {
	pattern, err := argument[string](args, 0)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	next := 1
	for i := 0; i < len(pattern); i++ {
		switch {
		case pattern[i] == '\\' && i+1 < len(pattern):
			i++
			b.WriteByte(pattern[i])
		case strings.HasPrefix(pattern[i:], "{}"):
			if next >= len(args) {
				return nil, errors.New("fewer arguments than {}")
			}
			if text, ok := args[next].(string); ok {
				b.WriteString(text)
			} else {
				b.WriteString(encode(args[next]))
			}
			next++
			i++
		default:
			b.WriteByte(pattern[i])
		}
	}
	if next < len(args) {
		return nil, errors.New("more arguments than {}")
	}
	return b.String(), nil
}

// jsonMerge merges the second object into the first, its members winning; only the shallow mode exists.
func jsonMerge(args []any) (any, error) {
	first, err1 := argument[map[string]any](args, 0)
	second, err2 := argument[map[string]any](args, 1)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	if args[2] != false {
		return nil, errors.New("the deep mode does not exist: the third argument must be false")
	}
	merged := maps.Clone(first)
	maps.Copy(merged, second)
	return merged, nil
}

func mathAdd(args []any) (any, error) {
	a, err1 := integer(args, 0)
	b, err2 := integer(args, 1)
	return json.Number(strconv.Itoa(a + b)), errors.Join(err1, err2)
}

// stringSplit cuts at any character of the second argument; empty parts are dropped.
func stringSplit(args []any) (any, error) {
	text, err1 := argument[string](args, 0)
	delimiters, err2 := argument[string](args, 1)
	parts := []any{}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(delimiters, r) }) {
		parts = append(parts, part)
	}
	return parts, errors.Join(err1, err2)
}

func stringToJSON(args []any) (any, error) {
	text, err := argument[string](args, 0)
	if err != nil {
		return nil, err
	}
	return decode([]byte(text))
}

// newUUID is a random (version 4) UUID.
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
