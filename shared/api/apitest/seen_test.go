package apitest

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
)

func listing() *contract.Action {
	return &contract.Action{
		Name: "take-part", Method: http.MethodPost, Path: "/v1/parts",
		Request: reflect.TypeFor[contract.None](), Response: reflect.TypeFor[contract.None](),
		Errors:    []*fault.Error{{Kind: fault.Conflict, Code: "all_taken"}},
		RowErrors: []*fault.Error{{Kind: fault.Conflict, Code: "part_gone"}},
	}
}

const (
	refusal = `{"type":"about:blank","code":"all_taken"}`
	rows    = `{"rows":[{"error":{"type":"about:blank","code":"part_gone"}}]}`
)

// A listed code is seen when an answer has it, and each list for itself: what a row was refused with says nothing of the call.
func TestUnseen(t *testing.T) {
	action := listing()
	for _, step := range []struct {
		answer Answer
		want   []string
	}{
		{Answer{Status: 200, Body: `{}`}, []string{"RowErrors of take-part lists part_gone", "Errors of take-part lists all_taken"}},
		{Answer{Status: 200, Body: rows}, []string{"Errors of take-part lists all_taken"}},
		{Answer{Status: 409, Body: refusal}, nil},
	} {
		note(action, step.answer)
		got := unseen(action)
		if len(got) != len(step.want) {
			t.Errorf("after %s: %q", step.answer.Body, got)
		}
		for _, want := range step.want {
			if !strings.Contains(strings.Join(got, "\n"), want) {
				t.Errorf("after %s: %q lacks %q", step.answer.Body, got, want)
			}
		}
	}
}

// An answer has the codes of the contract entry only, each with its status and in its place.
func TestListed(t *testing.T) {
	for _, test := range []struct {
		status int
		body   string
		wrong  string
	}{
		{200, `{}`, ""},
		{200, rows, ""},
		{409, refusal, ""},
		{404, refusal, "answers all_taken with 404, its contract entry says 409"},
		{409, strings.Replace(refusal, "all_taken", "part_gone", 1), "part_gone, which Errors of its contract entry does not list"},
		{200, strings.Replace(rows, "part_gone", "all_taken", 1), "all_taken in a success, which RowErrors of its contract entry does not list"},
		{409, `{"message":"Conflict"}`, "answers 409 without a problem"},
	} {
		err := Listed(listing(), test.status, []byte(test.body))
		if (err == nil) != (test.wrong == "") || err != nil && !strings.Contains(err.Error(), test.wrong) {
			t.Errorf("%d %s: %v, want %q", test.status, test.body, err, test.wrong)
		}
	}
}
