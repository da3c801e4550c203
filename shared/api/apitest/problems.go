package apitest

import (
	"encoding/json"
	"fmt"
	"slices"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
)

// Codes are the codes of problems that an answer tells: its own where it is no success, else those of its rows and reasons.
func Codes(status int, body []byte) (own, rows []string) {
	var answer any
	if json.Unmarshal(body, &answer) != nil {
		return nil, nil
	}
	found := problems(answer)
	if status >= 400 {
		return found, nil
	}
	return nil, found
}

// problems finds the problems in a JSON value.
func problems(value any) (codes []string) {
	switch v := value.(type) {
	case []any:
		for _, element := range v {
			codes = append(codes, problems(element)...)
		}
	case map[string]any:
		if code, ok := v["code"].(string); ok && v["type"] == "about:blank" {
			return []string{code}
		}
		for _, member := range v {
			codes = append(codes, problems(member)...)
		}
	}
	return codes
}

// Listed says what an answer of an action tells that the action's entry in the contract does not list, or nil: clients rely on
// the codes of the document, which is made from the contract.
func Listed(action *contract.Action, status int, body []byte) error {
	own, rows := Codes(status, body)
	if action.Public() {
		rows = nil // the document shows problems, and tells of none
	}
	if status >= 400 && len(own) != 1 {
		return fmt.Errorf("%s answers %d without a problem: %s", action.Name, status, body)
	}
	for _, code := range own {
		listed := find(action.Problems(), code)
		if listed == nil {
			return fmt.Errorf("%s answers %d %s, which Errors of its contract entry does not list", action.Name, status, code)
		}
		if want := contract.StatusOf(listed.Kind); status != want {
			return fmt.Errorf("%s answers %s with %d, its contract entry says %d", action.Name, code, status, want)
		}
	}
	for _, code := range rows {
		if find(action.RowProblems(), code) == nil {
			return fmt.Errorf("%s tells of %s in a success, which RowErrors of its contract entry does not list", action.Name, code)
		}
	}
	return nil
}

func find(faults []*fault.Error, code string) *fault.Error {
	if at := slices.IndexFunc(faults, func(e *fault.Error) bool { return e.Code == code }); at >= 0 {
		return faults[at]
	}
	return nil
}
